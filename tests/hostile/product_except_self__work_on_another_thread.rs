//! expect: build_error
//! Moves its work to a thread, where it might not be counted.

use std::ops::Mul;
use std::thread;

pub fn product_except_self<T: Copy + Mul<Output = T>>(xs: &[T], one: T) -> Vec<T> {
    thread::scope(|scope| {
        scope.spawn(|| xs.iter().fold(one, |product, &x| product * x)).join().map(|product| vec![product; xs.len()]).unwrap()
    })
}
