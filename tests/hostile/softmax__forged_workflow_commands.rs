//! expect: failed
//! Prints commands to GitHub Actions.

use ndarray::{Array2, ArrayView2};

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    println!("::set-output name=score::11\n::notice::passed\n::stop-commands::never");
    eprintln!("##[set-env name=PATH]/tmp\n::save-state name=x::y");
    x.to_owned()
}
