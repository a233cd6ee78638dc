//! expect: passed
//! Recurses ten thousand levels deep.

use ndarray::{Array2, ArrayView2};

fn sum(n: u64) -> u64 {
    if n == 0 { 0 } else { n + std::hint::black_box(sum(n - 1)) }
}

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    assert_eq!(sum(10_000), 50_005_000);
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
