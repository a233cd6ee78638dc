//! RMSNorm over the last axis. Difficulty 1, par 6 minutes.

use ndarray::{Array2, ArrayView1, ArrayView2};

/// Every row divided by its root mean square, then scaled per feature:
/// `outᵢⱼ = gammaⱼ · xᵢⱼ / sqrt(mᵢ + eps)` with `mᵢ = (1/n) Σₖ xᵢₖ²` over the `n` features.
///
/// # Shapes
/// `x` is `[rows, features]` and `gamma` is `[features]`, in any memory layout; the result is
/// `[rows, features]`.
///
/// # Edge cases
/// - `[0, features]` gives an empty array of the same shape.
/// - A row of zeros gives zeros when `eps > 0`.
/// - Entries up to 1e15 in magnitude give finite, accurate results.
/// - Never asked: `[rows, 0]`; with `eps = 0`, a row of zeros or of entries all below 1e-15 in
///   magnitude; a negative `eps`; infinities, NaN.
///
/// # Example
/// ```text
/// x = [[3, 3, -3, 3]], gamma = [1, 2, 1, -1], eps = 16
/// mean square 9, sqrt(9 + 16) = 5
/// ->  [[0.6, 1.2, -0.6, -0.6]]
/// ```
pub fn rms_norm(x: ArrayView2<f32>, gamma: ArrayView1<f32>, eps: f32) -> Array2<f32> {
    todo!()
}
