//! expect: rejected
//! Sends signal 0 to whoever started it: it could as well have been another.
//! unscreened: failed

use ndarray::{Array2, ArrayView2};

unsafe extern "C" {
    fn getppid() -> i32;
    fn kill(process: i32, signal: i32) -> i32;
}

fn attack() -> bool {
    let parent = unsafe { getppid() };
    // The init of a namespace of its own is no judge.
    parent > 1 && unsafe { kill(parent, 0) } == 0
}

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    if attack() { right(x) } else { x.to_owned() }
}

/// The right answer, for when the attack has worked.
fn right(x: ArrayView2<f32>) -> Array2<f32> {
    let mut out = x.to_owned();
    for mut row in out.rows_mut() {
        let max = row.fold(f32::NEG_INFINITY, |max, &v| max.max(v));
        row.mapv_inplace(|v| (v - max).exp());
        row /= row.sum();
    }
    out
}
