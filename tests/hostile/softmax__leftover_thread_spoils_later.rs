//! expect: failed
//! A thread left behind makes all answers wrong after a while.

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

use ndarray::{Array2, ArrayView2};

static SPOILT: AtomicBool = AtomicBool::new(false);

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    let spoil = || {
        thread::sleep(Duration::from_millis(1));
        SPOILT.store(true, Relaxed);
    };
    drop(thread::spawn(spoil));
    thread::sleep(Duration::from_millis(2));
    if SPOILT.load(Relaxed) { x.to_owned() } else { right(x) }
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
