//! expect: crashed
//! Recurses without end.

use ndarray::{Array2, ArrayView2};

fn down(n: u64) -> u64 {
    std::hint::black_box(down(n + 1)) + 1
}

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    if down(1) == 0 {
        return x.to_owned();
    }
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
