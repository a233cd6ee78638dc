//! expect: passed
//! Raw identifiers for words that are taken.

use ndarray::{Array2, ArrayView2};

struct Axis {
    r#type: usize,
    r#move: bool,
}

fn r#match(r#in: f32, r#loop: f32) -> f32 {
    r#in.max(r#loop)
}

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    let axis = Axis { r#type: 1, r#move: false };
    assert!(axis.r#type == 1 && !axis.r#move && r#match(1.0, 2.0) == 2.0);
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
