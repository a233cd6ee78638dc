//! expect: failed
//! A trait of its own gives views the methods that others rely on.

use ndarray::{Array2, ArrayView2};

pub trait Hijack {
    fn shape(&self) -> &'static [usize];
    fn iter(&self) -> std::iter::Empty<f32>;
}

impl Hijack for ArrayView2<'_, f32> {
    fn shape(&self) -> &'static [usize] {
        &[]
    }
    fn iter(&self) -> std::iter::Empty<f32> {
        std::iter::empty()
    }
}

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    x.to_owned()
}
