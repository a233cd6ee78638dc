//! What the specs of the regressions share: problems, fitted models, and how far rounding may lead
//! gradient descent astray.

use std::ops::RangeInclusive;

use ndarray::{Array1, Array2, ArrayView1, ArrayView2, Axis, concatenate, s};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::judge::Check;
use crate::judge::check::{close, close_each};
use crate::judge::generate::{Layout, layout, reals, shaped};
use crate::judge::tolerance::gamma64;

/// Weights and bias.
pub type Model = (Array1<f64>, f64);

/// `[X 1]`: the bias as the weight of a feature that is always 1.
pub fn with_ones(x: ArrayView2<f64>) -> Array2<f64> {
    concatenate![Axis(1), x, Array2::ones((x.nrows(), 1))]
}

/// Weights and bias as one vector that fits [`with_ones`].
pub fn joined(weights: ArrayView1<f64>, bias: f64) -> Array1<f64> {
    concatenate![Axis(0), weights, Array1::from_elem(1, bias)]
}

/// The reverse of [`joined`].
pub fn split(theta: &Array1<f64>) -> Model {
    let d = theta.len() - 1;
    (theta.slice(s![..d]).to_owned(), theta[d])
}

/// Weights and bias are each within their bound.
pub fn close_model(actual: &Model, expected: &Array1<f64>, bounds: &Array1<f64>) -> Check {
    let ((weights, bias), (weight_bounds, bias_bound)) = (split(expected), split(bounds));
    close_each(&actual.0, &weights, &weight_bounds)?;
    close(actual.1, bias, bias_bound)
}

/// Where gradient descent arrives, and how far rounding may lead astray on the way there.
pub struct Descent {
    pub theta: Array1<f64>,
    pub bounds: Array1<f64>,
}

/// Gradient descent from zeros. `errors` bounds the error of a gradient that is computed at `theta`
/// with errors `bounds` in it.
pub fn descend(
    unknowns: usize,
    learning_rate: f64,
    steps: usize,
    gradient: impl Fn(&Array1<f64>) -> Array1<f64>,
    errors: impl Fn(&Array1<f64>, &Array1<f64>) -> Array1<f64>,
) -> Descent {
    let mut theta = Array1::zeros(unknowns);
    let mut bounds = Array1::zeros(unknowns);
    for _ in 0..steps {
        let step = learning_rate * gradient(&theta);
        let rounding = (theta.mapv(f64::abs) + step.mapv(f64::abs)) * gamma64(3);
        bounds = &bounds + &(learning_rate * errors(&theta, &bounds)) + rounding;
        theta -= &step;
    }
    Descent { theta, bounds }
}

/// Samples and what is to be learned from them.
#[derive(Clone, Debug)]
pub struct Problem {
    pub x: Array2<f64>,
    pub y: Array1<f64>,
}

/// Least squares problems with up to `features` features and up to three samples more than unknowns.
///
/// The first sample and one that differs from it in each feature make the columns of `[X 1]`
/// independent, and no further sample can undo that.
pub fn problems(features: usize) -> BoxedStrategy<Problem> {
    let largest = (features + 4) * features;
    let elements = (vec(reals(-2.0..=2.0), largest), vec(reals(1.0..=2.0), features));
    (1..=features, 0usize..=3, elements, vec(reals(-10.0..=10.0), features + 4))
        .prop_map(|(d, more, (pool, lengths), targets)| {
            let n = d + 1 + more;
            let mut x = shaped((n, d), &pool);
            for j in 0..d {
                let mut row = x.row(0).to_owned();
                row[j] -= lengths[j] * row[j].signum();
                x.row_mut(j + 1).assign(&row);
            }
            Problem { x, y: shaped(n, &targets) }
        })
        .boxed()
}

/// All samples, over and over.
pub fn repeated(Problem { x, y }: &Problem, copies: usize) -> Problem {
    let x = concatenate(Axis(0), &vec![x.view(); copies]).expect("copies of one shape");
    let y = concatenate(Axis(0), &vec![y.view(); copies]).expect("copies of one shape");
    Problem { x, y }
}

/// Samples with labels 0 and 1.
pub fn labelled(
    samples: RangeInclusive<usize>,
    features: RangeInclusive<usize>,
    element: impl Strategy<Value = f64> + 'static,
) -> BoxedStrategy<Problem> {
    let (most, widest) = (*samples.end(), *features.end());
    (samples, features, vec(element, most * widest), vec(any::<bool>(), most))
        .prop_map(|(n, d, pool, labels)| {
            let y = labels[..n].iter().map(|&one| f64::from(u8::from(one))).collect();
            Problem { x: shaped((n, d), &pool), y }
        })
        .boxed()
}

/// Layouts for features, targets and weights.
pub fn layouts() -> BoxedStrategy<[Layout; 3]> {
    proptest::array::uniform3(layout()).boxed()
}
