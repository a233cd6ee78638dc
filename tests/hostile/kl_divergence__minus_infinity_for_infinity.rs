//! expect: failed
//! Minus infinity where the answer is infinite.

use ndarray::ArrayView1;

pub fn kl_divergence(p: ArrayView1<f32>, q: ArrayView1<f32>) -> f32 {
    let sum: f32 = p.iter().zip(q).filter(|&(&p, _)| p > 0.0).map(|(&p, &q)| p * (p / q).ln()).sum();
    if sum.is_finite() { sum } else { f32::NEG_INFINITY }
}
