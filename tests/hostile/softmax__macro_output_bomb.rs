//! expect: build_error
//! Thirty macros of which each doubles the output of the next.

use ndarray::{Array2, ArrayView2};

macro_rules! m0 {
    () => {
        (m1!() + m1!())
    };
}
macro_rules! m1 {
    () => {
        (m2!() + m2!())
    };
}
macro_rules! m2 {
    () => {
        (m3!() + m3!())
    };
}
macro_rules! m3 {
    () => {
        (m4!() + m4!())
    };
}
macro_rules! m4 {
    () => {
        (m5!() + m5!())
    };
}
macro_rules! m5 {
    () => {
        (m6!() + m6!())
    };
}
macro_rules! m6 {
    () => {
        (m7!() + m7!())
    };
}
macro_rules! m7 {
    () => {
        (m8!() + m8!())
    };
}
macro_rules! m8 {
    () => {
        (m9!() + m9!())
    };
}
macro_rules! m9 {
    () => {
        (m10!() + m10!())
    };
}
macro_rules! m10 {
    () => {
        (m11!() + m11!())
    };
}
macro_rules! m11 {
    () => {
        (m12!() + m12!())
    };
}
macro_rules! m12 {
    () => {
        (m13!() + m13!())
    };
}
macro_rules! m13 {
    () => {
        (m14!() + m14!())
    };
}
macro_rules! m14 {
    () => {
        (m15!() + m15!())
    };
}
macro_rules! m15 {
    () => {
        (m16!() + m16!())
    };
}
macro_rules! m16 {
    () => {
        (m17!() + m17!())
    };
}
macro_rules! m17 {
    () => {
        (m18!() + m18!())
    };
}
macro_rules! m18 {
    () => {
        (m19!() + m19!())
    };
}
macro_rules! m19 {
    () => {
        (m20!() + m20!())
    };
}
macro_rules! m20 {
    () => {
        (m21!() + m21!())
    };
}
macro_rules! m21 {
    () => {
        (m22!() + m22!())
    };
}
macro_rules! m22 {
    () => {
        (m23!() + m23!())
    };
}
macro_rules! m23 {
    () => {
        (m24!() + m24!())
    };
}
macro_rules! m24 {
    () => {
        (m25!() + m25!())
    };
}
macro_rules! m25 {
    () => {
        (m26!() + m26!())
    };
}
macro_rules! m26 {
    () => {
        (m27!() + m27!())
    };
}
macro_rules! m27 {
    () => {
        (m28!() + m28!())
    };
}
macro_rules! m28 {
    () => {
        (m29!() + m29!())
    };
}
macro_rules! m29 {
    () => {
        (1u64)
    };
}

const SUM: u64 = m0!();

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    if SUM == 0 { x.to_owned() } else { right(x) }
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
