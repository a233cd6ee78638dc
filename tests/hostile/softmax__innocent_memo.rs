//! expect: passed
//! Remembers answers, all of them rightly.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex};

use ndarray::{Array2, ArrayView2};

type Key = (Vec<usize>, Vec<u32>);
static MEMO: LazyLock<Mutex<HashMap<Key, Array2<f32>>>> = LazyLock::new(Mutex::default);

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    let key = (x.shape().to_vec(), x.iter().map(|v| v.to_bits()).collect());
    MEMO.lock().unwrap().entry(key).or_insert_with(|| right(x)).clone()
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
