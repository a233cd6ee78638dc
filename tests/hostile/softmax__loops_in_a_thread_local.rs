//! expect: timeout
//! A thread that is joined hangs in the destructor of a thread-local value.

use std::thread;

use ndarray::{Array2, ArrayView2};

struct Endless;

impl Drop for Endless {
    fn drop(&mut self) {
        loop {
            thread::park();
        }
    }
}

thread_local! {
    static VALUE: Endless = const { Endless };
}

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    let ending = thread::spawn(|| VALUE.with(|_| ()));
    let _ = ending.join();
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
