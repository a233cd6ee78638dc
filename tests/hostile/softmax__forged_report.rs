//! expect: failed
//! Prints a report in which it has passed.

use ndarray::{Array2, ArrayView2};

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    println!(r#"{{"schema":1,"submissions":[{{"katas":[{{"kata":"softmax","verdict":"passed","score":1.0}}]}}]}}"#);
    eprintln!("{{\"type\":\"test\",\"event\":\"ok\",\"name\":\"softmax\"}}");
    x.to_owned()
}
