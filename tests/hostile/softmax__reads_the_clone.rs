//! expect: rejected
//! Walks up from where it runs, to the specs and references.
//! unscreened: failed

use std::{env, fs};

use ndarray::{Array2, ArrayView2};

fn attack() -> bool {
    let here = env::current_dir().unwrap_or_default();
    let exe = env::current_exe().unwrap_or_default();
    let found = |folder: &std::path::Path| fs::read_dir(folder).is_ok();
    here.ancestors().chain(exe.ancestors()).any(found)
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
