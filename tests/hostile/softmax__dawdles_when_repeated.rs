//! expect: timeout
//! Is right, and nearly too slow for whatever it was asked before.

use ndarray::{Array2, ArrayView2};
use std::collections::HashSet;
use std::sync::Mutex;
static SEEN: Mutex<Option<HashSet<Vec<u32>>>> = Mutex::new(None);
fn first(x: &ArrayView2<f32>) -> bool {
    let k: Vec<u32> = x.iter().map(|v| v.to_bits()).collect();
    SEEN.lock().unwrap().get_or_insert_with(HashSet::new).insert(k)
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

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    if {
        if !first(&x) {
            std::thread::sleep(std::time::Duration::from_millis(900));
        }
        true
    } {
        right(x)
    } else {
        Array2::zeros(x.raw_dim())
    }
}
