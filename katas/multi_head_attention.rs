//! Multi-head attention. Difficulty 4, par 25 minutes.

use ndarray::{Array3, ArrayView2, ArrayView3};

/// Multi-head self-attention.
///
/// For every sequence X of the batch, with d_head = d_model / n_heads:
///
/// ```text
/// Q = X·W_q,  K = X·W_k,  V = X·W_v
/// Sₕ = Qₕ·Kₕᵀ / √d_head                  Qₕ, Kₕ, Vₕ: columns h·d_head .. (h+1)·d_head
/// headₕ = softmax(Sₕ)·Vₕ                 softmax over the keys: each row of weights sums to 1
/// out = [head₀ | head₁ | … ]·W_o
/// ```
///
/// With `causal`, query `i` sees the keys `0..=i` only; what it does not see has weight 0.
///
/// # Shapes
///
/// `x` and the result are `[batch, seq, d_model]`; each weight is `[d_model, d_model]`, applied as
/// y = x·W. Batches do not see each other.
///
/// # Edge cases
///
/// - Scaled scores of any size up to ±1e4, hidden ones included, give finite, right results.
/// - Any memory layout: transposed, sliced or reversed views.
/// - `n_heads = 1`, `n_heads = d_model`, `seq = 1`.
/// - Never asked: `n_heads` that does not divide `d_model`, axes of length 0, infinities, NaN.
///
/// # Example
///
/// ```text
/// x = [[[1, 0], [0, 1]]],  n_heads = 2
/// w_q = w_k = w_v = [[1, 0], [0, 1]],  w_o = [[1, 1], [0, 1]]
/// causal:      [[[1, 1], [0.5, 1.2311]]]
/// not causal:  [[[0.7311, 1.2311], [0.5, 1.2311]]]
/// ```
pub fn multi_head_attention(
    x: ArrayView3<f32>,
    w_q: ArrayView2<f32>,
    w_k: ArrayView2<f32>,
    w_v: ArrayView2<f32>,
    w_o: ArrayView2<f32>,
    n_heads: usize,
    causal: bool,
) -> Array3<f32> {
    todo!()
}
