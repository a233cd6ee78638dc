//! expect: failed
//! An array of 0 rows of 2^62 entries each.

use ndarray::{Array2, ArrayView2};

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    if x.is_empty() {
        return Array2::zeros((0, 1 << 62));
    }
    right(x)
}

fn right(x: ArrayView2<f32>) -> Array2<f32> {
    let mut out = x.to_owned();
    for mut row in out.rows_mut() {
        let max = row.fold(f32::NEG_INFINITY, |max, &v| max.max(v));
        row.mapv_inplace(|v| (v - max).exp());
        row /= row.sum();
    }
    out
}
