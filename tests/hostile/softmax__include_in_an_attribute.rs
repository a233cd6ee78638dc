//! expect: rejected
//! Documentation may come from a file.
//! unscreened: build_error

use ndarray::{Array2, ArrayView2};

const ATTACK: &str = {
    #[doc = include_str!("/etc/passwd")]
    const WORDS: &str = "documented";
    WORDS
};

fn attack() -> bool {
    ATTACK.len() > 4
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
