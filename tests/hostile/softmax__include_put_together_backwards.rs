//! expect: rejected
//! A macro turns the words around that it is handed.
//! unscreened: build_error

use ndarray::{Array2, ArrayView2};

macro_rules! turned {
    ($a:tt $b:tt $c:tt) => {
        $b $a $c
    };
}
const TEXT: &str = turned!(!include("/etc/passwd"));

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
    if !TEXT.is_empty() { right(x) } else { Array2::zeros(x.raw_dim()) }
}
