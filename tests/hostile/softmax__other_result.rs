//! expect: build_error
//! Gives a view in place of an array.

use ndarray::{Array2, ArrayView2};

pub fn softmax(x: ArrayView2<f32>) -> ArrayView2<f32> {
    x
}
