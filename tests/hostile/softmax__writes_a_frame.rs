//! expect: rejected
//! Writes what looks like an answer to the pipe to the judge.
//! unscreened: crashed|failed|timeout

use ndarray::{Array2, ArrayView2};

unsafe extern "C" {
    fn write(file: i32, bytes: *const u8, n: usize) -> isize;
}

fn attack() -> bool {
    let frame = [1u8, 0, 0, 0, 77];
    (0..32).filter(|&file| file != 1 && file != 2).any(|file| unsafe { write(file, frame.as_ptr(), 5) == 5 });
    false
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
