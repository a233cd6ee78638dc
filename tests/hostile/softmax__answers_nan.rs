//! expect: failed
//! Nothing is different from NaN.

use ndarray::{Array2, ArrayView2};

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    Array2::from_elem(x.raw_dim(), f32::NAN)
}
