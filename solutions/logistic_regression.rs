//! Binary logistic regression by gradient descent.

use ndarray::{Array1, ArrayView1, ArrayView2, Zip};

/// `1 / (1 + e⁻ᶻ)` without overflow on the way: only the exponential of `−|z|` is taken.
fn sigmoid(z: f64) -> f64 {
    let e = (-z.abs()).exp();
    let numerator = if z < 0.0 { e } else { 1.0 };
    numerator / (1.0 + e)
}

/// The probability of class 1 for every sample.
///
/// `x` is `[n, d]`, `weights` is `[d]`, the result `[n]`. Time `O(n d)`, no memory but the result.
pub fn predict_proba(x: ArrayView2<f64>, weights: ArrayView1<f64>, bias: f64) -> Array1<f64> {
    (x.dot(&weights) + bias).mapv_into(sigmoid)
}

/// Mean binary cross-entropy plus `l2/2 · ‖weights‖²`, from the logits: with `z = x·w + b`,
/// `−(y ln σ(z) + (1 − y) ln(1 − σ(z))) = ln(1 + eᶻ) − y z` for `y` in {0, 1}.
///
/// `x` is `[n, d]`, `y` is `[n]`, `weights` is `[d]`. Time `O(n d)`, extra memory `O(n)`.
pub fn loss(x: ArrayView2<f64>, y: ArrayView1<f64>, weights: ArrayView1<f64>, bias: f64, l2: f64) -> f64 {
    let logits = x.dot(&weights) + bias;
    let total = Zip::from(&logits).and(&y).fold(0.0, |sum, &z, &y| {
        // ln(1 + eᶻ) = max(z, 0) + ln(1 + e^−|z|); max(z, 0) − y z goes first, as it is exact for
        // a label on the right side and must not swallow the logarithm.
        sum + (z.max(0.0) - y * z) + (-z.abs()).exp().ln_1p()
    });
    total / y.len() as f64 + 0.5 * l2 * weights.dot(&weights)
}

/// Full-batch gradient descent on [`loss`], from zeros.
///
/// `x` is `[n, d]`, `y` is `[n]`. Time `O(steps · n d)`, extra memory `O(n + d)`.
pub fn fit(
    x: ArrayView2<f64>,
    y: ArrayView1<f64>,
    learning_rate: f64,
    l2: f64,
    steps: usize,
) -> (Array1<f64>, f64) {
    let n = y.len() as f64;
    let mut weights = Array1::zeros(x.ncols());
    let mut bias = 0.0;
    for _ in 0..steps {
        let error = predict_proba(x, weights.view(), bias) - y;
        let gradient = x.t().dot(&error) / n + &weights * l2;
        weights.scaled_add(-learning_rate, &gradient);
        bias -= learning_rate * error.sum() / n;
    }
    (weights, bias)
}
