//! expect: passed
//! Lifetimes and labels that are called like what is denied.

use ndarray::{Array2, ArrayView2};

struct Rows<'env, 'net: 'env> {
    of: &'env ArrayView2<'net, f32>,
}

pub fn softmax<'fs>(x: ArrayView2<'fs, f32>) -> Array2<f32> {
    let rows = Rows { of: &x };
    let mut n = 0;
    'process: loop {
        'os: for _ in rows.of.rows() {
            n += 1;
            if n > 1 {
                break 'os;
            }
        }
        break 'process;
    }
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
