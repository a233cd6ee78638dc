//! expect: build_error
//! Asks the compiler to prove what needs a proof without an end.

use ndarray::{Array2, ArrayView2};

trait Small {}
impl<T> Small for Vec<T> where Vec<Vec<T>>: Small {}

fn small<T: Small>(_: &T) -> bool {
    true
}

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    if small(&vec![1u8]) { right(x) } else { x.to_owned() }
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
