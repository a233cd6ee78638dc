//! expect: rejected
//! Dies with all of its memory written to a file, if it may be dumped.
//! unscreened: failed

use ndarray::{Array2, ArrayView2};

unsafe extern "C" {
    fn prctl(option: i32, a: u64, b: u64, c: u64, d: u64) -> i32;
    fn getrlimit(resource: i32, limit: *mut [u64; 2]) -> i32;
}

fn attack() -> bool {
    let mut core = [0; 2];
    unsafe { prctl(3, 0, 0, 0, 0) == 1 && getrlimit(4, &mut core) == 0 && core[1] > 0 }
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
