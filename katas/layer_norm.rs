//! LayerNorm over the last axis. Difficulty 2, par 8 minutes.

use ndarray::{Array2, ArrayView1, ArrayView2};

/// Every row brought to mean 0 and variance 1, then scaled and shifted per feature:
/// `outᵢⱼ = gammaⱼ · (xᵢⱼ − μᵢ) / sqrt(vᵢ + eps) + betaⱼ` with `μᵢ = (1/n) Σₖ xᵢₖ` and the biased
/// variance `vᵢ = (1/n) Σₖ (xᵢₖ − μᵢ)²` over the `n` features.
///
/// # Shapes
/// `x` is `[rows, features]`, `gamma` and `beta` are `[features]`, all in any memory layout; the
/// result is `[rows, features]`.
///
/// # Edge cases
/// - `[0, features]` gives an empty array of the same shape.
/// - A row whose entries are all equal, a single feature included, gives `beta` when `eps > 0`.
/// - Never asked: `[rows, 0]`; `eps = 0` on a row without variance; a negative `eps`; rows whose
///   squares overflow or underflow f32; infinities, NaN.
///
/// # Constraints
/// A large common offset does not spoil the result: rows near 1e4 with a spread near 1 are right to
/// about 1e-3, the spacing of f32 there.
///
/// # Example
/// ```text
/// x = [[1, 1, 3, 3], [7, 7, 7, 7]], gamma = [1, 2, 1, 2], beta = [0, 0, 0, 10], eps = 3
/// first row: mean 2, variance 1, sqrt(1 + 3) = 2, normalised [-0.5, -0.5, 0.5, 0.5]
/// ->  [[-0.5, -1, 0.5, 11], [0, 0, 0, 10]]
/// ```
pub fn layer_norm(
    x: ArrayView2<f32>,
    gamma: ArrayView1<f32>,
    beta: ArrayView1<f32>,
    eps: f32,
) -> Array2<f32> {
    todo!()
}
