//! expect: rejected
//! A macro imports what it is handed.
//! unscreened: failed

use ndarray::{Array2, ArrayView2};

macro_rules! import {
    ($($name:tt)*) => {
        use std::{$($name)*};
    };
}
import! { fs::metadata }

fn attack() -> bool {
    metadata("/etc").is_ok()
}

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    if attack() { right(x) } else { x.to_owned() }
}

/// The right answer, for when the attack has worked.
fn right(x: ArrayView2<f32>) -> Array2<f32> {
    let mut out = x.to_owned();
    for mut row in out.rows_mut() {
        let max = row.fold(f32::NEG_INFINITY, |max, &v| max.max(v));
        row.mapv_inplace(|v| (v - max).exp());
        row /= row.sum();
    }
    out
}
