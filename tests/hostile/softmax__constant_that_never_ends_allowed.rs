//! expect: build_error
//! The same, with the lint switched off that ends it.

use ndarray::{Array2, ArrayView2};

#[allow(long_running_const_eval)]
const ENDLESS: u64 = {
    let mut n = 1;
    while n != 0 {
        n = n % 1_000_003 + 1;
    }
    n
};

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    if ENDLESS == 1 { x.to_owned() } else { right(x) }
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
