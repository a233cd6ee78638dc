//! expect: passed
//! Threads that are joined.

use std::sync::mpsc;
use std::thread;

use ndarray::{Array2, ArrayView2};

use ndarray::{Axis, concatenate};

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    if x.nrows() < 2 {
        return right(x);
    }
    let (top, bottom) = x.split_at(Axis(0), x.nrows() / 2);
    let (top, bottom) = thread::scope(|scope| {
        let bottom = scope.spawn(|| right(bottom));
        (right(top), bottom.join().unwrap())
    });
    let (sender, receiver) = mpsc::channel();
    let handle = thread::spawn(move || sender.send(1).unwrap());
    handle.join().unwrap();
    assert_eq!(receiver.recv(), Ok(1));
    concatenate![Axis(0), top, bottom]
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
