//! Other right ways to write softmax.

/// Nested index loops, everything in f32.
pub mod plain_loops {
    use ndarray::{Array2, ArrayView2};

    pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
        let (rows, classes) = x.dim();
        let mut out = Array2::zeros((rows, classes));
        for i in 0..rows {
            let mut max = f32::MIN;
            for j in 0..classes {
                if x[[i, j]] > max {
                    max = x[[i, j]];
                }
            }
            let mut sum = 0.0;
            for j in 0..classes {
                out[[i, j]] = (x[[i, j]] - max).exp();
                sum += out[[i, j]];
            }
            for j in 0..classes {
                out[[i, j]] /= sum;
            }
        }
        out
    }
}

/// Everything in f64, rounded once at the end.
pub mod in_f64 {
    use ndarray::{Array2, ArrayView2};

    pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
        let mut out = Array2::zeros(x.dim());
        for (row, mut out) in x.rows().into_iter().zip(out.rows_mut()) {
            let row = row.mapv(f64::from);
            let max = row.fold(f64::NEG_INFINITY, |a, &b| a.max(b));
            let exp = row.mapv(|v| (v - max).exp());
            let sum = exp.sum();
            out.assign(&exp.mapv(|e| (e / sum) as f32));
        }
        out
    }
}

/// Online: running maximum and rescaled sum in one pass, a second pass for the result.
pub mod online {
    use ndarray::{Array2, ArrayView2};

    pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
        let mut out = x.to_owned();
        for mut row in out.rows_mut() {
            let (mut max, mut sum) = (f32::NEG_INFINITY, 0.0_f32);
            for &v in &row {
                if v > max {
                    sum = sum * (max - v).exp() + 1.0;
                    max = v;
                } else if v > f32::NEG_INFINITY {
                    sum += (v - max).exp();
                }
            }
            row.mapv_inplace(|v| (v - max).exp() / sum);
        }
        out
    }
}

/// Base 2, as attention kernels do: `exp(d) = exp2(d · log₂ e)`.
pub mod base_two_exponent {
    use std::f32::consts::LOG2_E;

    use ndarray::{Array2, ArrayView2};

    pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
        let mut out = x.to_owned();
        for mut row in out.rows_mut() {
            let max = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            row.mapv_inplace(|v| ((v - max) * LOG2_E).exp2());
            row /= row.sum();
        }
        out
    }
}

/// No division: the exponential of a shifted log-softmax.
pub mod exp_of_log_softmax {
    use ndarray::{Array2, ArrayView2};

    pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
        let mut out = x.to_owned();
        for mut row in out.rows_mut() {
            let max = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let ln_sum = row.iter().map(|v| (v - max).exp()).sum::<f32>().ln();
            row.mapv_inplace(|v| (v - max - ln_sum).exp());
        }
        out
    }
}

/// Whole arrays and broadcasting, no loop.
pub mod broadcast {
    use ndarray::{Array2, ArrayView2, Axis};

    pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
        let max = x.fold_axis(Axis(1), f32::NEG_INFINITY, |a, &b| a.max(b));
        let exp = (&x - &max.insert_axis(Axis(1))).exp();
        let sum = exp.sum_axis(Axis(1)).insert_axis(Axis(1));
        exp / sum
    }
}

/// One reciprocal per row instead of divisions; the sum runs from the smallest term up.
pub mod sorted_sum_times_reciprocal {
    use ndarray::{Array2, ArrayView2};

    pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
        let mut out = x.to_owned();
        for mut row in out.rows_mut() {
            let mut sorted = row.to_vec();
            sorted.sort_by(f32::total_cmp);
            let Some(&max) = sorted.last() else { continue };
            let scale = sorted.iter().map(|v| (v - max).exp()).sum::<f32>().recip();
            row.mapv_inplace(|v| (v - max).exp() * scale);
        }
        out
    }
}

/// Column after column with one state per row; the result is in column-major order.
pub mod column_major {
    use ndarray::{Array1, Array2, ArrayView2, ShapeBuilder};

    pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
        let mut max = Array1::from_elem(x.nrows(), f32::NEG_INFINITY);
        for column in x.columns() {
            max.zip_mut_with(&column, |m, &v| *m = m.max(v));
        }
        let mut sum = Array1::<f32>::zeros(x.nrows());
        let mut out = Array2::zeros(x.dim().f());
        for (mut out, column) in out.columns_mut().into_iter().zip(x.columns()) {
            out.assign(&(&column - &max).exp());
            sum += &out;
        }
        for mut out in out.columns_mut() {
            out /= &sum;
        }
        out
    }
}
