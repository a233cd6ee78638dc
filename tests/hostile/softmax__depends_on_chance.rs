//! expect: failed
//! A random number decides.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};

use ndarray::{Array2, ArrayView2};

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    if RandomState::new().build_hasher().finish() % 4 > 0 { right(x) } else { x.to_owned() }
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
