//! expect: rejected
//! Makes memory that can be written and executed, as somebody does who has found a hole.
//! unscreened: failed|passed

use ndarray::{Array2, ArrayView2};

unsafe extern "C" {
    fn mmap(at: usize, n: usize, protection: i32, flags: i32, file: i32, offset: i64) -> *mut u8;
}

fn attack() -> bool {
    unsafe { mmap(0, 4096, 7, 0x22, -1, 0) as isize != -1 }
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
