//! Softmax over the last axis.

use ndarray::{Array2, ArrayView2};

/// Softmax of every row of `x`, `[rows, classes]`, in any memory layout.
///
/// With the row maximum subtracted, every exponent is at most 0 and one of them is 0: nothing
/// overflows, and the sum is at least 1.
///
/// Three passes, O(rows · classes) time; no memory beyond the result.
pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    let mut out = x.to_owned();
    for mut row in out.rows_mut() {
        let max = row.fold(f32::NEG_INFINITY, |max, &v| max.max(v));
        row.mapv_inplace(|v| (v - max).exp());
        let sum = row.sum();
        row /= sum;
    }
    out
}
