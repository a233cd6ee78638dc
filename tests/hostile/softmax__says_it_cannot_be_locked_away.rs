//! expect: crashed
//! Says in its last words what a launcher says that has failed.

use ndarray::{Array2, ArrayView2};

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    eprintln!("shousi sandbox: namespaces: switched off");
    std::alloc::handle_alloc_error(std::alloc::Layout::new::<u8>());
    Array2::zeros(x.raw_dim())
}
