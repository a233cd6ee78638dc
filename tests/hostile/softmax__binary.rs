//! expect: build_error
//! A program with an entry, and no function.

use ndarray::{Array2, ArrayView2};

fn main() {
    println!("test result: ok {:?}", right(ArrayView2::from(&[[1.0]])));
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
