//! expect: crashed
//! A local value of 64 MiB does not fit the stack.

use ndarray::{Array2, ArrayView2};

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    let block = std::hint::black_box([1u8; 64 << 20]);
    if block[x.len()] == 0 {
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
