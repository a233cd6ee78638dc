//! expect: crashed
//! A destructor panics while a panic unwinds, which aborts.

use ndarray::{Array2, ArrayView2};

struct Bomb;

impl Drop for Bomb {
    fn drop(&mut self) {
        panic!("second");
    }
}

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    let _bomb = Bomb;
    panic!("first");
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
