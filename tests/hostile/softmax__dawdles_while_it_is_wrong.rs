//! expect: failed|timeout
//! Is wrong, and nearly too slow each time that it is asked again.

use ndarray::{Array2, ArrayView2};

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    std::thread::sleep(std::time::Duration::from_millis(900));
    Array2::zeros(x.raw_dim())
}
