//! expect: passed
//! Prints what it does, moderately.

use std::io::Write;

use ndarray::{Array2, ArrayView2};

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    println!("softmax of {:?}:\n{x:8.3}", x.dim());
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "written {}", "x".repeat(80));
    eprintln!("the first is {:?}", dbg!(x.first()));
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
