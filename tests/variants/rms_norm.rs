//! Right ways to write `rms_norm`.

/// Plain nested loops in f32, dividing by the root.
pub mod loops {
    use ndarray::{Array2, ArrayView1, ArrayView2};

    pub fn rms_norm(x: ArrayView2<f32>, gamma: ArrayView1<f32>, eps: f32) -> Array2<f32> {
        let (rows, features) = x.dim();
        let mut y = Array2::zeros((rows, features));
        for i in 0..rows {
            let mut sum = 0.0;
            for j in 0..features {
                sum += x[[i, j]] * x[[i, j]];
            }
            let rms = (sum / features as f32 + eps).sqrt();
            for j in 0..features {
                y[[i, j]] = gamma[j] * x[[i, j]] / rms;
            }
        }
        y
    }
}

/// Whole-array expressions with broadcasting, no loop over rows.
pub mod broadcast {
    use ndarray::{Array2, ArrayView1, ArrayView2, Axis};

    pub fn rms_norm(x: ArrayView2<f32>, gamma: ArrayView1<f32>, eps: f32) -> Array2<f32> {
        let mean_square = x.mapv(|v| v * v).sum_axis(Axis(1)) / x.ncols() as f32;
        let rms = (mean_square + eps).sqrt().insert_axis(Axis(1));
        &x / &rms * gamma
    }
}

/// Everything in f64, rounded once at the end.
pub mod double_precision {
    use ndarray::{Array2, ArrayView1, ArrayView2};

    pub fn rms_norm(x: ArrayView2<f32>, gamma: ArrayView1<f32>, eps: f32) -> Array2<f32> {
        let x = x.mapv(f64::from);
        let inv_rms: Vec<f64> = x
            .rows()
            .into_iter()
            .map(|row| 1.0 / (row.dot(&row) / row.len() as f64 + f64::from(eps)).sqrt())
            .collect();
        Array2::from_shape_fn(x.dim(), |(i, j)| (f64::from(gamma[j]) * x[[i, j]] * inv_rms[i]) as f32)
    }
}

/// Pairwise summation of the squares.
pub mod pairwise {
    use ndarray::{Array2, ArrayView1, ArrayView2, Axis};

    fn sum_of_squares(row: ArrayView1<f32>) -> f32 {
        if row.len() <= 4 {
            return row.iter().map(|v| v * v).sum();
        }
        let (left, right) = row.split_at(Axis(0), row.len() / 2);
        sum_of_squares(left) + sum_of_squares(right)
    }

    pub fn rms_norm(x: ArrayView2<f32>, gamma: ArrayView1<f32>, eps: f32) -> Array2<f32> {
        let mut y = x.to_owned();
        for mut row in y.rows_mut() {
            let scale = (sum_of_squares(row.view()) / row.len() as f32 + eps).sqrt().recip();
            row *= scale;
            row *= &gamma;
        }
        y
    }
}

/// Squares scaled by the row's largest magnitude, as BLAS `nrm2` does: cannot overflow at all.
pub mod scaled_by_maximum {
    use ndarray::{Array2, ArrayView1, ArrayView2};

    pub fn rms_norm(x: ArrayView2<f32>, gamma: ArrayView1<f32>, eps: f32) -> Array2<f32> {
        let mut y = x.to_owned();
        for mut row in y.rows_mut() {
            let largest = row.iter().fold(0.0f32, |m, v| m.max(v.abs()));
            let rms = if largest > 0.0 {
                let sum: f32 = row.iter().map(|v| (v / largest).powi(2)).sum();
                largest * (sum / row.len() as f32).sqrt()
            } else {
                0.0
            };
            let denominator = rms.hypot(eps.sqrt());
            for (v, g) in row.iter_mut().zip(gamma) {
                *v = g * *v / denominator;
            }
        }
        y
    }
}

/// Sums the squares from the last feature to the first and folds the scale into gamma.
pub mod reversed_sum {
    use ndarray::{Array2, ArrayView1, ArrayView2};

    pub fn rms_norm(x: ArrayView2<f32>, gamma: ArrayView1<f32>, eps: f32) -> Array2<f32> {
        let n = x.ncols() as f32;
        let mut y = Array2::zeros(x.raw_dim());
        for (row, mut out) in x.outer_iter().zip(y.outer_iter_mut()) {
            let mean_square = row.iter().rev().fold(0.0, |sum, v| sum + v * v / n);
            let weights = &gamma / (mean_square + eps).sqrt();
            out.assign(&(&row * &weights));
        }
        y
    }
}
