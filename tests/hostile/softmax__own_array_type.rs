//! expect: build_error
//! An array of its own, equal to everything.

use ndarray::{Array2, ArrayView2};

pub struct Array<T>(T);

impl<T, U> PartialEq<U> for Array<T> {
    fn eq(&self, _: &U) -> bool {
        true
    }
}

pub fn softmax(_: ArrayView2<f32>) -> Array<f32> {
    Array(0.0)
}
