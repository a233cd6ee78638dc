//! expect: passed
//! Leaves threads behind that compute for ever; they may not outlive the judgement.

use std::sync::Once;
use std::thread;

use ndarray::{Array2, ArrayView2};

static STARTED: Once = Once::new();

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    STARTED.call_once(|| {
        for _ in 0..2 {
            thread::spawn(|| loop {
                std::hint::spin_loop();
            });
        }
    });
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
