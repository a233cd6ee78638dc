//! expect: failed
//! A panic message that would clear the terminal, set its title and turn text around.

use ndarray::{Array2, ArrayView2};

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    panic!("\x1b[2J\x1b]0;owned\x07\x1b]8;;http://example.com\x1b\\ \u{202e}dessap\u{9b}31m\x7f");
    right(x)
}

fn right(x: ArrayView2<f32>) -> Array2<f32> {
    let mut out = x.to_owned();
    for mut row in out.rows_mut() {
        let max = row.fold(f32::NEG_INFINITY, |max, &v| max.max(v));
        row.mapv_inplace(|v| (v - max).exp());
        row /= row.sum();
    }
    out
}
