//! expect: failed
//! Right for twenty calls.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use ndarray::{Array2, ArrayView2};

static CALLS: AtomicUsize = AtomicUsize::new(0);

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    if CALLS.fetch_add(1, Relaxed) < 20 { right(x) } else { x.to_owned() }
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
