//! expect: build_error
//! Ten thousand errors, each of several lines.

use ndarray::{Array2, ArrayView2};

macro_rules! wrong {
    ($($t:tt)*) => {
        $(const _: () = { let _: u8 = $t; };)*
    };
}
macro_rules! ten {
    ($name:ident $($t:tt)*) => {
        $name! { $($t)* $($t)* $($t)* $($t)* $($t)* $($t)* $($t)* $($t)* $($t)* $($t)* }
    };
}
macro_rules! hundred {
    ($($t:tt)*) => {
        ten! { ten_more $($t)* }
    };
}
macro_rules! ten_more {
    ($($t:tt)*) => {
        ten! { thousand $($t)* }
    };
}
macro_rules! thousand {
    ($($t:tt)*) => {
        ten! { wrong $($t)* }
    };
}
hundred! { "a" "b" "c" "d" "e" "f" "g" "h" "i" "j" }

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    right(x)
}

fn right(x: ArrayView2<f32>) -> Array2<f32> {
    let mut out = x.to_owned();
    for mut row in out.rows_mut() {
        let max = row.fold(f32::NEG_INFINITY, |max, &v| max.max(v));
        row.mapv_inplace(|v| (v - max).exp());
        row /= row.sum();
    }
    out
}
