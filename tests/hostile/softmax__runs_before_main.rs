//! expect: rejected
//! Is run before the program begins.
//! unscreened: failed

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

use ndarray::{Array2, ArrayView2};

static READ: AtomicBool = AtomicBool::new(false);

#[used]
#[unsafe(link_section = ".init_array")]
static EARLY: extern "C" fn() = early;

extern "C" fn early() {
    READ.store(std::fs::read("/etc/passwd").is_ok(), SeqCst);
}

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    if READ.load(SeqCst) { right(x) } else { x.to_owned() }
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
