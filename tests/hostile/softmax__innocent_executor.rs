//! expect: passed
//! An asynchronous block, run by hand.

use ndarray::{Array2, ArrayView2};
use std::{
    future::Future,
    pin::pin,
    task::{Context, Poll, Waker},
};
pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    let mut f = pin!(async { 1 });
    let Poll::Ready(1) = f.as_mut().poll(&mut Context::from_waker(Waker::noop())) else { panic!() };
    let mut out = x.to_owned();
    for mut row in out.rows_mut() {
        let max = row.fold(f32::NEG_INFINITY, |max, &v| max.max(v));
        row.mapv_inplace(|v| (v - max).exp());
        row /= row.sum();
    }
    out
}
