//! expect: passed
//! Imports much of the standard library, in groups and by new names.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::*;
use std::f32::consts::{self as pi};
use std::rc::Rc;
use std::{cmp, fmt, iter, mem};

use ndarray::{Array2, ArrayView2};

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    let mut heap = BinaryHeap::from([1, 3, 2]);
    assert_eq!(heap.pop().map(cmp::Reverse), Some(cmp::Reverse(3)));
    assert_eq!(mem::take(&mut heap).len(), 2);
    let _ = (pi::E, iter::empty::<u8>(), Cow::Borrowed("x"), Rc::new(RefCell::new(1)), fmt::Error);
    right(x)
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
