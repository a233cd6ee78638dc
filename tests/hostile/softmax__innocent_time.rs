//! expect: passed
//! Takes the time, naps, and asks how many cores there are.

use std::thread;
use std::time::{Duration, Instant, SystemTime};

use ndarray::{Array2, ArrayView2};

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    let start = Instant::now();
    thread::sleep(Duration::from_micros(10));
    thread::park_timeout(Duration::from_micros(10));
    thread::yield_now();
    let cores = thread::available_parallelism().map_or(1, |n| n.get());
    assert!(start.elapsed() > Duration::ZERO && cores > 0 && SystemTime::now() > SystemTime::UNIX_EPOCH);
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
