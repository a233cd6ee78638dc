//! Kullback–Leibler divergence of two distributions. Difficulty 2, par 8 minutes.

use ndarray::ArrayView1;

/// `D(p‖q) = Σᵢ pᵢ ln(pᵢ / qᵢ)`, in nats, with `0 · ln 0 = 0`.
///
/// # Shapes
/// `p` and `q` are probability vectors of the same length, at least 1, in any memory layout.
///
/// # Edge cases
/// - A term with `pᵢ = 0` is 0, whatever `qᵢ` is, 0 included.
/// - `pᵢ > 0` with `qᵢ = 0` makes the divergence `+inf`.
/// - For nearly equal vectors, rounding may leave a result such as -1e-8: as good as 0.
/// - Never asked: vectors that do not sum to 1 (up to rounding), negative entries, positive
///   entries below 1e-30, NaN.
///
/// # Example
/// ```text
/// [0.5, 0.5, 0], [0.25, 0.5, 0.25]  ->  0.3466
/// [0.25, 0.5, 0.25], [0.5, 0.5, 0]  ->  +inf
/// ```
pub fn kl_divergence(p: ArrayView1<f32>, q: ArrayView1<f32>) -> f32 {
    todo!()
}
