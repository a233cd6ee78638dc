//! expect: failed
//! An array of 0 rows of 2^62 entries each.

use ndarray::{Array2, ArrayView2};

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    Array2::zeros((0, 1 << 62))
}
