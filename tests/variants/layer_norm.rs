//! Right ways to write `layer_norm`.

/// Plain nested loops in f32: mean, then variance of the deviations, then the affine map.
pub mod loops {
    use ndarray::{Array2, ArrayView1, ArrayView2};

    pub fn layer_norm(
        x: ArrayView2<f32>,
        gamma: ArrayView1<f32>,
        beta: ArrayView1<f32>,
        eps: f32,
    ) -> Array2<f32> {
        let (rows, features) = x.dim();
        let n = features as f32;
        let mut y = Array2::zeros((rows, features));
        for i in 0..rows {
            let mut mean = 0.0;
            for j in 0..features {
                mean += x[[i, j]];
            }
            mean /= n;
            let mut var = 0.0;
            for j in 0..features {
                let d = x[[i, j]] - mean;
                var += d * d;
            }
            var /= n;
            for j in 0..features {
                y[[i, j]] = gamma[j] * (x[[i, j]] - mean) / (var + eps).sqrt() + beta[j];
            }
        }
        y
    }
}

/// Whole-array expressions with broadcasting over a centred copy.
pub mod broadcast {
    use ndarray::{Array2, ArrayView1, ArrayView2, Axis};

    pub fn layer_norm(
        x: ArrayView2<f32>,
        gamma: ArrayView1<f32>,
        beta: ArrayView1<f32>,
        eps: f32,
    ) -> Array2<f32> {
        let n = x.ncols() as f32;
        let centred = &x - (x.sum_axis(Axis(1)) / n).insert_axis(Axis(1));
        let var = (&centred * &centred).sum_axis(Axis(1)) / n;
        let std = (var + eps).sqrt().insert_axis(Axis(1));
        centred / std * gamma + beta
    }
}

/// Mean and variance from ndarray's own reductions.
pub mod ndarray_statistics {
    use ndarray::{Array2, ArrayView1, ArrayView2, Axis};

    pub fn layer_norm(
        x: ArrayView2<f32>,
        gamma: ArrayView1<f32>,
        beta: ArrayView1<f32>,
        eps: f32,
    ) -> Array2<f32> {
        let mean = x.mean_axis(Axis(1)).expect("a row has features");
        let inv_std = x.var_axis(Axis(1), 0.0).mapv(|v| (v + eps).sqrt().recip());
        (&x - &mean.insert_axis(Axis(1))) * &inv_std.insert_axis(Axis(1)) * gamma + beta
    }
}

/// Everything in f64, rounded once at the end.
pub mod double_precision {
    use ndarray::{Array2, ArrayView1, ArrayView2};

    pub fn layer_norm(
        x: ArrayView2<f32>,
        gamma: ArrayView1<f32>,
        beta: ArrayView1<f32>,
        eps: f32,
    ) -> Array2<f32> {
        let mut y = x.mapv(f64::from);
        for mut row in y.rows_mut() {
            let mean = row.sum() / row.len() as f64;
            row -= mean;
            let std = (row.dot(&row) / row.len() as f64 + f64::from(eps)).sqrt();
            for ((v, &g), &b) in row.iter_mut().zip(gamma).zip(beta) {
                *v = f64::from(g) * *v / std + f64::from(b);
            }
        }
        y.mapv(|v| v as f32)
    }
}

/// `E[x²] − E[x]²` in one pass, which f64 has digits enough for; clamped at zero.
pub mod one_pass_in_f64 {
    use ndarray::{Array2, ArrayView1, ArrayView2};

    pub fn layer_norm(
        x: ArrayView2<f32>,
        gamma: ArrayView1<f32>,
        beta: ArrayView1<f32>,
        eps: f32,
    ) -> Array2<f32> {
        let n = x.ncols() as f64;
        let mut y = x.to_owned();
        for mut row in y.rows_mut() {
            let (sum, squares) = row.iter().fold((0.0, 0.0), |(sum, squares), &v| {
                let v = f64::from(v);
                (sum + v, squares + v * v)
            });
            let mean = sum / n;
            let var = (squares / n - mean * mean).max(0.0);
            let std = (var + f64::from(eps)).sqrt();
            for ((v, g), b) in row.iter_mut().zip(gamma).zip(beta) {
                *v = g * ((f64::from(*v) - mean) / std) as f32 + b;
            }
        }
        y
    }
}

/// Welford's update: mean and variance in one pass, in f32.
pub mod welford {
    use ndarray::{Array2, ArrayView1, ArrayView2, Zip};

    pub fn layer_norm(
        x: ArrayView2<f32>,
        gamma: ArrayView1<f32>,
        beta: ArrayView1<f32>,
        eps: f32,
    ) -> Array2<f32> {
        let mut y = x.to_owned();
        for mut row in y.rows_mut() {
            let (mut mean, mut m2) = (0.0, 0.0);
            for (k, &v) in row.iter().enumerate() {
                let before = v - mean;
                mean += before / (k + 1) as f32;
                m2 += before * (v - mean);
            }
            let inv_std = 1.0 / (m2 / row.len() as f32 + eps).sqrt();
            Zip::from(&mut row)
                .and(&gamma)
                .and(&beta)
                .for_each(|v, &g, &b| *v = (*v - mean) * inv_std * g + b);
        }
        y
    }
}

/// Corrected two-pass (Chan, Golub and LeVeque): the rounding error of the mean is taken out of
/// both the deviations and the variance.
pub mod corrected_two_pass {
    use ndarray::{Array2, ArrayView1, ArrayView2};

    pub fn layer_norm(
        x: ArrayView2<f32>,
        gamma: ArrayView1<f32>,
        beta: ArrayView1<f32>,
        eps: f32,
    ) -> Array2<f32> {
        let n = x.ncols() as f32;
        let mut y = x.to_owned();
        for mut row in y.rows_mut() {
            let mean = row.sum() / n;
            row -= mean;
            let residue = row.sum() / n;
            let var = row.iter().map(|d| d * d).sum::<f32>() / n - residue * residue;
            let std = (var.max(0.0) + eps).sqrt();
            for ((v, g), b) in row.iter_mut().zip(gamma).zip(beta) {
                *v = (*v - residue) / std * g + b;
            }
        }
        y
    }
}

/// Pairwise summation for both statistics.
pub mod pairwise {
    use ndarray::{Array2, ArrayView1, ArrayView2, Axis};

    fn sum(row: ArrayView1<f32>, term: &impl Fn(f32) -> f32) -> f32 {
        if row.len() <= 2 {
            return row.iter().map(|&v| term(v)).sum();
        }
        let (left, right) = row.split_at(Axis(0), row.len() / 2);
        sum(left, term) + sum(right, term)
    }

    pub fn layer_norm(
        x: ArrayView2<f32>,
        gamma: ArrayView1<f32>,
        beta: ArrayView1<f32>,
        eps: f32,
    ) -> Array2<f32> {
        let n = x.ncols() as f32;
        let moments: Vec<(f32, f32)> = x
            .rows()
            .into_iter()
            .map(|row| {
                let mean = sum(row, &|v| v) / n;
                (mean, sum(row, &|v| (v - mean) * (v - mean)) / n)
            })
            .collect();
        Array2::from_shape_fn(x.dim(), |(i, j)| {
            let (mean, var) = moments[i];
            (x[[i, j]] - mean) / (var + eps).sqrt() * gamma[j] + beta[j]
        })
    }
}
