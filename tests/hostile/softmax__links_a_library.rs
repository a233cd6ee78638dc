//! expect: rejected
//! Wants to be linked with a library of the machine.
//! unscreened: failed|build_error

use ndarray::{Array2, ArrayView2};

#[link(name = "util", kind = "dylib")]
unsafe extern "C" {
    fn openpty(a: *mut i32, b: *mut i32, c: usize, d: usize, e: usize) -> i32;
}

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    let (mut a, mut b) = (0, 0);
    if unsafe { openpty(&mut a, &mut b, 0, 0, 0) } == 0 { right(x) } else { x.to_owned() }
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
