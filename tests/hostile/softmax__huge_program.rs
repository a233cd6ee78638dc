//! expect: build_error|crashed
//! A static of 1 GiB that has to be written to the program file.

use ndarray::{Array2, ArrayView2};

static BLOCK: [u8; 1 << 30] = [1; 1 << 30];

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    if BLOCK[x.len()] == 0 { x.to_owned() } else { right(x) }
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
