//! Multi-query attention. Difficulty 4, par 25 minutes.

use ndarray::{Array3, ArrayView2, ArrayView3};

/// Multi-query self-attention: every query head has its own queries, all share one key head and one
/// value head.
///
/// For every sequence X of the batch, with d_head = d_model / n_heads:
///
/// ```text
/// Q = X·W_q,  K = X·W_k,  V = X·W_v
/// Sₕ = Qₕ·Kᵀ / √d_head                   Qₕ: columns h·d_head .. (h+1)·d_head of Q
/// headₕ = softmax(Sₕ)·V                  softmax over the keys: each row of weights sums to 1
/// out = [head₀ | head₁ | … ]·W_o
/// ```
///
/// With `causal`, query `i` sees the keys `0..=i` only; what it does not see has weight 0.
///
/// # Shapes
///
/// `x` and the result are `[batch, seq, d_model]`; `w_q` and `w_o` are `[d_model, d_model]`, `w_k`
/// and `w_v` are `[d_model, d_head]`, applied as y = x·W. Batches do not see each other.
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
/// w_q = [[1, 0], [0, 1]],  w_k = [[1], [0]],  w_v = [[1], [2]],  w_o = [[1, 1], [0, 1]]
/// causal:      [[[1, 2], [1.5, 2.7689]]]
/// not causal:  [[[1.2689, 2.7689], [1.5, 2.7689]]]
/// ```
pub fn multi_query_attention(
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
