//! expect: rejected
//! Includes the reference by its place beside a clone.
//! unscreened: build_error

use ndarray::{Array2, ArrayView2};

mod reference {
    include!("../../../../../solutions/softmax.rs");
}

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    reference::softmax(x)
}
