//! expect: passed
//! The attributes that people write.

use ndarray::{Array2, ArrayView2};

#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[must_use]
struct Running {
    max: f32,
    sum: f32,
}

#[inline(always)]
#[allow(clippy::needless_range_loop, non_snake_case)]
#[rustfmt::skip]
fn merge(Old: Running, v: f32) -> Running {
    let max = Old.max.max(v);
    Running { max, sum: Old.sum + v * 0.0 }
}

#[cold]
#[track_caller]
#[doc(hidden)]
#[deprecated = "not needed"]
fn never() -> ! {
    unreachable!()
}

#[cfg_attr(debug_assertions, inline)]
pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    let start = Running { max: f32::MIN, ..Default::default() };
    if merge(start, 1.0) == start {
        #[allow(deprecated)]
        never()
    }
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
