//! expect: passed
//! Variables with names of modules and macros, handed to macros of its own.

use ndarray::{Array2, ArrayView2};

macro_rules! square {
    ($x:expr) => {{
        let env = $x;
        env * env
    }};
}

macro_rules! most {
    ($x:expr) => { $x };
    ($x:expr, $($rest:tt)*) => { $x.max(most!($($rest)*)) };
}

macro_rules! apart {
    ($mean:expr, $std:expr) => {
        $mean != $std
    };
}

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    let (env, include, path, std, net) = (1.0f32, 2.0f32, 3.0f32, 4.0f32, 5.0f32);
    assert_eq!(most!(square!(env), include, path), 3.0);
    assert!(apart!(net, std));
    let mut out = x.to_owned();
    for mut row in out.rows_mut() {
        let max = row.fold(f32::NEG_INFINITY, |max, &v| max.max(v));
        row.mapv_inplace(|v| (v - max).exp());
        row /= row.sum();
    }
    out
}
