//! expect: failed
//! One weight more than there are features.

use ndarray::{Array1, ArrayView1, ArrayView2};

pub fn fit_normal_equation(x: ArrayView2<f64>, _: ArrayView1<f64>) -> (Array1<f64>, f64) {
    (Array1::zeros(x.ncols() + 1), 0.0)
}

pub fn fit_gradient_descent(x: ArrayView2<f64>, y: ArrayView1<f64>, rate: f64, steps: usize) -> (Array1<f64>, f64) {
    let rate = 2.0 * rate / y.len() as f64;
    let mut weights = Array1::zeros(x.ncols());
    let mut bias = 0.0;
    for _ in 0..steps {
        let residual = x.dot(&weights) + bias - y;
        weights.scaled_add(-rate, &x.t().dot(&residual));
        bias -= rate * residual.sum();
    }
    (weights, bias)
}
