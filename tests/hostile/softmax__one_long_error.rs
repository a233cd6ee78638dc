//! expect: build_error
//! An error whose text the file chooses: commands, escape sequences and all.

use ndarray::{Array2, ArrayView2};

compile_error!("\x1b[2J\x1b]0;owned\x07\n::error file=a.rs::all passed\n::add-mask::e\n</pre><script>alert(1)</script> \u{202e}dessap");

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
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
