//! Right ways to write multi-query attention that differ from the reference.

/// Indices and nothing else: no matrix product, no slice.
pub mod plain_loops {
    use ndarray::{Array3, ArrayView2, ArrayView3};

    fn project(x: ArrayView3<f32>, w: ArrayView2<f32>) -> Array3<f32> {
        let (batch, seq, d_model) = x.dim();
        let mut y = Array3::zeros((batch, seq, w.ncols()));
        for b in 0..batch {
            for i in 0..seq {
                for c in 0..w.ncols() {
                    for d in 0..d_model {
                        y[[b, i, c]] += x[[b, i, d]] * w[[d, c]];
                    }
                }
            }
        }
        y
    }

    pub fn multi_query_attention(
        x: ArrayView3<f32>,
        w_q: ArrayView2<f32>,
        w_k: ArrayView2<f32>,
        w_v: ArrayView2<f32>,
        w_o: ArrayView2<f32>,
        n_heads: usize,
        causal: bool,
    ) -> Array3<f32> {
        let (batch, seq, d_model) = x.dim();
        let d_head = d_model / n_heads;
        let (q, k, v) = (project(x, w_q), project(x, w_k), project(x, w_v));
        let mut heads = Array3::<f32>::zeros((batch, seq, d_model));
        for b in 0..batch {
            for h in 0..n_heads {
                for i in 0..seq {
                    let visible = if causal { i + 1 } else { seq };
                    let mut weights = vec![0.0_f32; visible];
                    let mut max = f32::NEG_INFINITY;
                    for j in 0..visible {
                        let mut score = 0.0;
                        for d in 0..d_head {
                            score += q[[b, i, h * d_head + d]] * k[[b, j, d]];
                        }
                        weights[j] = score / (d_head as f32).sqrt();
                        max = max.max(weights[j]);
                    }
                    let mut sum = 0.0;
                    for weight in &mut weights {
                        *weight = (*weight - max).exp();
                        sum += *weight;
                    }
                    for j in 0..visible {
                        for d in 0..d_head {
                            heads[[b, i, h * d_head + d]] += weights[j] / sum * v[[b, j, d]];
                        }
                    }
                }
            }
        }
        project(heads.view(), w_o)
    }
}

/// Everything in f64, rounded once at the end; hidden scores are −∞.
pub mod double_precision {
    use ndarray::{Array2, Array3, ArrayView2, ArrayView3, s};

    pub fn multi_query_attention(
        x: ArrayView3<f32>,
        w_q: ArrayView2<f32>,
        w_k: ArrayView2<f32>,
        w_v: ArrayView2<f32>,
        w_o: ArrayView2<f32>,
        n_heads: usize,
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
                let columns = s![.., h * d_head..(h + 1) * d_head];
                let mut weights = q.slice(columns).dot(&k.t()) / (d_head as f64).sqrt();
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
                heads.slice_mut(columns).assign(&weights.dot(&v));
            }
            let y = heads.dot(&w_o).mapv(|value| value as f32);
            out.slice_mut(s![b, .., ..]).assign(&y);
        }
        out
    }
}

/// All heads of a sequence stacked into one tall query matrix: two products instead of `2 n_heads`.
pub mod stacked_heads {
    use ndarray::{Array3, ArrayView2, ArrayView3, Axis};

    pub fn multi_query_attention(
        x: ArrayView3<f32>,
        w_q: ArrayView2<f32>,
        w_k: ArrayView2<f32>,
        w_v: ArrayView2<f32>,
        w_o: ArrayView2<f32>,
        n_heads: usize,
        causal: bool,
    ) -> Array3<f32> {
        let (batch, seq, d_model) = x.dim();
        let d_head = d_model / n_heads;
        let mut out = Array3::zeros((batch, seq, d_model));
        for b in 0..batch {
            let x = x.index_axis(Axis(0), b);
            let q = x.dot(&(&w_q / (d_head as f32).sqrt()));
            let q = q.to_shape((seq * n_heads, d_head)).unwrap();
            let mut weights = q.dot(&x.dot(&w_k).t());
            for (r, mut row) in weights.rows_mut().into_iter().enumerate() {
                if causal {
                    let position = r / n_heads;
                    row.iter_mut().skip(position + 1).for_each(|score| *score = f32::NEG_INFINITY);
                }
                let max = row.iter().copied().reduce(f32::max).unwrap();
                row.mapv_inplace(|score| (score - max).exp());
                row /= row.sum();
            }
            let heads = weights.dot(&x.dot(&w_v));
            let heads = heads.to_shape((seq, d_model)).unwrap();
            out.index_axis_mut(Axis(0), b).assign(&heads.dot(&w_o));
        }
        out
    }
}

/// Repeats the columns of `w_k` and `w_v` for every head, then multi-head attention with a mask of
/// `f32::MIN` added to the scores.
pub mod repeated_key_and_value {
    use ndarray::{Array2, Array3, ArrayView2, ArrayView3, Axis, concatenate, s};

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
        let w_k = concatenate(Axis(1), &vec![w_k; n_heads]).unwrap();
        let w_v = concatenate(Axis(1), &vec![w_v; n_heads]).unwrap();
        let hidden = if causal { f32::MIN } else { 0.0 };
        let mask = Array2::from_shape_fn((seq, seq), |(i, j)| if j > i { hidden } else { 0.0 });
        let mut out = Array3::zeros(x.raw_dim());
        for (x, mut out) in x.outer_iter().zip(out.outer_iter_mut()) {
            let (q, k, v) = (x.dot(&w_q), x.dot(&w_k), x.dot(&w_v));
            let heads: Vec<Array2<f32>> = (0..n_heads)
                .map(|h| {
                    let columns = s![.., h * d_head..(h + 1) * d_head];
                    let scores = q.slice(columns).dot(&k.slice(columns).t());
                    let scores = scores / (d_head as f32).sqrt() + &mask;
                    let max = scores.map_axis(Axis(1), |row| row.fold(f32::MIN, |a, &b| a.max(b)));
                    let exp = (scores - max.insert_axis(Axis(1))).mapv_into(f32::exp);
                    let sum = exp.sum_axis(Axis(1)).insert_axis(Axis(1));
                    exp.dot(&v.slice(columns)) / sum
                })
                .collect();
            let heads: Vec<_> = heads.iter().map(|head| head.view()).collect();
            out.assign(&concatenate(Axis(1), &heads).unwrap().dot(&w_o));
        }
        out
    }
}

/// One pass over the keys: running maximum, rescaled sum and output.
pub mod online_softmax {
    use ndarray::{Array1, Array2, Array3, ArrayView2, ArrayView3, s};

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
        let scale = (d_head as f32).sqrt().recip();
        let mut out = Array3::zeros(x.raw_dim());
        for (x, mut out) in x.outer_iter().zip(out.outer_iter_mut()) {
            let (q, k, v) = (x.dot(&w_q) * scale, x.dot(&w_k), x.dot(&w_v));
            let mut heads = Array2::zeros((seq, d_model));
            for i in 0..seq {
                for h in 0..n_heads {
                    let q = q.slice(s![i, h * d_head..(h + 1) * d_head]);
                    let (mut max, mut sum) = (f32::NEG_INFINITY, 0.0);
                    let mut head = Array1::<f32>::zeros(d_head);
                    for j in 0..if causal { i + 1 } else { seq } {
                        let score = q.dot(&k.row(j));
                        let new_max = max.max(score);
                        let (shrink, weight) = ((max - new_max).exp(), (score - new_max).exp());
                        max = new_max;
                        sum = sum * shrink + weight;
                        head = head * shrink + &v.row(j) * weight;
                    }
                    let mut slot = heads.slice_mut(s![i, h * d_head..(h + 1) * d_head]);
                    slot.assign(&(head / sum));
                }
            }
            out.assign(&heads.dot(&w_o));
        }
        out
    }
}
