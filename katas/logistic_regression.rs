//! Binary logistic regression by gradient descent. Difficulty 3, par 20 minutes.

use ndarray::{Array1, ArrayView1, ArrayView2};

/// The probability of class 1 for every sample: `pᵢ = σ(zᵢ)` with `z = X·w + b` and
/// `σ(z) = 1 / (1 + e⁻ᶻ)`.
///
/// # Shapes
/// `x` is `[n, d]`, `weights` is `[d]`; the result is `[n]`.
///
/// # Edge cases
/// Finite for logits `z` up to ±1e4. No samples give an empty vector. Views may have any strides.
/// Probabilities are judged by their absolute error.
/// Never asked: `d = 0`, infinities and NaN.
///
/// # Example
/// ```text
/// x = [[0], [1], [2]], weights = [0.3], bias = 0.1
/// z = [0.1, 0.4, 0.7]
/// p = [0.52498, 0.59869, 0.66819]
/// ```
pub fn predict_proba(x: ArrayView2<f64>, weights: ArrayView1<f64>, bias: f64) -> Array1<f64> {
    todo!()
}

/// The mean binary cross-entropy in nats and an L2 penalty:
/// `1/n Σᵢ −(yᵢ ln pᵢ + (1 − yᵢ) ln(1 − pᵢ)) + l2/2 · Σⱼ wⱼ²`. The bias is not penalised.
///
/// # Shapes
/// `x` is `[n, d]`, `y` is `[n]` with labels 0 or 1, `weights` is `[d]`.
///
/// # Edge cases
/// Finite, and right to f64 rounding relative to the logits, for logits up to ±1e4 on either side of
/// either label. Views may have any strides.
/// Never asked: `d = 0`, no samples, other labels, a negative `l2`, infinities and NaN.
///
/// # Example
/// ```text
/// x = [[0], [1], [2]], y = [0, 1, 1], weights = [0.3], bias = 0.1, l2 = 0.1
/// cross-entropies = [0.74440, 0.51302, 0.40319], mean 0.55353
/// penalty = 0.1 / 2 · 0.09 = 0.0045
/// loss = 0.55803
/// ```
pub fn loss(x: ArrayView2<f64>, y: ArrayView1<f64>, weights: ArrayView1<f64>, bias: f64, l2: f64) -> f64 {
    todo!()
}

/// Full-batch gradient descent on `loss`, from zero weights and zero bias. Takes exactly `steps`
/// steps `w ← w − learning_rate · ∂loss/∂w`, `b ← b − learning_rate · ∂loss/∂b`, both gradients
/// taken at the same `(w, b)`. Returns `(weights, bias)`.
///
/// # Shapes
/// `x` is `[n, d]`, `y` is `[n]` with labels 0 or 1; `weights` is `[d]`.
///
/// # Edge cases
/// `steps = 0` gives zeros. Labels may all be equal. Views may have any strides.
/// Never asked: `d = 0`, no samples, other labels, a negative `l2`, and a learning rate that
/// diverges.
///
/// # Example
/// ```text
/// x = [[0], [1], [2]], y = [0, 1, 1], learning_rate = 0.6, l2 = 0.1
/// steps = 0: ([0], 0)
/// steps = 1: ([0.3], 0.1)
/// steps = 2: ([0.49499], 0.14163)
/// ```
pub fn fit(
    x: ArrayView2<f64>,
    y: ArrayView1<f64>,
    learning_rate: f64,
    l2: f64,
    steps: usize,
) -> (Array1<f64>, f64) {
    todo!()
}
