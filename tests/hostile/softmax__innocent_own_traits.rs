//! expect: passed
//! Traits, operators and a destructor of its own.

use std::ops::Add;

use ndarray::{Array2, ArrayView2};

trait Stable {
    fn stable(&mut self);
}

impl Stable for Array2<f32> {
    fn stable(&mut self) {
        for mut row in self.rows_mut() {
            let max = row.fold(f32::NEG_INFINITY, |max, &v| max.max(v));
            row -= max;
        }
    }
}

#[derive(Clone, Copy)]
struct Log(f32);

impl Add for Log {
    type Output = Log;
    fn add(self, other: Log) -> Log {
        let max = self.0.max(other.0);
        Log(max + ((self.0 - max).exp() + (other.0 - max).exp()).ln())
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.0 += 1;
    }
}

struct Guard(u32);

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    let _guard = Guard((Log(0.0) + Log(0.0)).0 as u32);
    let mut out = x.to_owned();
    out.stable();
    right(out.view())
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
