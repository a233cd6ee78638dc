//! expect: passed
//! Modules of its own that are called like those of the standard library.

use ndarray::{Array2, ArrayView2};

mod net {
    pub fn forward(v: f32) -> f32 {
        super::process::step(v)
    }
}

mod process {
    pub fn step(v: f32) -> f32 {
        v
    }
}

mod fs {
    pub use super::net::forward;
}

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    let y = x.mapv(fs::forward).mapv(self::net::forward).mapv(crate::process::step);
    right(y.view())
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
