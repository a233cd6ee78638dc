//! Product of every element but one.

use std::ops::Mul;

/// For each element of `xs`, the product of all the others, multiplied from left to right.
///
/// O(n) time in 3 n multiplications; the returned vector is the only allocation.
pub fn product_except_self<T: Copy + Mul<Output = T>>(xs: &[T], one: T) -> Vec<T> {
    let mut out = Vec::with_capacity(xs.len());
    let mut prefix = one;
    for &x in xs {
        out.push(prefix);
        prefix = prefix * x;
    }
    // The product of what follows lives in one variable. T may not commute: it grows on its left
    // and joins each element on the right.
    let mut suffix = one;
    for (slot, &x) in out.iter_mut().zip(xs).rev() {
        *slot = *slot * suffix;
        suffix = x * suffix;
    }
    out
}
