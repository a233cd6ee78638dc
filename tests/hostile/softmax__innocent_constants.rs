//! expect: passed
//! Constant functions, long enough to be noticed, and tables.

use ndarray::{Array2, ArrayView2};

const fn table() -> [f32; 1024] {
    let mut table = [0.0; 1024];
    let mut i = 0;
    while i < 1024 {
        table[i] = i as f32;
        i += 1;
    }
    table
}

static TABLE: [f32; 1024] = table();

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    assert_eq!(TABLE[1023], 1023.0);
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
