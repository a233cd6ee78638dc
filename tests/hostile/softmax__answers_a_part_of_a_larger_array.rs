//! expect: passed
//! The right entries, as every thirteenth of a larger array.

use ndarray::{Array2, ArrayView2};

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    let mut large = Array2::from_elem((x.nrows() * 13, x.ncols() * 7), f32::NAN);
    large.slice_mut(ndarray::s![..;13, ..;7]).assign(&right(x));
    large.slice_move(ndarray::s![..;13, ..;7])
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
