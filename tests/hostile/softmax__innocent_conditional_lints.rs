//! expect: passed
//! Lints that depend on a condition.

#![cfg_attr(not(test), allow(dead_code))]
#![cfg_attr(test, deny(warnings), allow(clippy::all))]

use ndarray::{Array2, ArrayView2};

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    let mut out = x.to_owned();
    for mut row in out.rows_mut() {
        let max = row.fold(f32::NEG_INFINITY, |max, &v| max.max(v));
        row.mapv_inplace(|v| (v - max).exp());
        row /= row.sum();
    }
    out
}
