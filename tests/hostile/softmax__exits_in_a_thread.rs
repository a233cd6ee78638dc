//! expect: rejected
//! Answers the first call, and a thread ends the process behind its back.
//! unscreened: crashed

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Duration;
use std::{process, thread};

use ndarray::{Array2, ArrayView2};

static CALLS: AtomicUsize = AtomicUsize::new(0);

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    thread::spawn(|| {
        thread::sleep(Duration::from_millis(20));
        process::exit(0)
    });
    thread::sleep(Duration::from_millis(if CALLS.fetch_add(1, Relaxed) == 0 { 0 } else { 100 }));
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
