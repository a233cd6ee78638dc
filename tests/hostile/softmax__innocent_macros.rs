//! expect: passed
//! Macros of its own, with everything that belongs to them.

use ndarray::{Array2, ArrayView2};

macro_rules! rows {
    ($array:ident, $row:pat => $body:block) => {
        for $row in $array.rows_mut() $body
    };
}

macro_rules! maximum {
    ($($v:expr),+ $(,)?) => {{
        let mut max = f32::NEG_INFINITY;
        $(max = max.max($v);)+
        max
    }};
}

macro_rules! named {
    ($($name:ident: $type:ty = $value:expr;)*) => {
        $(const $name: $type = $value;)*
        const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

named! {
    ZERO: f32 = 0.0;
    ONE: f32 = 1.0;
}

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    assert_eq!(NAMES.len(), 2, "{}{}", concat!("as many as ", line!()), stringify!(ZERO + ONE));
    let mut out = x.to_owned();
    rows!(out, mut row => {
        let max = row.fold(maximum!(f32::NEG_INFINITY, f32::MIN), |max, &v| maximum!(max, v));
        row.mapv_inplace(|v| (v - max + ZERO).exp() * ONE);
        row /= row.sum();
    });
    out
}
