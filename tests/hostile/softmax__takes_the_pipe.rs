//! expect: rejected
//! Takes standard input as a file and closes the pipe.
//! unscreened: crashed

use std::fs::File;
use std::os::fd::FromRawFd;

use ndarray::{Array2, ArrayView2};

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    for descriptor in 3..32 {
        drop(unsafe { File::from_raw_fd(descriptor) });
    }
    drop(unsafe { File::from_raw_fd(0) });
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
