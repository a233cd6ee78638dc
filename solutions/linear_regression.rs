//! Linear regression by normal equations and by gradient descent.

use ndarray::{Array1, Array2, ArrayView1, ArrayView2, Axis};

/// Ordinary least squares with an intercept, by Cholesky on the centred normal equations.
///
/// Centring is the elimination of the bias from the normal equations done first: what is left is
/// `d × d` and better conditioned, and the bias follows from the means.
///
/// `x` is `[n, d]`, `y` is `[n]`. Time `O(n d² + d³)`, extra memory `O(n d + d²)`.
pub fn fit_normal_equation(x: ArrayView2<f64>, y: ArrayView1<f64>) -> (Array1<f64>, f64) {
    let n = y.len() as f64;
    let (x_mean, y_mean) = (x.sum_axis(Axis(0)) / n, y.sum() / n);
    let (xc, yc) = (&x - &x_mean, &y - y_mean);
    let weights = solve_spd(xc.t().dot(&xc), xc.t().dot(&yc));
    let bias = y_mean - x_mean.dot(&weights);
    (weights, bias)
}

/// Solves `A·v = b` for a symmetric positive definite `A` of `[d, d]`, in place: `A = L·Lᵀ`, then
/// `L·u = b`, then `Lᵀ·v = u`. Only the lower triangle of `A` is read.
fn solve_spd(mut a: Array2<f64>, mut b: Array1<f64>) -> Array1<f64> {
    let d = b.len();
    for j in 0..d {
        for i in j..d {
            let s = a[[i, j]] - (0..j).map(|k| a[[i, k]] * a[[j, k]]).sum::<f64>();
            a[[i, j]] = if i == j { s.sqrt() } else { s / a[[j, j]] };
        }
    }
    for i in 0..d {
        let s: f64 = (0..i).map(|k| a[[i, k]] * b[k]).sum();
        b[i] = (b[i] - s) / a[[i, i]];
    }
    for i in (0..d).rev() {
        let s: f64 = (i + 1..d).map(|k| a[[k, i]] * b[k]).sum();
        b[i] = (b[i] - s) / a[[i, i]];
    }
    b
}

/// Full-batch gradient descent on the mean squared error, from zeros.
///
/// `x` is `[n, d]`, `y` is `[n]`. Time `O(steps · n d)`, extra memory `O(n + d)`.
pub fn fit_gradient_descent(
    x: ArrayView2<f64>,
    y: ArrayView1<f64>,
    learning_rate: f64,
    steps: usize,
) -> (Array1<f64>, f64) {
    let rate = 2.0 * learning_rate / y.len() as f64;
    let mut weights = Array1::zeros(x.ncols());
    let mut bias = 0.0;
    for _ in 0..steps {
        let residual = x.dot(&weights) + bias - y;
        weights.scaled_add(-rate, &x.t().dot(&residual));
        bias -= rate * residual.sum();
    }
    (weights, bias)
}
