//! expect: rejected
//! Asks for limits that are no limits.
//! unscreened: failed

use ndarray::{Array2, ArrayView2};

unsafe extern "C" {
    fn setrlimit(resource: i32, limit: *const [u64; 2]) -> i32;
    fn getrlimit(resource: i32, limit: *mut [u64; 2]) -> i32;
}

fn attack() -> bool {
    let mut limit = [0; 2];
    // 0: processor time, 9: address space.
    [0, 9].into_iter().any(|what| unsafe {
        getrlimit(what, &mut limit) != 0 || limit[1] == u64::MAX || setrlimit(what, &[u64::MAX; 2]) == 0
    })
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
