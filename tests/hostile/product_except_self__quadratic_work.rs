//! expect: failed
//! Right, with far more multiplications than are allowed.

use std::ops::Mul;

pub fn product_except_self<T: Copy + Mul<Output = T>>(xs: &[T], one: T) -> Vec<T> {
    let mut out = Vec::with_capacity(xs.len());
    for i in 0..xs.len() {
        let others = xs.iter().enumerate().filter(|&(j, _)| j != i);
        out.push(others.fold(one, |product, (_, &x)| product * x));
    }
    out
}
