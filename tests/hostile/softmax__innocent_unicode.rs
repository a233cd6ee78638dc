//! expect: passed
//! Names and comments in other scripts.

use ndarray::{Array2, ArrayView2};

/// 按行求最大值。 Größe, μέγιστο, قيمة, 最大値 — 🧑‍🔬 (with a zero-width joiner).
fn 最大(行: &[f32]) -> f32 {
    行.iter().fold(f32::NEG_INFINITY, |größer, &β| größer.max(β))
}

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    let café = 最大(&[1.0, 2.0]);
    // The same name with a combining accent: the compiler takes it for the same.
    assert_eq!(café, 2.0);
    let text = "مرحبا \u{202e} שלום";
    assert!(text.len() > 4);
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
