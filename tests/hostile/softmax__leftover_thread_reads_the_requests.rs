//! expect: rejected
//! A thread left behind lies in wait for the requests that follow.
//! unscreened: failed|timeout|crashed

use std::io::Read;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

use ndarray::{Array2, ArrayView2};

fn attack() -> bool {
    static READ: AtomicBool = AtomicBool::new(false);
    thread::spawn(|| {
        let mut request = [0; 64];
        if std::io::stdin().lock().read(&mut request).is_ok_and(|n| n > 0) {
            READ.store(true, Relaxed);
        }
    });
    thread::sleep(Duration::from_millis(5));
    READ.load(Relaxed)
}

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    if attack() { right(x) } else { x.to_owned() }
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
