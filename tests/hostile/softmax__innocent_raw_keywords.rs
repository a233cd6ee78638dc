//! expect: passed
//! Names that are keywords, and methods that are called as what reads.

use ndarray::{Array2, ArrayView2};
fn r#unsafe(r#extern: f32) -> f32 {
    r#extern
}
struct Feed;

impl Feed {
    fn stdin(&self) -> f32 {
        1.0
    }
}

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    let _ = r#unsafe(Feed.stdin());
    let mut out = x.to_owned();
    for mut row in out.rows_mut() {
        let max = row.fold(f32::NEG_INFINITY, |max, &v| max.max(v));
        row.mapv_inplace(|v| (v - max).exp());
        row /= row.sum();
    }
    out
}
