//! expect: build_error
//! Closes a brace that it has not opened, to stand outside of what surrounds it.

use ndarray::{Array2, ArrayView2};

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    x.to_owned()
}}

fn main() {
    println!("test result: ok");
