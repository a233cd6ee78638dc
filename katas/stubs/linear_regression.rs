//! Linear regression by normal equations and by gradient descent. Difficulty 3, par 20 minutes.

use ndarray::{Array1, ArrayView1, ArrayView2};

/// Ordinary least squares with an intercept, solved exactly: the `(weights, bias)` that minimise
/// `Σᵢ (ŷᵢ − yᵢ)²` with `ŷ = X·w + b`.
///
/// With `A = [X 1]`, the features and a column of ones, and `θ = [w, b]`, the minimum satisfies
/// the normal equations `AᵀA·θ = Aᵀy`. `ndarray` has no solver: write one.
///
/// # Shapes
/// `x` is `[n, d]`, `y` is `[n]`; `weights` is `[d]`.
///
/// # Edge cases
/// Views may have any strides. `d = 1`, and `n = d + 1` (a perfect fit), are asked.
/// Never asked: `d = 0`, no samples, and an `A` whose columns are dependent; its condition number
/// stays below 1e4.
///
/// # Example
/// ```text
/// x = [[0], [1], [2]], y = [1, 2, 6]
/// AᵀA = [[5, 3], [3, 3]], Aᵀy = [14, 9]
/// (weights, bias) = ([2.5], 0.5)
/// ```
pub fn fit_normal_equation(x: ArrayView2<f64>, y: ArrayView1<f64>) -> (Array1<f64>, f64) {
    todo!()
}

/// Linear regression by full-batch gradient descent on the mean squared error
/// `L(w, b) = 1/n Σᵢ (ŷᵢ − yᵢ)²` with `ŷ = X·w + b`.
///
/// Starts from zero weights and zero bias and takes exactly `steps` steps
/// `w ← w − learning_rate · ∂L/∂w`, `b ← b − learning_rate · ∂L/∂b`, both gradients taken at the
/// same `(w, b)`. Returns `(weights, bias)`.
///
/// # Shapes
/// `x` is `[n, d]`, `y` is `[n]`; `weights` is `[d]`.
///
/// # Edge cases
/// `steps = 0` gives zeros. Views may have any strides.
/// Never asked: `d = 0`, no samples, dependent columns, and a learning rate that diverges.
///
/// # Example
/// ```text
/// x = [[0], [1], [2]], y = [1, 2, 6], learning_rate = 0.15
/// steps = 0: ([0], 0)
/// steps = 1: ([1.4], 0.9)
/// steps = 2: ([1.83], 1.11)
/// ```
pub fn fit_gradient_descent(
    x: ArrayView2<f64>,
    y: ArrayView1<f64>,
    learning_rate: f64,
    steps: usize,
) -> (Array1<f64>, f64) {
    todo!()
}
