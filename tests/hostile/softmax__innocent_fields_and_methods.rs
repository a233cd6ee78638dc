//! expect: passed
//! Fields, methods and functions that are called like modules.

use ndarray::{Array2, ArrayView2};

struct Layer {
    net: f32,
    env: f32,
}

impl Layer {
    fn process(&self, v: f32) -> f32 {
        self.net * v + self.env
    }
    fn os(self) -> Self {
        self
    }
}

fn fs(v: f32) -> f32 {
    v
}

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    let layer = Layer { net: 1.0, env: 0.0 }.os();
    right(x.mapv(|v| fs(layer.process(v))).view())
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
