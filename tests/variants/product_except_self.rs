//! Right ways to write `product_except_self`.

/// Two index loops over a vector filled with `one`.
pub mod index_loops {
    use std::ops::Mul;

    pub fn product_except_self<T: Copy + Mul<Output = T>>(xs: &[T], one: T) -> Vec<T> {
        let n = xs.len();
        let mut out = vec![one; n];
        for i in 1..n {
            out[i] = out[i - 1] * xs[i - 1];
        }
        let mut suffix = one;
        for i in (0..n).rev() {
            out[i] = out[i] * suffix;
            suffix = xs[i] * suffix;
        }
        out
    }
}

/// Suffix products first, then the running prefix on the left.
pub mod suffix_first {
    use std::ops::Mul;

    pub fn product_except_self<T: Copy + Mul<Output = T>>(xs: &[T], one: T) -> Vec<T> {
        let mut out = vec![one; xs.len()];
        let mut suffix = one;
        for (slot, &x) in out.iter_mut().zip(xs).rev() {
            *slot = suffix;
            suffix = x * suffix;
        }
        let mut prefix = one;
        for (slot, &x) in out.iter_mut().zip(xs) {
            *slot = prefix * *slot;
            prefix = prefix * x;
        }
        out
    }
}

/// One loop walks from both ends at once: 4 n multiplications, the most that is allowed.
pub mod both_ends {
    use std::ops::Mul;

    pub fn product_except_self<T: Copy + Mul<Output = T>>(xs: &[T], one: T) -> Vec<T> {
        let n = xs.len();
        let mut out = vec![one; n];
        let (mut prefix, mut suffix) = (one, one);
        for i in 0..n {
            let j = n - 1 - i;
            out[i] = prefix * out[i];
            prefix = prefix * xs[i];
            out[j] = out[j] * suffix;
            suffix = xs[j] * suffix;
        }
        out
    }
}

/// `map` with a carried prefix; its exact length lets `collect` allocate once.
pub mod mapped {
    use std::ops::Mul;

    pub fn product_except_self<T: Copy + Mul<Output = T>>(xs: &[T], one: T) -> Vec<T> {
        let mut prefix = one;
        let mut out: Vec<T> = xs
            .iter()
            .map(|&x| {
                let before = prefix;
                prefix = before * x;
                before
            })
            .collect();
        xs.iter().zip(&mut out).rfold(one, |suffix, (&x, slot)| {
            *slot = *slot * suffix;
            x * suffix
        });
        out
    }
}

/// `scan` into a vector whose capacity is reserved beforehand.
pub mod scan_into_reserved {
    use std::ops::Mul;

    pub fn product_except_self<T: Copy + Mul<Output = T>>(xs: &[T], one: T) -> Vec<T> {
        let mut out = Vec::with_capacity(xs.len());
        out.extend(xs.iter().scan(one, |prefix, &x| {
            let before = *prefix;
            *prefix = before * x;
            Some(before)
        }));
        let mut suffix = one;
        for i in (0..xs.len()).rev() {
            out[i] = out[i] * suffix;
            suffix = xs[i] * suffix;
        }
        out
    }
}

/// Starts from a copy of the input; multiplies only where both factors exist, 3 n − 6 times.
pub mod copy_without_identity {
    use std::ops::Mul;

    pub fn product_except_self<T: Copy + Mul<Output = T>>(xs: &[T], one: T) -> Vec<T> {
        let n = xs.len();
        let mut out = xs.to_vec();
        if n < 2 {
            out.fill(one);
            return out;
        }
        for i in (1..n - 1).rev() {
            out[i] = xs[i] * out[i + 1];
        }
        let mut prefix = xs[0];
        out[0] = out[1];
        for i in 1..n - 1 {
            out[i] = prefix * out[i + 1];
            prefix = prefix * xs[i];
        }
        out[n - 1] = prefix;
        out
    }
}
