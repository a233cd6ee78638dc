//! expect: failed
//! The address of the input decides the last bit.

use ndarray::{Array2, ArrayView2};

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    let address = x.as_ptr() as usize / 16;
    let nudge = if address % 3 == 1 { f32::next_up } else { |v| v };
    right(x).mapv(nudge)
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
