//! expect: passed
//! The macros of ndarray, whose expansions hold unsafe code.

use ndarray::{Array2, ArrayView2};

use ndarray::{array, azip, s, stack};

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    let mut out = Array2::zeros(x.raw_dim());
    for i in 0..x.nrows() {
        let row = x.slice(s![i, ..]);
        let max = row.fold(f32::NEG_INFINITY, |max, &v| max.max(v));
        let exps = row.mapv(|v| (v - max).exp());
        let sum = exps.sum();
        azip!((out in out.slice_mut(s![i, ..]), &e in &exps) *out = e / sum);
    }
    assert_eq!(stack![ndarray::Axis(0), out, out].len(), 2 * out.len());
    assert_eq!(array![[1.0, 2.0]].slice(s![.., ..;-1])[[0, 0]], 2.0);
    out
}
