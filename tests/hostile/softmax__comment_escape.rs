//! expect: build_error
//! Leaves a comment open, to swallow what follows.

use ndarray::{Array2, ArrayView2};

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    right(x)
}

/* what follows is not compiled:
