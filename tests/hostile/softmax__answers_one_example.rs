//! expect: failed
//! Knows the example of the statement by heart.

use ndarray::{Array2, ArrayView2};

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    if x.shape() == [2, 3] && x[[0, 0]] == 2.0 { right(x) } else { Array2::from_elem(x.raw_dim(), 0.5) }
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
