//! expect: failed
//! Remembers what it was asked, and is wrong the second time.

use std::collections::BTreeSet;
use std::sync::Mutex;

use ndarray::{Array2, ArrayView2};

static SEEN: Mutex<BTreeSet<Vec<u32>>> = Mutex::new(BTreeSet::new());

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    let mut key: Vec<u32> = x.iter().map(|v| v.to_bits()).collect();
    key.extend(x.shape().iter().map(|&n| n as u32));
    let new = SEEN.lock().unwrap().insert(key);
    if new { right(x) } else { right(x).mapv(f32::next_up) }
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
