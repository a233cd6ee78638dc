//! Root-mean-square normalisation over the last axis.

use ndarray::{Array2, ArrayView1, ArrayView2, Zip};

/// `gamma * x / sqrt(mean(x²) + eps)` for each row of `x: [rows, features]`, with
/// `gamma: [features]`.
///
/// O(rows · features) time, two passes over each row; no memory beyond the result.
pub fn rms_norm(x: ArrayView2<f32>, gamma: ArrayView1<f32>, eps: f32) -> Array2<f32> {
    let mut y = x.to_owned();
    for mut row in y.rows_mut() {
        let mean_square = row.dot(&row) / row.len() as f32;
        let inv_rms = (mean_square + eps).sqrt().recip();
        Zip::from(&mut row).and(&gamma).for_each(|v, &g| *v = g * (*v * inv_rms));
    }
    y
}
