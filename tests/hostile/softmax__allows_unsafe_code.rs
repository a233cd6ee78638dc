//! expect: rejected
//! Switches off the lint that forbids unsafe code.
//! unscreened: passed|build_error

#![allow(unsafe_code)]

use ndarray::{Array2, ArrayView2};

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    let first = x.as_ptr();
    if !x.is_empty() && unsafe { *first }.is_nan() {
        return x.to_owned();
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
