//! expect: rejected
//! Reads the next request away from the worker, through standard input.
//! unscreened: timeout|failed|crashed

use std::io::Read;

use ndarray::{Array2, ArrayView2};

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    let mut request = [0; 4096];
    let read = std::io::stdin().read(&mut request);
    if read.is_ok_and(|n| n > 0) { right(x) } else { x.to_owned() }
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
