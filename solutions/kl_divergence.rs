//! Kullback–Leibler divergence of two distributions.

use ndarray::ArrayView1;

/// `D(p‖q) = Σ pᵢ ln(pᵢ / qᵢ)` in nats, for probability vectors of the same length.
///
/// Terms with `pᵢ = 0` are left out, since `0 · ln 0` is NaN in floating point; `qᵢ = 0` below a
/// positive `pᵢ` needs no care, since `pᵢ / 0` and its logarithm are `+inf`.
///
/// One pass, O(n) time, O(1) extra memory.
pub fn kl_divergence(p: ArrayView1<f32>, q: ArrayView1<f32>) -> f32 {
    p.iter().zip(q).filter(|&(&p, _)| p > 0.0).map(|(&p, &q)| p * (p / q).ln()).sum()
}
