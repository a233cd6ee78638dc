//! Grouped-query attention. Difficulty 4, par 30 minutes.

use ndarray::{Array3, ArrayView2, ArrayView3};

/// Grouped-query self-attention: the query heads form `n_kv_heads` groups of neighbours, and each
/// group shares one key head and one value head.
///
/// For every sequence X of the batch, with d_head = d_model / n_heads and, for query head h,
/// g = ⌊h / (n_heads / n_kv_heads)⌋:
///
/// ```text
/// Q = X·W_q,  K = X·W_k,  V = X·W_v
/// Sₕ = Qₕ·K_gᵀ / √d_head                 Qₕ: columns h·d_head .. (h+1)·d_head of Q
/// headₕ = softmax(Sₕ)·V_g                K_g, V_g: columns g·d_head .. (g+1)·d_head of K, V
/// out = [head₀ | head₁ | … ]·W_o         softmax over the keys: each row of weights sums to 1
/// ```
///
/// With `causal`, query `i` sees the keys `0..=i` only; what it does not see has weight 0.
///
/// # Shapes
///
/// `x` and the result are `[batch, seq, d_model]`; `w_q` and `w_o` are `[d_model, d_model]`, `w_k`
/// and `w_v` are `[d_model, n_kv_heads * d_head]`, applied as y = x·W. Batches do not see each
/// other.
///
/// # Edge cases
///
/// - `n_kv_heads = n_heads` is multi-head attention, `n_kv_heads = 1` is multi-query attention.
/// - Scaled scores of any size up to ±1e4, hidden ones included, give finite, right results.
/// - Any memory layout: transposed, sliced or reversed views.
/// - `n_heads = 1`, `n_heads = d_model`, `seq = 1`.
/// - Never asked: `n_heads` that does not divide `d_model`, `n_kv_heads` that does not divide
///   `n_heads`, axes of length 0, infinities, NaN.
///
/// # Example
///
/// ```text
/// x = [[[1, 0, 0, 0], [0, 1, 0, 0]]],  w_o = identity,  n_heads = 4,  n_kv_heads = 2
/// rows 0 and 1 of the others (x does not reach rows 2 and 3):
/// w_q: [0, 0, 0, 0], [0, 1, 0, 1]    w_k: [1, 2], [0, 0]    w_v: [1, 10], [2, 20]
/// causal:      [[[1, 1, 10, 10], [1.5, 1.2689, 15, 11.1920]]]
/// not causal:  [[[1.5, 1.5, 15, 15], [1.5, 1.2689, 15, 11.1920]]]
/// ```
pub fn grouped_query_attention(
    x: ArrayView3<f32>,
    w_q: ArrayView2<f32>,
    w_k: ArrayView2<f32>,
    w_v: ArrayView2<f32>,
    w_o: ArrayView2<f32>,
    n_heads: usize,
    n_kv_heads: usize,
    causal: bool,
) -> Array3<f32> {
    todo!()
}
