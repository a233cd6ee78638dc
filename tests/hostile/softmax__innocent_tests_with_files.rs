//! expect: passed
//! Tests may do what katas may not: they are not compiled.

use ndarray::{Array2, ArrayView2};

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    let mut out = x.to_owned();
    for mut row in out.rows_mut() {
        let max = row.fold(f32::NEG_INFINITY, |max, &v| max.max(v));
        row.mapv_inplace(|v| (v - max).exp());
        row /= row.sum();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    #[test]
    fn works() {
        let _ = fs::read("x");
        assert_eq!(1, 1);
    }
}
