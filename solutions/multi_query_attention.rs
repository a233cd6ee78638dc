//! Multi-query self-attention.

use ndarray::linalg::general_mat_mul;
use ndarray::{Array2, Array3, ArrayView2, ArrayView3, Axis, s};

/// Attention of every sequence of `x` to itself: `n_heads` query heads over one key head and one
/// value head. `x` and the result are `[batch, seq, d_model]`, `w_q` and `w_o` are
/// `[d_model, d_model]`, `w_k` and `w_v` are `[d_model, d_model / n_heads]`; with `causal`,
/// position `i` sees `0..=i`.
///
/// Time O(batch · (seq · d_model² + seq² · d_model)); extra memory O(seq · d_model + seq²), because
/// one head of one sequence is scored at a time.
pub fn multi_query_attention(
    x: ArrayView3<f32>,
    w_q: ArrayView2<f32>,
    w_k: ArrayView2<f32>,
    w_v: ArrayView2<f32>,
    w_o: ArrayView2<f32>,
    n_heads: usize,
    causal: bool,
) -> Array3<f32> {
    let (_, seq, d_model) = x.dim();
    let d_head = d_model / n_heads;
    let scale = 1.0 / (d_head as f32).sqrt();
    let mut out = Array3::zeros(x.raw_dim());
    let mut heads = Array2::zeros((seq, d_model));
    for (x, mut out) in x.outer_iter().zip(out.outer_iter_mut()) {
        let (q, k, v) = (x.dot(&w_q), x.dot(&w_k), x.dot(&w_v));
        for h in 0..n_heads {
            let columns = s![.., h * d_head..(h + 1) * d_head];
            let mut weights = q.slice(columns).dot(&k.t()) * scale;
            softmax_rows(&mut weights, causal);
            general_mat_mul(1.0, &weights, &v, 0.0, &mut heads.slice_mut(columns));
        }
        general_mat_mul(1.0, &heads, &w_o, 0.0, &mut out);
    }
    out
}

/// Softmax of every row in place. With `causal`, the columns after `i` have no part in row `i`, not
/// even in its maximum, and end as exact zeros.
fn softmax_rows(scores: &mut Array2<f32>, causal: bool) {
    for (i, mut row) in scores.outer_iter_mut().enumerate() {
        let visible = if causal { i + 1 } else { row.len() };
        let (mut seen, mut hidden) = row.view_mut().split_at(Axis(0), visible);
        let max = seen.fold(f32::NEG_INFINITY, |max, &score| max.max(score));
        seen.mapv_inplace(|score| (score - max).exp());
        seen /= seen.sum();
        hidden.fill(0.0);
    }
}
