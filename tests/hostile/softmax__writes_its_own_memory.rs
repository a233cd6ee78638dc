//! expect: rejected
//! Writes to its memory through a file, which is safe Rust.
//! unscreened: failed

use std::fs::OpenOptions;
use std::os::unix::fs::FileExt;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};

use ndarray::{Array2, ArrayView2};

fn attack() -> bool {
    static TARGET: AtomicU64 = AtomicU64::new(0);
    let address = &raw const TARGET as u64;
    let memory = OpenOptions::new().write(true).open("/proc/self/mem");
    memory.is_ok_and(|file| file.write_at(&1u64.to_ne_bytes(), address).is_ok()) && TARGET.load(SeqCst) == 1
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
