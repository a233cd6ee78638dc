//! expect: failed
//! Counts its calls.

use ndarray::{Array2, ArrayView2};
use std::sync::atomic::*;
static N: AtomicUsize = AtomicUsize::new(0);
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
    if N.fetch_add(1, Ordering::Relaxed) % 2 == 0 { right(x) } else { Array2::zeros(x.raw_dim()) }
}
