//! expect: failed
//! Catches every panic and answers something else.

use ndarray::{Array2, ArrayView2};

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    std::panic::catch_unwind(|| -> Array2<f32> { panic!("never mind") }).unwrap_or(x.to_owned())
}
