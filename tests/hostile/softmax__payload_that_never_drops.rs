//! expect: failed|timeout|crashed
//! Panics with a value that cannot be dropped.

use ndarray::{Array2, ArrayView2};
struct B;
impl Drop for B {
    fn drop(&mut self) {
        loop {
            std::hint::spin_loop()
        }
    }
}
pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    std::panic::panic_any(B);
    Array2::zeros(x.raw_dim())
}
