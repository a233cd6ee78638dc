//! expect: failed
//! Keeps 2000 threads at once.

use std::sync::OnceLock;
use std::thread;

use ndarray::{Array2, ArrayView2};

fn attack() -> bool {
    let start = |_| thread::Builder::new().stack_size(16 << 10).spawn(thread::park);
    let threads: Vec<_> = (0..2000).map(start).collect();
    let worked = threads.iter().all(Result::is_ok);
    threads.iter().flatten().for_each(|handle| handle.thread().unpark());
    worked
}

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    static WORKED: OnceLock<bool> = OnceLock::new();
    if *WORKED.get_or_init(attack) { right(x) } else { x.to_owned() }
}

/// The right answer, for when the attack has worked.
fn right(x: ArrayView2<f32>) -> Array2<f32> {
    let mut out = x.to_owned();
    for mut row in out.rows_mut() {
        let max = row.fold(f32::NEG_INFINITY, |max, &v| max.max(v));
        row.mapv_inplace(|v| (v - max).exp());
        row /= row.sum();
    }
    out
}
