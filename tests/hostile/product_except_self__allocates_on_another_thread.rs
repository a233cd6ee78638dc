//! expect: failed
//! Allocates on a thread, where it might not be counted.

use std::ops::Mul;
use std::thread;

pub fn product_except_self<T: Copy + Mul<Output = T>>(xs: &[T], one: T) -> Vec<T> {
    let n = xs.len();
    let waste = thread::spawn(move || vec![vec![0u8; 64]; n].len()).join().unwrap();
    assert_eq!(waste, n);
    let mut out = Vec::with_capacity(n);
    let mut prefix = one;
    for &x in xs {
        out.push(prefix);
        prefix = prefix * x;
    }
    let mut suffix = one;
    for (slot, &x) in out.iter_mut().zip(xs).rev() {
        *slot = *slot * suffix;
        suffix = x * suffix;
    }
    out
}
