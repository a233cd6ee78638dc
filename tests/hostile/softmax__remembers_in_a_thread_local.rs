//! expect: failed
//! A thread-local count makes every answer but the first ones a little wrong.

use std::cell::Cell;

use ndarray::{Array2, ArrayView2};

thread_local! {
    static CALLS: Cell<u32> = const { Cell::new(0) };
}

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    CALLS.set(CALLS.get() + 1);
    let drift = (CALLS.get() / 10) as f32 * 1e-3;
    right(x).mapv(|v| v * (1.0 - drift))
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
