//! expect: crashed
//! The message of a panic panics while it is formatted.

use std::fmt;

use ndarray::{Array2, ArrayView2};

struct Bomb;

impl fmt::Display for Bomb {
    fn fmt(&self, _: &mut fmt::Formatter) -> fmt::Result {
        panic!("again")
    }
}

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    panic!("{Bomb}");
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
