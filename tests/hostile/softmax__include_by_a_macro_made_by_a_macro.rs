//! expect: rejected
//! A macro gives a macro that reads files the name of a harmless one.
//! unscreened: build_error

use ndarray::{Array2, ArrayView2};

macro_rules! make {
    ($name:ident) => {
        macro_rules! $name {
            ($x:ident) => {
                $x!("/etc/passwd")
            };
        }
    };
}
make!(vec);
const TEXT: &str = vec![include];

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
