//! expect: rejected
//! Sets up a ring through which calls go that no filter sees.
//! unscreened: failed

use ndarray::{Array2, ArrayView2};

unsafe extern "C" {
    fn syscall(number: i64, ...) -> i64;
}

fn attack() -> bool {
    let parameters = [0u8; 256];
    // 425 is io_uring_setup everywhere.
    unsafe { syscall(425, 4u32, parameters.as_ptr()) >= 0 }
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
