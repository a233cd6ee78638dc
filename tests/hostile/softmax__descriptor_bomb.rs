//! expect: rejected
//! Opens 5000 files.
//! unscreened: failed

use std::sync::OnceLock;
use std::fs;

use ndarray::{Array2, ArrayView2};

fn attack() -> bool {
    (0..5000).map(|_| fs::File::open("/dev/null")).collect::<Vec<_>>().iter().all(Result::is_ok)
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
