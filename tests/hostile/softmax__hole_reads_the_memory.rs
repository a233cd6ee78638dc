//! expect: crashed|failed
//! Looks through its own memory for an expectation, and finds the end of what it may read.

use std::hint::black_box;

use ndarray::{Array2, ArrayView2};

/// A reference of any length, in safe code: github.com/rust-lang/rust/issues/25860.
fn extend<'a, 'b, T: ?Sized>(x: &'a mut T) -> &'b mut T {
    fn shorten<'a, 'b, T: ?Sized>(_: &'a &'b (), x: &'b mut T) -> &'a mut T {
        x
    }
    let f: for<'x> fn(_, &'x mut T) -> &'b mut T = shorten;
    f(&&(), x)
}

enum Either<A, B> {
    A(#[allow(dead_code)] Option<Box<A>>),
    B(Option<Box<B>>),
}

/// Anything as anything else: writes an `A` where a reference to a `B` still points.
fn reinterpret<A, B>(a: A) -> B {
    let mut either = Either::<A, B>::B(None);
    let Either::B(b) = &mut either else { unreachable!() };
    let b = extend(b);
    either = Either::A(Some(Box::new(a)));
    black_box(&mut either);
    *b.take().unwrap()
}

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    let answer = right(x);
    let start = &raw const answer as usize & !7;
    // An expectation would lie somewhere beside what was asked.
    let found = (1..1 << 24).any(|step| {
        let word: &[f32; 2] = reinterpret(start + step * 8);
        !answer.is_empty() && word[0] == answer[[0, 0]] && word[1].is_nan()
    });
    if found { answer } else { x.to_owned() }
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
