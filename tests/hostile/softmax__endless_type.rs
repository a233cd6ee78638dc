//! expect: build_error
//! A type that grows at each step of a recursion: its name alone has megabytes.

use ndarray::{Array2, ArrayView2};

fn grow<T: Clone>(n: u32, value: T) -> u32 {
    if n == 0 { 0 } else { grow(n - 1, (value.clone(), value)) }
}

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    if grow(3, 1u8) == 1 { x.to_owned() } else { right(x) }
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
