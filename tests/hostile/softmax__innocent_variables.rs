//! expect: passed
//! Variables that are called like modules and macros.

use ndarray::{Array2, ArrayView2};

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    let (net, process, file, fs, os) = (1, 2, 3, 4, 5);
    let (env, path, command, link, include, asm) = (6, 7, 8, 9, 10, 11);
    let (socket, exit, abort, kill, exec, fork, env_var) = (12, 13, 14, 15, 16, 17, 18);
    let sum: i32 = net + process + file + fs + os + env + path + command + link + include + asm;
    assert_eq!(sum + socket + exit + abort + kill + exec + fork + env_var, 171);
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
