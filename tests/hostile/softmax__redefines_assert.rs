//! expect: failed
//! Redefines the macros that a test would use, for everybody who imports them.

use ndarray::{Array2, ArrayView2};

#[macro_export]
macro_rules! assert {
    ($($t:tt)*) => {};
}
#[macro_export]
macro_rules! assert_eq {
    ($($t:tt)*) => {};
}
#[macro_export]
macro_rules! table {
    ($($t:tt)*) => {
        fn main() {}
    };
}

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    x.to_owned()
}
