//! Right ways to write grouped-query attention that differ from the reference.

// The kata fixes the signature.
#![allow(clippy::too_many_arguments)]

/// Query by query with iterators over rows and chunks, no matrix product.
pub mod plain_loops {
    use ndarray::{Array3, ArrayView2, ArrayView3};

    fn project<'a>(rows: impl Iterator<Item = &'a [f32]>, w: ArrayView2<f32>) -> Vec<Vec<f32>> {
        let dot = |row: &[f32], c| row.iter().zip(w.column(c)).map(|(a, b)| a * b).sum();
        rows.map(|row| (0..w.ncols()).map(|c| dot(row, c)).collect()).collect()
    }

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
        let (_, seq, d_model) = x.dim();
        let d_head = d_model / n_heads;
        let x_owned = x.as_standard_layout();
        let mut out = Vec::with_capacity(x.len());
        for sequence in x_owned.as_slice().unwrap().chunks(seq * d_model) {
            let q = project(sequence.chunks(d_model), w_q);
            let k = project(sequence.chunks(d_model), w_k);
            let v = project(sequence.chunks(d_model), w_v);
            let mut heads = vec![vec![0.0_f32; d_model]; seq];
            for i in 0..seq {
                let visible = if causal { i + 1 } else { seq };
                for h in 0..n_heads {
                    let own = h * d_head..(h + 1) * d_head;
                    let g = h * n_kv_heads / n_heads;
                    let shared = g * d_head..(g + 1) * d_head;
                    let mut weights: Vec<f32> = k[..visible]
                        .iter()
                        .map(|k| q[i][own.clone()].iter().zip(&k[shared.clone()]))
                        .map(|pairs| pairs.map(|(q, k)| q * k).sum::<f32>())
                        .map(|score| score / (d_head as f32).sqrt())
                        .collect();
                    let max = weights.iter().copied().fold(f32::NEG_INFINITY, f32::max);
                    weights.iter_mut().for_each(|weight| *weight = (*weight - max).exp());
                    let sum: f32 = weights.iter().sum();
                    for (weight, v) in weights.iter().zip(&v) {
                        for (o, v) in heads[i][own.clone()].iter_mut().zip(&v[shared.clone()]) {
                            *o += weight / sum * v;
                        }
                    }
                }
            }
            let rows = project(heads.iter().map(Vec::as_slice), w_o);
            out.extend(rows.into_iter().flatten());
        }
        Array3::from_shape_vec(x.raw_dim(), out).unwrap()
    }
}

/// Everything in f64, rounded once at the end; hidden scores are −∞.
pub mod double_precision {
    use ndarray::{Array2, Array3, ArrayView2, ArrayView3, s};

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
        let [w_q, w_k, w_v, w_o] = [w_q, w_k, w_v, w_o].map(|w| w.mapv(f64::from));
        let (batch, seq, d_model) = x.dim();
        let d_head = d_model / n_heads;
        let mut out = Array3::<f32>::zeros((batch, seq, d_model));
        for b in 0..batch {
            let x = x.slice(s![b, .., ..]).mapv(f64::from);
            let (q, k, v) = (x.dot(&w_q), x.dot(&w_k), x.dot(&w_v));
            let mut heads = Array2::<f64>::zeros((seq, d_model));
            for h in 0..n_heads {
                let g = h / (n_heads / n_kv_heads);
                let columns = s![.., h * d_head..(h + 1) * d_head];
                let shared = s![.., g * d_head..(g + 1) * d_head];
                let mut weights = q.slice(columns).dot(&k.slice(shared).t());
                weights /= (d_head as f64).sqrt();
                if causal {
                    for ((i, j), score) in weights.indexed_iter_mut() {
                        if j > i {
                            *score = f64::NEG_INFINITY;
                        }
                    }
                }
                for mut row in weights.rows_mut() {
                    let max = row.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                    row.mapv_inplace(|score| (score - max).exp());
                    let sum = row.sum();
                    row /= sum;
                }
                heads.slice_mut(columns).assign(&weights.dot(&v.slice(shared)));
            }
            let y = heads.dot(&w_o).mapv(|value| value as f32);
            out.slice_mut(s![b, .., ..]).assign(&y);
        }
        out
    }
}

/// Repeats every key and value head for its group (`repeat_interleave`), then multi-head attention
/// with a mask of `f32::MIN` added to the scores.
pub mod repeat_interleave {
    use ndarray::{Array2, Array3, ArrayView2, ArrayView3, Axis, s};

    fn repeat(x: Array2<f32>, d_head: usize, group: usize) -> Array2<f32> {
        let columns: Vec<usize> =
            (0..x.ncols() * group).map(|c| c / d_head / group * d_head + c % d_head).collect();
        x.select(Axis(1), &columns)
    }

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
        let (_, seq, d_model) = x.dim();
        let d_head = d_model / n_heads;
        let hidden = if causal { f32::MIN } else { 0.0 };
        let mask = Array2::from_shape_fn((seq, seq), |(i, j)| if j > i { hidden } else { 0.0 });
        let mut out = Array3::zeros(x.raw_dim());
        for (x, mut out) in x.outer_iter().zip(out.outer_iter_mut()) {
            let q = x.dot(&w_q);
            let k = repeat(x.dot(&w_k), d_head, n_heads / n_kv_heads);
            let v = repeat(x.dot(&w_v), d_head, n_heads / n_kv_heads);
            let mut heads = Array2::zeros((seq, d_model));
            for h in 0..n_heads {
                let columns = s![.., h * d_head..(h + 1) * d_head];
                let scores = q.slice(columns).dot(&k.slice(columns).t());
                let scores = scores / (d_head as f32).sqrt() + &mask;
                let max = scores.map_axis(Axis(1), |row| row.fold(f32::MIN, |a, &b| a.max(b)));
                let exp = (scores - max.insert_axis(Axis(1))).mapv_into(f32::exp);
                let sum = exp.sum_axis(Axis(1)).insert_axis(Axis(1));
                heads.slice_mut(columns).assign(&(exp / sum).dot(&v.slice(columns)));
            }
            out.assign(&heads.dot(&w_o));
        }
        out
    }
}

/// The queries of a group stacked into one tall matrix, so that its key and value head are read
/// once; loops over groups, not over heads.
pub mod stacked_groups {
    use ndarray::{Array2, Array3, ArrayView2, ArrayView3, Axis, s};

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
        let (batch, seq, d_model) = x.dim();
        let d_head = d_model / n_heads;
        let group = n_heads / n_kv_heads;
        let mut out = Array3::zeros((batch, seq, d_model));
        for b in 0..batch {
            let x = x.index_axis(Axis(0), b);
            let mut heads = Array2::zeros((seq, d_model));
            for g in 0..n_kv_heads {
                let wide = s![.., g * group * d_head..(g + 1) * group * d_head];
                let narrow = s![.., g * d_head..(g + 1) * d_head];
                let q = x.dot(&w_q.slice(wide)) / (d_head as f32).sqrt();
                let q = q.to_shape((seq * group, d_head)).unwrap();
                let mut weights = q.dot(&x.dot(&w_k.slice(narrow)).t());
                for (r, mut row) in weights.rows_mut().into_iter().enumerate() {
                    if causal {
                        row.iter_mut().skip(r / group + 1).for_each(|score| *score = -1e9);
                    }
                    let max = row.iter().copied().reduce(f32::max).unwrap();
                    row.mapv_inplace(|score| (score - max).exp());
                    row /= row.sum();
                }
                let head = weights.dot(&x.dot(&w_v.slice(narrow)));
                let head = head.to_shape((seq, group * d_head)).unwrap();
                heads.slice_mut(wide).assign(&head);
            }
            out.index_axis_mut(Axis(0), b).assign(&heads.dot(&w_o));
        }
        out
    }
}

/// One pass over the keys: running maximum, rescaled sum and output.
pub mod online_softmax {
    use ndarray::{Array1, Array2, Array3, ArrayView2, ArrayView3, s};

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
        let (_, seq, d_model) = x.dim();
        let d_head = d_model / n_heads;
        let scale = (d_head as f32).sqrt().recip();
        let mut out = Array3::zeros(x.raw_dim());
        for (x, mut out) in x.outer_iter().zip(out.outer_iter_mut()) {
            let (q, k, v) = (x.dot(&w_q) * scale, x.dot(&w_k), x.dot(&w_v));
            let mut heads = Array2::zeros((seq, d_model));
            for i in 0..seq {
                for h in 0..n_heads {
                    let own = s![i, h * d_head..(h + 1) * d_head];
                    let g = h / (n_heads / n_kv_heads);
                    let q = q.slice(own);
                    let (mut max, mut sum) = (f32::NEG_INFINITY, 0.0);
                    let mut head = Array1::<f32>::zeros(d_head);
                    for j in 0..if causal { i + 1 } else { seq } {
                        let shared = s![j, g * d_head..(g + 1) * d_head];
                        let score = q.dot(&k.slice(shared));
                        let new_max = max.max(score);
                        let (shrink, weight) = ((max - new_max).exp(), (score - new_max).exp());
                        max = new_max;
                        sum = sum * shrink + weight;
                        head = head * shrink + &v.slice(shared) * weight;
                    }
                    heads.slice_mut(own).assign(&(head / sum));
                }
            }
            out.assign(&heads.dot(&w_o));
        }
        out
    }
}
