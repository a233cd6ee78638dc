//! expect: passed
//! Denied words in comments.

use ndarray::{Array2, ArrayView2};

// unsafe extern "C" asm! include!("x") env!("PATH") std::fs std::net std::process #![feature(x)]
/* unsafe { /* #[no_mangle] */ extern crate std as s; } */

/// Do not use `unsafe`, `std::fs::read` or `include_str!("softmax.rs")`, and no `#[path = "x.rs"] mod x;`.
pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
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
