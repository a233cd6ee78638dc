//! Right ways to write multi-head attention that differ from the reference.

/// Indices and nothing else: no matrix product, no slice.
pub mod plain_loops {
    use ndarray::{Array3, ArrayView2, ArrayView3};

    pub fn multi_head_attention(
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
        let project = |input: ArrayView3<f32>, w: ArrayView2<f32>| {
            let mut y = Array3::<f32>::zeros((batch, seq, d_model));
            for b in 0..batch {
                for i in 0..seq {
                    for c in 0..d_model {
                        for d in 0..d_model {
                            y[[b, i, c]] += input[[b, i, d]] * w[[d, c]];
                        }
                    }
                }
            }
            y
        };
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
                        for d in h * d_head..(h + 1) * d_head {
                            score += q[[b, i, d]] * k[[b, j, d]];
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
                        for d in h * d_head..(h + 1) * d_head {
                            heads[[b, i, d]] += weights[j] / sum * v[[b, j, d]];
                        }
                    }
                }
            }
        }
        project(heads.view(), w_o)
    }
}

/// Everything in f64, rounded once at the end.
pub mod double_precision {
    use ndarray::{Array2, Array3, ArrayView2, ArrayView3, s};

    pub fn multi_head_attention(
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
                let mut weights = q.slice(columns).dot(&k.slice(columns).t());
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
                heads.slice_mut(columns).assign(&weights.dot(&v.slice(columns)));
            }
            let y = heads.dot(&w_o).mapv(|value| value as f32);
            out.slice_mut(s![b, .., ..]).assign(&y);
        }
        out
    }
}

/// One pass over the keys: running maximum, rescaled sum and output, exponentials to base two.
pub mod online_softmax {
    use ndarray::{Array1, Array2, Array3, ArrayView2, ArrayView3, s};

    pub fn multi_head_attention(
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
            let (q, k, v) = (x.dot(&w_q), x.dot(&w_k), x.dot(&w_v));
            let mut heads = Array2::zeros((seq, d_model));
            for h in 0..n_heads {
                let columns = s![.., h * d_head..(h + 1) * d_head];
                let (q, k, v) = (q.slice(columns), k.slice(columns), v.slice(columns));
                for (i, q) in q.outer_iter().enumerate() {
                    let visible = if causal { i + 1 } else { seq };
                    let (mut max, mut sum) = (f32::NEG_INFINITY, 0.0);
                    let mut head = Array1::<f32>::zeros(d_head);
                    for (k, v) in k.outer_iter().zip(v.outer_iter()).take(visible) {
                        let score = q.dot(&k) * scale;
                        let new_max = max.max(score);
                        let shrink = ((max - new_max) * std::f32::consts::LOG2_E).exp2();
                        let weight = ((score - new_max) * std::f32::consts::LOG2_E).exp2();
                        max = new_max;
                        sum = sum * shrink + weight;
                        head *= shrink;
                        head.scaled_add(weight, &v);
                    }
                    heads.slice_mut(s![i, h * d_head..(h + 1) * d_head]).assign(&(head / sum));
                }
            }
            out.assign(&heads.dot(&w_o));
        }
        out
    }
}

/// A mask of 0 and −1e9 added to the scores of the whole batch, in `[batch, head, seq, d_head]`.
pub mod split_into_four_axes {
    use ndarray::{Array2, Array3, Array4, ArrayView2, ArrayView3, Axis, Zip};

    fn split(x: &Array2<f32>, batch: usize, n_heads: usize) -> Array4<f32> {
        let (rows, d_model) = x.dim();
        x.to_shape((batch, rows / batch, n_heads, d_model / n_heads))
            .unwrap()
            .permuted_axes([0, 2, 1, 3])
            .as_standard_layout()
            .into_owned()
    }

    pub fn multi_head_attention(
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
        let flat = x.to_shape((batch * seq, d_model)).unwrap();
        let q = split(&(flat.dot(&w_q) / (d_head as f32).sqrt()), batch, n_heads);
        let k = split(&flat.dot(&w_k), batch, n_heads);
        let v = split(&flat.dot(&w_v), batch, n_heads);
        let mask = Array2::from_shape_fn((seq, seq), |(i, j)| if causal && j > i { -1e9 } else { 0.0 });

        let mut heads = Array4::<f32>::zeros((batch, n_heads, seq, d_head));
        for b in 0..batch {
            for h in 0..n_heads {
                let [q, k, v] = [&q, &k, &v].map(|a| a.index_axis(Axis(0), b).index_axis_move(Axis(0), h));
                let mut scores = q.dot(&k.t()) + &mask;
                Zip::from(scores.rows_mut()).for_each(|mut row| {
                    let max = row.iter().copied().reduce(f32::max).unwrap();
                    row.mapv_inplace(|score| (score - max).exp());
                });
                let sums = scores.sum_axis(Axis(1)).insert_axis(Axis(1));
                heads.index_axis_mut(Axis(0), b).index_axis_mut(Axis(0), h).assign(&(scores / sums).dot(&v));
            }
        }
        let merged = heads.permuted_axes([0, 2, 1, 3]);
        let merged = merged.to_shape((batch * seq, d_model)).unwrap();
        merged.dot(&w_o).to_shape(x.raw_dim()).unwrap().into_owned()
    }
}

/// Slices the weights, not the projections, and adds up each head's share of the output projection.
pub mod head_by_head {
    use ndarray::{Array3, ArrayView2, ArrayView3, Axis, s};

    pub fn multi_head_attention(
        x: ArrayView3<f32>,
        w_q: ArrayView2<f32>,
        w_k: ArrayView2<f32>,
        w_v: ArrayView2<f32>,
        w_o: ArrayView2<f32>,
        n_heads: usize,
        causal: bool,
    ) -> Array3<f32> {
        let d_head = x.dim().2 / n_heads;
        let mut out = Array3::zeros(x.raw_dim());
        for h in 0..n_heads {
            let own = h * d_head..(h + 1) * d_head;
            let w_q = w_q.slice(s![.., own.clone()]);
            let w_k = w_k.slice(s![.., own.clone()]);
            let w_v = w_v.slice(s![.., own.clone()]);
            let w_o = w_o.slice(s![own, ..]);
            for (b, x) in x.outer_iter().enumerate() {
                let mut scores = x.dot(&w_q).dot(&x.dot(&w_k).t()) / (d_head as f32).sqrt();
                for (i, mut row) in scores.outer_iter_mut().enumerate() {
                    if causal {
                        row.slice_mut(s![i + 1..]).fill(f32::NEG_INFINITY);
                    }
                    let max = row.fold(f32::NEG_INFINITY, |a, &b| a.max(b));
                    let log_sum = row.fold(0.0, |sum, &score| sum + (score - max).exp()).ln();
                    row.mapv_inplace(|score| (score - max - log_sum).exp());
                }
                let mut out = out.index_axis_mut(Axis(0), b);
                out += &scores.dot(&x.dot(&w_v)).dot(&w_o);
            }
        }
        out
    }
}

/// Token by token with a growing cache of keys and values; the weighted sum is divided last.
pub mod key_value_cache {
    use ndarray::{Array3, ArrayView1, ArrayView2, ArrayView3};

    fn times(x: &[f32], w: ArrayView2<f32>) -> Vec<f32> {
        w.columns().into_iter().map(|column| column.iter().zip(x).map(|(w, x)| w * x).sum()).collect()
    }

    fn attend(q: &[f32], keys: &[Vec<f32>], values: &[Vec<f32>], d_head: usize) -> Vec<f32> {
        let mut heads = vec![0.0; q.len()];
        for (h, head) in heads.chunks_mut(d_head).enumerate() {
            let own = h * d_head..(h + 1) * d_head;
            let q = ArrayView1::from(&q[own.clone()]);
            let scores: Vec<f32> = keys
                .iter()
                .map(|k| q.dot(&ArrayView1::from(&k[own.clone()])) / (d_head as f32).sqrt())
                .collect();
            let max = scores.iter().copied().fold(f32::MIN, f32::max);
            let mut sum = 0.0;
            for (score, v) in scores.iter().zip(values) {
                let weight = (score - max).exp();
                sum += weight;
                head.iter_mut().zip(&v[own.clone()]).for_each(|(o, v)| *o += weight * v);
            }
            head.iter_mut().for_each(|o| *o /= sum);
        }
        heads
    }

    pub fn multi_head_attention(
        x: ArrayView3<f32>,
        w_q: ArrayView2<f32>,
        w_k: ArrayView2<f32>,
        w_v: ArrayView2<f32>,
        w_o: ArrayView2<f32>,
        n_heads: usize,
        causal: bool,
    ) -> Array3<f32> {
        let d_head = x.dim().2 / n_heads;
        let mut out = Vec::with_capacity(x.len());
        for x in x.outer_iter() {
            let tokens: Vec<Vec<f32>> = x.outer_iter().map(|row| row.to_vec()).collect();
            let (mut keys, mut values) = (Vec::new(), Vec::new());
            if !causal {
                keys = tokens.iter().map(|token| times(token, w_k)).collect();
                values = tokens.iter().map(|token| times(token, w_v)).collect();
            }
            for token in &tokens {
                if causal {
                    keys.push(times(token, w_k));
                    values.push(times(token, w_v));
                }
                let heads = attend(&times(token, w_q), &keys, &values, d_head);
                out.extend(times(&heads, w_o));
            }
        }
        Array3::from_shape_vec(x.raw_dim(), out).unwrap()
    }
}
