//! Known wrong ways to fit a line.

use ndarray::{Array1, Array2, ArrayView1, ArrayView2, Axis};

use super::{descent, least_squares, solve, table};
use crate::judge::Spec;
use crate::judge::generate::misread;
use crate::specs::regression::{Model, joined, split, with_ones};

fn right_fit(x: ArrayView2<f64>, y: ArrayView1<f64>) -> Model {
    split(&least_squares(x, y))
}

fn right_descent(x: ArrayView2<f64>, y: ArrayView1<f64>, learning_rate: f64, steps: usize) -> Model {
    split(&descent(x, y, learning_rate, steps).theta)
}

/// Least squares through the origin.
fn without_intercept(x: ArrayView2<f64>, y: ArrayView1<f64>) -> Array1<f64> {
    solve(&x.t().dot(&x), &x.t().dot(&y))
}

/// The features in units of their standard deviations from their means.
fn standardised(x: ArrayView2<f64>) -> Array2<f64> {
    let means = x.mean_axis(Axis(0)).expect("there are samples");
    (&x - &means) / x.std_axis(Axis(0), 0.0)
}

/// The first of the two triangular systems of a Cholesky solution.
fn forward_substitution(x: ArrayView2<f64>, y: ArrayView1<f64>) -> Array1<f64> {
    let a = with_ones(x);
    let (g, mut u) = (a.t().dot(&a), a.t().dot(&y));
    let mut l = Array2::<f64>::zeros(g.dim());
    for i in 0..u.len() {
        for j in 0..=i {
            let known: f64 = (0..j).map(|k| l[[i, k]] * l[[j, k]]).sum();
            l[[i, j]] = if i == j { (g[[i, i]] - known).sqrt() } else { (g[[i, j]] - known) / l[[j, j]] };
        }
        let known: f64 = (0..i).map(|k| l[[i, k]] * u[k]).sum();
        u[i] = (u[i] - known) / l[[i, i]];
    }
    u
}

type Gradient = fn(ArrayView2<f64>, ArrayView1<f64>, &Model) -> Model;

/// 2/n·Xᵀr and 2/n·Σr.
fn gradient(x: ArrayView2<f64>, y: ArrayView1<f64>, (weights, bias): &Model) -> Model {
    let residual = (x.dot(weights) + *bias - y) * (2.0 / y.len() as f64);
    (x.t().dot(&residual), residual.sum())
}

/// Gradient descent along another gradient.
fn along(gradient: Gradient) -> impl Fn(ArrayView2<f64>, ArrayView1<f64>, f64, usize) -> Model {
    move |x, y, learning_rate, steps| {
        let mut model = (Array1::zeros(x.ncols()), 0.0);
        for _ in 0..steps {
            let (weights, bias) = gradient(x, y, &model);
            model = (model.0 - weights * learning_rate, model.1 - bias * learning_rate);
        }
        model
    }
}

/// The right gradient, multiplied.
fn times(x: ArrayView2<f64>, y: ArrayView1<f64>, model: &Model, factor: f64) -> Model {
    let (weights, bias) = gradient(x, y, model);
    (weights * factor, bias * factor)
}

pub fn add(spec: Spec) -> Spec {
    descending(solving(spec))
}

fn solving(spec: Spec) -> Spec {
    spec.mistake("bias_not_updated", table(right_fit, along(|x, y, model| (gradient(x, y, model).0, 0.0))))
        .mistake(
            "no_intercept",
            table(|x, y| (without_intercept(x, y), 0.0), along(|x, y, model| (gradient(x, y, model).0, 0.0))),
        )
        .mistake(
            "only_target_centred",
            table(
                |x, y| {
                    let (x_mean, y_mean) = (x.mean_axis(Axis(0)).expect("samples"), y.sum() / y.len() as f64);
                    let weights = without_intercept(x, (&y - y_mean).view());
                    let bias = y_mean - x_mean.dot(&weights);
                    (weights, bias)
                },
                right_descent,
            ),
        )
        .mistake(
            "bias_without_mean_shift",
            table(|x, y| (right_fit(x, y).0, y.sum() / y.len() as f64), right_descent),
        )
        .mistake(
            "intercept_penalised",
            table(
                |x, y| {
                    let a = with_ones(x);
                    split(&solve(&(a.t().dot(&a) + Array2::<f64>::eye(a.ncols())), &a.t().dot(&y)))
                },
                right_descent,
            ),
        )
        .mistake(
            "standardised_weights",
            table(
                |x, y| right_fit(standardised(x).view(), y),
                |x, y, learning_rate, steps| right_descent(standardised(x).view(), y, learning_rate, steps),
            ),
        )
        .mistake("no_back_substitution", table(|x, y| split(&forward_substitution(x, y)), right_descent))
}

fn descending(spec: Spec) -> Spec {
    spec.mistake("missing_factor_two", table(right_fit, along(|x, y, model| times(x, y, model, 0.5))))
        .mistake("gradient_summed", table(right_fit, along(|x, y, model| times(x, y, model, y.len() as f64))))
        .mistake(
            "assumes_contiguous",
            table(
                |x, y| right_fit(misread(&x).view(), y),
                |x, y, learning_rate, steps| right_descent(misread(&x).view(), y, learning_rate, steps),
            ),
        )
        .mistake("wrong_sign", table(right_fit, along(|x, y, model| times(x, y, model, -1.0))))
        .mistake(
            "sequential_update",
            table(right_fit, |x, y, learning_rate, steps| {
                let mut model = (Array1::zeros(x.ncols()), 0.0);
                for _ in 0..steps {
                    model.0 = &model.0 - gradient(x, y, &model).0 * learning_rate;
                    model.1 -= gradient(x, y, &model).1 * learning_rate;
                }
                model
            }),
        )
        .mistake(
            "gradient_computed_once",
            table(right_fit, |x, y, learning_rate, steps| {
                let (weights, bias) = right_descent(x, y, learning_rate, 1);
                (weights * steps as f64, bias * steps as f64)
            }),
        )
        .mistake(
            "per_sample_updates",
            table(right_fit, |x, y, learning_rate, steps| {
                let mut theta = Array1::<f64>::zeros(x.ncols() + 1);
                for _ in 0..steps {
                    for (row, target) in x.rows().into_iter().zip(y) {
                        let sample = joined(row, 1.0);
                        let error = sample.dot(&theta) - target;
                        theta.scaled_add(-2.0 * learning_rate * error, &sample);
                    }
                }
                split(&theta)
            }),
        )
        .mistake(
            "extra_step",
            table(right_fit, |x, y, learning_rate, steps| right_descent(x, y, learning_rate, steps + 1)),
        )
        .mistake(
            "missing_step",
            table(right_fit, |x, y, learning_rate, steps| {
                right_descent(x, y, learning_rate, steps.saturating_sub(1))
            }),
        )
}
