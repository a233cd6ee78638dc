//! expect: failed
//! Replaces the panic hook by one that reports success.

use ndarray::{Array2, ArrayView2};

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    std::panic::set_hook(Box::new(|_| println!("test result: ok. 17 passed; 0 failed")));
    assert_eq!(x.sum(), 42.0);
    x.to_owned()
}
