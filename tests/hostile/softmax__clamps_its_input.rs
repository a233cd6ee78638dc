//! expect: failed
//! Cuts large and small values off first.

use ndarray::{Array2, ArrayView2};
fn right(x: ArrayView2<f32>) -> Array2<f32> {
    let mut out = x.to_owned();
    for mut row in out.rows_mut() {
        let max = row.fold(f32::NEG_INFINITY, |max, &v| max.max(v));
        row.mapv_inplace(|v| (v - max).exp());
        row /= row.sum();
    }
    out
}
pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    right(x.mapv(|v| v.clamp(-30.0, 30.0)).view())
}
