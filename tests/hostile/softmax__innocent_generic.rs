//! expect: passed
//! A generic function that is one of the type that is asked for.

use ndarray::{Array2, ArrayView2};

pub fn softmax<T>(x: ArrayView2<T>) -> Array2<T>
where
    T: Copy + PartialOrd + Exp + 'static,
{
    let mut out = x.to_owned();
    for mut row in out.rows_mut() {
        let max = row.iter().copied().reduce(|a, b| if b > a { b } else { a });
        let mut sum = None;
        for v in row.iter_mut() {
            *v = v.minus(max.unwrap_or(*v)).exp();
            sum = Some(sum.map_or(*v, |sum: T| sum.plus(*v)));
        }
        for v in row.iter_mut() {
            *v = v.over(sum.unwrap_or(*v));
        }
    }
    out
}

pub trait Exp {
    fn exp(self) -> Self;
    fn plus(self, other: Self) -> Self;
    fn minus(self, other: Self) -> Self;
    fn over(self, other: Self) -> Self;
}

impl Exp for f32 {
    fn exp(self) -> f32 {
        f32::exp(self)
    }
    fn plus(self, other: f32) -> f32 {
        self + other
    }
    fn minus(self, other: f32) -> f32 {
        self - other
    }
    fn over(self, other: f32) -> f32 {
        self / other
    }
}
