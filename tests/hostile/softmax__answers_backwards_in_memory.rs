//! expect: passed
//! The right entries, laid out backwards in memory.

use ndarray::{Array2, ArrayView2};

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    let mut out = right(x);
    out = out.slice(ndarray::s![..;-1, ..;-1]).to_owned();
    out.invert_axis(ndarray::Axis(0));
    out.invert_axis(ndarray::Axis(1));
    out
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
