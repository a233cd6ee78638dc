//! expect: rejected
//! Forks, and the child lives on.
//! unscreened: failed

use std::sync::OnceLock;

use ndarray::{Array2, ArrayView2};

unsafe extern "C" {
    fn fork() -> i32;
    fn sleep(seconds: u32) -> u32;
    fn _exit(status: i32) -> !;
}

fn attack() -> bool {
    match unsafe { fork() } {
        0 => unsafe {
            sleep(20);
            _exit(0)
        },
        child => child > 0,
    }
}

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    static WORKED: OnceLock<bool> = OnceLock::new();
    if *WORKED.get_or_init(attack) { right(x) } else { x.to_owned() }
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
