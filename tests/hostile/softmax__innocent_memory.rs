//! expect: passed
//! Uses a fair amount of memory, on the heap and on the stack.

use ndarray::{Array2, ArrayView2};

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    let stack = std::hint::black_box([1u8; 1 << 20]);
    let heap = std::hint::black_box(vec![1u8; 8 << 20]);
    assert_eq!(stack[x.len()], heap[x.len()]);
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
