//! expect: rejected
//! Opens a socket by a call of the C library.
//! unscreened: failed

use ndarray::{Array2, ArrayView2};

unsafe extern "C" {
    fn socket(domain: i32, kind: i32, protocol: i32) -> i32;
}

fn attack() -> bool {
    [1, 2, 10, 16, 17, 40].into_iter().any(|domain| unsafe { socket(domain, 3, 0) >= 0 || socket(domain, 1, 0) >= 0 })
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
