//! expect: build_error
//! Asks for a view that lives for ever, and would keep it.

use ndarray::{Array2, ArrayView2};

static KEPT: std::sync::Mutex<Option<ArrayView2<'static, f32>>> = std::sync::Mutex::new(None);

pub fn softmax(x: ArrayView2<'static, f32>) -> Array2<f32> {
    *KEPT.lock().unwrap() = Some(x);
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
