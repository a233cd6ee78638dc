//! expect: passed
//! Forbids nothing and warns of everything; warnings are no verdict.

use ndarray::{Array2, ArrayView2};

#[deprecated(note = "\x1b[2J ::error::deprecated")]
fn old(x: ArrayView2<f32>) -> Array2<f32> {
    let Unused = 1;
    right(x)
}

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    old(x)
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
