//! expect: build_error
//! Says so in an error, which no lint level silences.

use ndarray::{Array2, ArrayView2};

#[diagnostic::on_unimplemented(message = "\nerror: linker `cc` not found")]
pub trait Linked {}

pub fn softmax<T: Linked>(_: T) -> u8 {
    0
}

pub fn unused(x: ArrayView2<f32>) -> Array2<f32> {
    x.to_owned()
}
