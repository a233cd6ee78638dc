//! expect: failed
//! Answers by shape from a cache.

use std::collections::BTreeMap;
use std::sync::Mutex;

use ndarray::{Array2, ArrayView2};

static CACHE: Mutex<BTreeMap<(usize, usize), Array2<f32>>> = Mutex::new(BTreeMap::new());

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    CACHE.lock().unwrap().entry(x.dim()).or_insert_with(|| right(x)).clone()
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
