//! Known wrong ways to write logistic regression.

use ndarray::{Array1, ArrayView1, ArrayView2};

use super::{descent, logits, penalised, probabilities, sigmoid, table};
use crate::judge::Spec;
use crate::judge::generate::misread;
use crate::specs::regression::{Model, joined, split};
use crate::wire::Table;

type X<'a> = ArrayView2<'a, f64>;
type V<'a> = ArrayView1<'a, f64>;

fn right_fit(x: X, y: V, learning_rate: f64, l2: f64, steps: usize) -> Model {
    split(&descent(x, y, learning_rate, l2, steps).theta)
}

/// A loss that is another function of the logits and labels.
fn loss_by(entropy: fn(f64, f64) -> f64) -> impl Fn(X, V, V, f64, f64) -> f64 {
    move |x, y, weights, bias, l2| {
        let sum: f64 = logits(x, weights, bias).iter().zip(y).map(|(&z, &label)| entropy(z, label)).sum();
        sum / y.len() as f64 + l2 / 2.0 * weights.dot(&weights)
    }
}

/// Gradient descent along the sum of a data term, with its slope in the logit, and a penalty, whose
/// gradient may depend on the number of samples.
fn fit_by(
    slope: fn(f64, f64) -> f64,
    penalty: fn(&Model, f64, f64) -> Model,
) -> impl Fn(X, V, f64, f64, usize) -> Model {
    move |x, y, learning_rate, l2, steps| {
        let n = y.len() as f64;
        let mut model = (Array1::zeros(x.ncols()), 0.0);
        for _ in 0..steps {
            let z = logits(x, model.0.view(), model.1);
            let slopes: Array1<f64> = z.iter().zip(y).map(|(&z, &label)| slope(z, label) / n).collect();
            let (weights, bias) = penalty(&model, l2, n);
            let weights = weights + x.t().dot(&slopes);
            model = (model.0 - weights * learning_rate, model.1 - learning_rate * (bias + slopes.sum()));
        }
        model
    }
}

fn error(z: f64, label: f64) -> f64 {
    sigmoid(z) - label
}

fn ridge(model: &Model, l2: f64, _samples: f64) -> Model {
    (&model.0 * l2, 0.0)
}

/// The loss and the fit with another factor before the penalty; `factor` sees the number of samples.
fn penalty_times(in_loss: fn(f64) -> f64, penalty: fn(&Model, f64, f64) -> Model) -> Table {
    table(
        probabilities,
        move |x, y, weights, bias, l2| penalised(x, y, weights, bias, l2 * in_loss(y.len() as f64)),
        fit_by(error, penalty),
    )
}

fn fits(fit: impl Fn(X, V, f64, f64, usize) -> Model + 'static) -> Table {
    table(probabilities, penalised, fit)
}

fn costs(loss: impl Fn(X, V, V, f64, f64) -> f64 + 'static) -> Table {
    table(probabilities, loss, right_fit)
}

fn predicts(predict: fn(f64) -> f64) -> Table {
    table(move |x, weights, bias| logits(x, weights, bias).mapv(predict), penalised, right_fit)
}

pub fn add(spec: Spec) -> Spec {
    fitting(penalties(numerics(spec)))
}

fn numerics(spec: Spec) -> Spec {
    spec.mistake(
        "log_of_sigmoid",
        costs(loss_by(|z, label| {
            let p = sigmoid(z);
            -(label * p.ln() + (1.0 - label) * (1.0 - p).ln())
        })),
    )
    .mistake("exp_overflow_in_loss", costs(loss_by(|z, label| z.exp().ln_1p() - label * z)))
    .mistake(
        "clamped_probability",
        costs(loss_by(|z, label| {
            let p = sigmoid(z).clamp(1e-15, 1.0 - 1e-15);
            -(label * p.ln() + (1.0 - label) * (1.0 - p).ln())
        })),
    )
    .mistake("nan_probability", predicts(|z| z.exp() / (1.0 + z.exp())))
    .mistake("thresholded_probability", predicts(|z| f64::from(u8::from(z >= 0.0))))
    .mistake(
        "signed_labels",
        table(
            probabilities,
            loss_by(|z, label| (-label * z).max(0.0) + (-(label * z).abs()).exp().ln_1p()),
            fit_by(|z, label| -label * sigmoid(-label * z), ridge),
        ),
    )
    .mistake(
        "squared_error",
        table(
            probabilities,
            loss_by(|z, label| error(z, label).powi(2)),
            fit_by(|z, label| error(z, label) * sigmoid(z) * sigmoid(-z), ridge),
        ),
    )
}

fn penalties(spec: Spec) -> Spec {
    spec.mistake("l2_missing", penalty_times(|_| 0.0, |(weights, _), _, _| (weights * 0.0, 0.0)))
        .mistake("l2_without_half", penalty_times(|_| 2.0, |(weights, _), l2, _| (weights * 2.0 * l2, 0.0)))
        .mistake(
            "l2_halved_in_gradient",
            penalty_times(|_| 1.0, |(weights, _), l2, _| (weights * l2 / 2.0, 0.0)),
        )
        .mistake("l2_divided_by_n", penalty_times(|n| 1.0 / n, |(weights, _), l2, n| (weights * l2 / n, 0.0)))
        .mistake(
            "bias_penalised",
            table(
                probabilities,
                |x, y, weights, bias, l2| penalised(x, y, weights, bias, l2) + l2 / 2.0 * bias * bias,
                fit_by(error, |(weights, bias), l2, _| (weights * l2, bias * l2)),
            ),
        )
}

fn fitting(spec: Spec) -> Spec {
    spec.mistake(
        "bias_not_updated",
        fits(|x, y, learning_rate, l2, steps| {
            let mut weights = Array1::<f64>::zeros(x.ncols());
            for _ in 0..steps {
                let gradient =
                    x.t().dot(&(x.dot(&weights).mapv(sigmoid) - y)) / y.len() as f64 + &weights * l2;
                weights.scaled_add(-learning_rate, &gradient);
            }
            (weights, 0.0)
        }),
    )
    .mistake(
        "bias_ignored",
        table(
            |x, weights, _| probabilities(x, weights, 0.0),
            |x, y, weights, _, l2| penalised(x, y, weights, 0.0, l2),
            |x, y, learning_rate, l2, steps| {
                let mut model = (Array1::<f64>::zeros(x.ncols()), 0.0);
                for _ in 0..steps {
                    let error = (x.dot(&model.0).mapv(sigmoid) - y) / y.len() as f64;
                    model.0 = &model.0 - (x.t().dot(&error) + &model.0 * l2) * learning_rate;
                    model.1 -= learning_rate * error.sum();
                }
                model
            },
        ),
    )
    .mistake(
        "summed_over_samples",
        table(
            probabilities,
            |x, y, weights, bias, l2| {
                let n = y.len() as f64;
                n * penalised(x, y, weights, bias, l2 / n)
            },
            |x, y, learning_rate, l2, steps| {
                let n = y.len() as f64;
                right_fit(x, y, learning_rate * n, l2 / n, steps)
            },
        ),
    )
    .mistake(
        "assumes_contiguous",
        table(
            |x, weights, bias| probabilities(misread(&x).view(), weights, bias),
            |x, y, weights, bias, l2| penalised(misread(&x).view(), y, weights, bias, l2),
            |x, y, learning_rate, l2, steps| right_fit(misread(&x).view(), y, learning_rate, l2, steps),
        ),
    )
    .mistake(
        "wrong_sign",
        table(
            probabilities,
            |x, y, weights, bias, l2| {
                let penalty = l2 / 2.0 * weights.dot(&weights);
                penalty - penalised(x, y, weights, bias, 0.0)
            },
            |x, y, learning_rate, l2, steps| right_fit(x, y, -learning_rate, l2, steps),
        ),
    )
    .mistake(
        "sequential_update",
        fits(|x, y, learning_rate, l2, steps| {
            let mut model = (Array1::<f64>::zeros(x.ncols()), 0.0);
            for _ in 0..steps {
                let error = |model: &Model| (probabilities(x, model.0.view(), model.1) - y) / y.len() as f64;
                model.0 = &model.0 - (x.t().dot(&error(&model)) + &model.0 * l2) * learning_rate;
                model.1 -= learning_rate * error(&model).sum();
            }
            model
        }),
    )
    .mistake(
        "per_sample_updates",
        fits(|x, y, learning_rate, l2, steps| {
            let mut model = (Array1::<f64>::zeros(x.ncols()), 0.0);
            for _ in 0..steps {
                for (row, label) in x.rows().into_iter().zip(y) {
                    let error = sigmoid(row.dot(&model.0) + model.1) - label;
                    model.0 = &model.0 - (&row * error + &model.0 * l2) * learning_rate;
                    model.1 -= learning_rate * error;
                }
            }
            model
        }),
    )
    .mistake(
        "gradient_computed_once",
        fits(|x, y, learning_rate, l2, steps| {
            let (weights, bias) = right_fit(x, y, learning_rate, l2, 1);
            split(&(joined(weights.view(), bias) * steps as f64))
        }),
    )
    .mistake(
        "extra_step",
        fits(|x, y, learning_rate, l2, steps| right_fit(x, y, learning_rate, l2, steps + 1)),
    )
    .mistake(
        "missing_step",
        fits(|x, y, learning_rate, l2, steps| right_fit(x, y, learning_rate, l2, steps.saturating_sub(1))),
    )
}
