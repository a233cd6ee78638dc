//! Binary logistic regression by gradient descent.

#[path = "logistic_regression/mistakes.rs"]
mod mistakes;

use ndarray::{Array1, Array2, ArrayView1, ArrayView2, arr1, arr2, s};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::judge::Aspect::{Correctness, EdgeCase, Shape, Stability};
use crate::judge::check::{close, close_each, holds, shape};
use crate::judge::generate::{reals, shaped};
use crate::judge::tolerance::gamma64;
use crate::judge::{Check, Spec};
use crate::specs::regression::{
    Descent, Model, Problem, close_model, descend, joined, labelled, layouts, repeated, split, with_ones,
};

crate::kata! {
    pub fn predict_proba(x: ArrayView2<f64>, weights: ArrayView1<f64>, bias: f64) -> Array1<f64>;
    pub fn loss(x: ArrayView2<f64>, y: ArrayView1<f64>, weights: ArrayView1<f64>, bias: f64, l2: f64) -> f64;
    pub fn fit(x: ArrayView2<f64>, y: ArrayView1<f64>, learning_rate: f64, l2: f64, steps: usize) -> (Array1<f64>, f64);
}

fn logits(x: ArrayView2<f64>, weights: ArrayView1<f64>, bias: f64) -> Array1<f64> {
    x.dot(&weights) + bias
}

/// How far rounding may take each logit: d products and d additions.
fn logit_errors(x: ArrayView2<f64>, weights: ArrayView1<f64>, bias: f64) -> Array1<f64> {
    let terms = x.mapv(f64::abs).dot(&weights.mapv(f64::abs)) + bias.abs();
    terms * gamma64(weights.len() + 2)
}

/// σ(z) = 1 / (1 + e⁻ᶻ). Where e⁻ᶻ overflows, it is 0.
fn sigmoid(z: f64) -> f64 {
    1.0 / (1.0 + (-z).exp())
}

fn probabilities(x: ArrayView2<f64>, weights: ArrayView1<f64>, bias: f64) -> Array1<f64> {
    logits(x, weights, bias).mapv(sigmoid)
}

/// The slope of σ is at most 1/4; exp, an addition and a division follow, or a hyperbolic tangent.
fn probability_bounds(x: ArrayView2<f64>, weights: ArrayView1<f64>, bias: f64) -> Array1<f64> {
    logit_errors(x, weights, bias) / 4.0 + gamma64(6)
}

fn predicts(f: &Functions, x: ArrayView2<f64>, weights: ArrayView1<f64>, bias: f64) -> Check {
    let expected = probabilities(x, weights, bias);
    close_each(&f.predict_proba(x, weights, bias)?, &expected, &probability_bounds(x, weights, bias))
}

/// −ln σ(z) for label 1 and −ln(1 − σ(z)) = −ln σ(−z) for label 0, where −ln σ(z) = ln(1 + e⁻ᶻ); for
/// z < 0 that is −z + ln(1 + eᶻ), which cannot overflow.
fn cross_entropy(z: f64, label: f64) -> f64 {
    let z = if label == 1.0 { z } else { -z };
    if z < 0.0 { -z + z.exp().ln_1p() } else { (-z).exp().ln_1p() }
}

fn penalised(x: ArrayView2<f64>, y: ArrayView1<f64>, weights: ArrayView1<f64>, bias: f64, l2: f64) -> f64 {
    let entropies =
        logits(x, weights, bias).iter().zip(y).map(|(&z, &label)| cross_entropy(z, label)).sum::<f64>();
    entropies / y.len() as f64 + l2 / 2.0 * weights.dot(&weights)
}

/// The slope of the cross-entropy is at most 1. Its terms, |z| and at most ln 2, may be added up and
/// averaged in any order; then comes the penalty. Beyond 20, ln(1 + eᶻ) is often taken for z itself,
/// which leaves out e⁻ᶻ.
fn loss_bound(x: ArrayView2<f64>, weights: ArrayView1<f64>, bias: f64, l2: f64) -> f64 {
    let (n, d) = x.dim();
    let sizes = logits(x, weights, bias).mapv(f64::abs);
    let rounding = logit_errors(x, weights, bias) + sizes.mapv(|z| (z + 1.0) * gamma64(n + 8));
    let omitted = sizes.mapv(|z| if z > 19.9 { (-z).exp() } else { 0.0 });
    (rounding + omitted).sum() / n as f64 + gamma64(n + d + 4) * l2 / 2.0 * weights.dot(&weights)
}

fn costs(
    f: &Functions,
    x: ArrayView2<f64>,
    y: ArrayView1<f64>,
    weights: ArrayView1<f64>,
    bias: f64,
    l2: f64,
) -> Check {
    let expected = penalised(x, y, weights, bias, l2);
    close(f.loss(x, y, weights, bias, l2)?, expected, loss_bound(x, weights, bias, l2))
}

/// θ ← θ − η·(Aᵀ(σ(A·θ) − y)/n + l2·[w, 0]) with A = [X 1], from zeros.
fn descent(x: ArrayView2<f64>, y: ArrayView1<f64>, learning_rate: f64, l2: f64, steps: usize) -> Descent {
    let a = with_ones(x);
    let (n, unknowns) = (x.nrows() as f64, a.ncols());
    let sizes = a.mapv(f64::abs);
    let penalty = joined(Array1::from_elem(x.ncols(), l2).view(), 0.0);
    let gradient = |theta: &Array1<f64>| a.t().dot(&(a.dot(theta).mapv(sigmoid) - y)) / n + &penalty * theta;
    let errors = |theta: &Array1<f64>, bounds: &Array1<f64>| {
        let logits = sizes.dot(bounds) + sizes.dot(&theta.mapv(f64::abs)) * gamma64(unknowns + 1);
        let probabilities = logits / 4.0 + gamma64(x.nrows() + 10);
        sizes.t().dot(&probabilities) / n + &penalty * &(bounds + theta.mapv(f64::abs) * gamma64(3))
    };
    descend(unknowns, learning_rate, steps, gradient, errors)
}

fn descends(
    f: &Functions,
    x: ArrayView2<f64>,
    y: ArrayView1<f64>,
    learning_rate: f64,
    l2: f64,
    steps: usize,
) -> Check {
    let expected = descent(x, y, learning_rate, l2, steps);
    close_model(&f.fit(x, y, learning_rate, l2, steps)?, &expected.theta, &expected.bounds)
}

fn samples() -> impl Strategy<Value = Problem> {
    labelled(1..=5, 1..=3, reals(-2.0..=2.0))
}

/// Weights for up to three features, and a bias.
fn parameters(largest: f64) -> BoxedStrategy<(Vec<f64>, f64)> {
    (vec(reals(-largest..=largest), 3), reals(-largest..=largest)).boxed()
}

fn cut(weights: &[f64], x: &Array2<f64>) -> Array1<f64> {
    shaped(x.ncols(), weights)
}

/// A learning rate and a penalty. The features of [`samples`] are at most 2 in size, so that the
/// eigenvalues of the Hessian are at most (1 + 3·2²)/4 + 1 = 4.25: below 2/4.25 every rate converges.
fn rates() -> BoxedStrategy<(f64, f64)> {
    (reals(0.01..=0.4), reals(0.0..=1.0)).boxed()
}

fn example() -> Problem {
    Problem { x: arr2(&[[0.0], [1.0], [2.0]]), y: arr1(&[0.0, 1.0, 1.0]) }
}

pub fn spec() -> Spec {
    let definition = table(probabilities, penalised, |x, y, learning_rate, l2, steps| {
        split(&descent(x, y, learning_rate, l2, steps).theta)
    });
    let spec = Spec::new("logistic_regression", definition)
        .property(
            "one probability for each sample, one weight for each feature",
            "每个样本一个概率，每个特征一个权重",
            Shape,
            samples(),
            |f: &Functions, Problem { x, y }| {
                let weights = Array1::zeros(x.ncols());
                shape(&f.predict_proba(x.view(), weights.view(), 0.0)?, &[x.nrows()])?;
                shape(&f.fit(x.view(), y.view(), 0.1, 0.0, 1)?.0, &[x.ncols()])
            },
        )
        .example("the example's probabilities", "示例中的概率", Correctness, |f: &Functions| {
            predicts(f, example().x.view(), arr1(&[0.3]).view(), 0.1)
        })
        .example("the example's loss", "示例中的损失", Correctness, |f: &Functions| {
            let Problem { x, y } = example();
            costs(f, x.view(), y.view(), arr1(&[0.3]).view(), 0.1, 0.1)
        })
        .example("the example's fit", "示例中的拟合结果", Correctness, |f: &Functions| {
            let Problem { x, y } = example();
            descends(f, x.view(), y.view(), 0.6, 0.1, 1)?;
            descends(f, x.view(), y.view(), 0.6, 0.1, 2)
        });
    mistakes::add(edges(fitting(losses(predictions(spec)))))
}

fn predictions(spec: Spec) -> Spec {
    spec.property(
        "probabilities are the sigmoid of the logits",
        "概率是 logits 的 sigmoid",
        Correctness,
        (samples(), parameters(4.0)),
        |f: &Functions, (Problem { x, .. }, (weights, bias))| {
            predicts(f, x.view(), cut(&weights, &x).view(), bias)
        },
    )
    .property(
        "changing the sign of weights and bias exchanges the classes",
        "权重和偏置同时变号，两个类别互换",
        Correctness,
        (samples(), parameters(4.0)),
        |f: &Functions, (Problem { x, .. }, (weights, bias))| {
            let weights = cut(&weights, &x);
            let expected = probabilities(x.view(), weights.view(), bias).mapv(|p| 1.0 - p);
            let bounds = probability_bounds(x.view(), weights.view(), bias);
            close_each(&f.predict_proba(x.view(), (-&weights).view(), -bias)?, &expected, &bounds)
        },
    )
    .property(
        "logits up to ten thousand give probabilities",
        "logits 大到一万也能得到概率",
        Stability,
        (labelled(1..=3, 1..=1, reals(-2.0..=2.0)), parameters(3333.0)),
        |f: &Functions, (Problem { x, .. }, (weights, bias))| {
            predicts(f, x.view(), cut(&weights, &x).view(), bias)
        },
    )
}

fn losses(spec: Spec) -> Spec {
    spec.property(
        "the loss is the mean cross-entropy and the penalty",
        "损失等于平均交叉熵加惩罚项",
        Correctness,
        (samples(), parameters(4.0), reals(0.0..=1.0)),
        |f: &Functions, (Problem { x, y }, (weights, bias), l2)| {
            costs(f, x.view(), y.view(), cut(&weights, &x).view(), bias, l2)
        },
    )
    .property(
        "exchanging the labels and the sign of weights and bias keeps the loss",
        "标签互换且权重和偏置变号，损失不变",
        Correctness,
        (samples(), parameters(4.0), reals(0.0..=1.0)),
        |f: &Functions, (Problem { x, y }, (weights, bias), l2)| {
            let weights = cut(&weights, &x);
            let expected = penalised(x.view(), y.view(), weights.view(), bias, l2);
            let other = y.mapv(|label| 1.0 - label);
            let actual = f.loss(x.view(), other.view(), (-&weights).view(), -bias, l2)?;
            close(actual, expected, loss_bound(x.view(), weights.view(), bias, l2))
        },
    )
    .property(
        "giving every sample many times does not change the loss",
        "每个样本出现多次，损失不变",
        Correctness,
        (samples(), 2usize..=40, parameters(4.0), reals(0.0..=1.0)),
        |f: &Functions, (problem, copies, (weights, bias), l2)| {
            let weights = cut(&weights, &problem.x);
            let expected = penalised(problem.x.view(), problem.y.view(), weights.view(), bias, l2);
            let Problem { x, y } = repeated(&problem, copies);
            let bound = loss_bound(x.view(), weights.view(), bias, l2);
            close(f.loss(x.view(), y.view(), weights.view(), bias, l2)?, expected, bound)
        },
    )
    .property(
        "logits between -60 and 60 lose nothing to rounded probabilities",
        "logits 在 ±60 之间时，损失不因概率舍入而失真",
        Stability,
        (labelled(1..=3, 1..=1, reals(-1.0..=1.0)), parameters(30.0)),
        |f: &Functions, (Problem { x, y }, (weights, bias))| {
            costs(f, x.view(), y.view(), cut(&weights, &x).view(), bias, 0.0)
        },
    )
    .property(
        "a confident mistake costs its logit",
        "自信地犯错，损失就是 logit 的大小",
        Stability,
        (reals(40.0..=1e4), any::<bool>()),
        |f: &Functions, (size, label)| {
            let z = if label { -size } else { size };
            let y = arr1(&[f64::from(u8::from(label))]);
            let loss = f.loss(arr2(&[[z]]).view(), y.view(), arr1(&[1.0]).view(), 0.0, 0.0)?;
            close(loss, size, size * gamma64(9))
        },
    )
    .property(
        "logits up to ten thousand give a finite loss",
        "logits 大到一万时损失仍有限",
        Stability,
        (labelled(1..=4, 1..=1, reals(-2.0..=2.0)), parameters(3333.0), reals(0.0..=1.0)),
        |f: &Functions, (Problem { x, y }, (weights, bias), l2)| {
            costs(f, x.view(), y.view(), cut(&weights, &x).view(), bias, l2)
        },
    )
}

fn fitting(spec: Spec) -> Spec {
    spec.property(
        "no steps give zeros",
        "不走步时全为零",
        EdgeCase,
        (samples(), rates()),
        |f: &Functions, (Problem { x, y }, (learning_rate, l2))| {
            descends(f, x.view(), y.view(), learning_rate, l2, 0)
        },
    )
    .property(
        "one step goes along the gradient at zero",
        "第一步沿零点处的梯度走",
        Correctness,
        (samples(), rates()),
        |f: &Functions, (Problem { x, y }, (learning_rate, l2))| {
            descends(f, x.view(), y.view(), learning_rate, l2, 1)
        },
    )
    .property(
        "every step takes both gradients at the same point",
        "每一步的两个梯度都在同一点计算",
        Correctness,
        (samples(), rates(), 2usize..=8),
        |f: &Functions, (Problem { x, y }, (learning_rate, l2), steps)| {
            descends(f, x.view(), y.view(), learning_rate, l2, steps)
        },
    )
    .property(
        "the loss never rises",
        "损失不会上升",
        Correctness,
        (samples(), rates(), 0usize..=6),
        |f: &Functions, (Problem { x, y }, (learning_rate, l2), steps)| {
            let after = |steps| -> Result<Model, _> {
                let model = f.fit(x.view(), y.view(), learning_rate, l2, steps)?;
                shape(&model.0, &[x.ncols()]).map(|()| model)
            };
            let cost = |(weights, bias): &Model| penalised(x.view(), y.view(), weights.view(), *bias, l2);
            let (before, after) = (after(steps)?, after(steps + 1)?);
            // The slope of the loss in each parameter is at most 2, or the penalty's.
            let Descent { theta, bounds } = descent(x.view(), y.view(), learning_rate, l2, steps + 1);
            let (weights, bias) = split(&theta);
            let slope = 2.0 + l2 * weights.dot(&weights).sqrt();
            let slack = 2.0 * slope * bounds.sum() + 2.0 * loss_bound(x.view(), weights.view(), bias, l2);
            let (before, after) = (cost(&before), cost(&after));
            holds(after <= before + slack, &format!("a loss of at most {before}"), after)
        },
    )
    .property(
        "the order of the samples does not matter",
        "与样本顺序无关",
        Correctness,
        (samples(), rates()),
        |f: &Functions, (Problem { x, y }, (learning_rate, l2))| {
            let expected = descent(x.view(), y.view(), learning_rate, l2, 4);
            let (backwards, labels) = (x.slice(s![..;-1, ..]), y.slice(s![..;-1]));
            let actual = f.fit(backwards, labels, learning_rate, l2, 4)?;
            close_model(&actual, &expected.theta, &expected.bounds)
        },
    )
    .property(
        "giving every sample many times does not change the fit",
        "每个样本出现多次，拟合结果不变",
        Correctness,
        (samples(), 2usize..=40, rates()),
        |f: &Functions, (problem, copies, (learning_rate, l2))| {
            let expected = descent(problem.x.view(), problem.y.view(), learning_rate, l2, 4).theta;
            let Problem { x, y } = repeated(&problem, copies);
            let Descent { bounds, .. } = descent(x.view(), y.view(), learning_rate, l2, 4);
            close_model(&f.fit(x.view(), y.view(), learning_rate, l2, 4)?, &expected, &bounds)
        },
    )
    .property(
        "features of any size up to two",
        "再小的特征也起作用",
        Stability,
        (samples(), rates(), 0i32..=60),
        |f: &Functions, (Problem { x, y }, (learning_rate, l2), halvings)| {
            let x = x * 0.5f64.powi(halvings);
            descends(f, x.view(), y.view(), learning_rate, l2, 4)
        },
    )
    .property(
        "labels that are all equal",
        "标签全部相同",
        EdgeCase,
        (samples(), rates(), any::<bool>()),
        |f: &Functions, (Problem { x, y }, (learning_rate, l2), label)| {
            let y = y.mapv(|_| f64::from(u8::from(label)));
            descends(f, x.view(), y.view(), learning_rate, l2, 5)
        },
    )
}

fn edges(spec: Spec) -> Spec {
    spec.example(
        "no samples have no probabilities",
        "没有样本时返回空数组",
        EdgeCase,
        |f: &Functions| {
            let none = Array2::zeros((0, 2));
            shape(&f.predict_proba(none.view(), arr1(&[1.0, 2.0]).view(), 3.0)?, &[0])
        },
    )
    .property(
        "probabilities on any memory layout",
        "任意内存布局都能预测",
        EdgeCase,
        (samples(), parameters(4.0), layouts()),
        |f: &Functions, (Problem { x, .. }, (weights, bias), layouts)| {
            let weights = layouts[2].lay(cut(&weights, &x));
            predicts(f, layouts[0].lay(x).view(), weights.view(), bias)
        },
    )
    .property(
        "the loss on any memory layout",
        "任意内存布局都能算损失",
        EdgeCase,
        (samples(), parameters(4.0), layouts()),
        |f: &Functions, (Problem { x, y }, (weights, bias), layouts)| {
            let weights = layouts[2].lay(cut(&weights, &x));
            let (x, y) = (layouts[0].lay(x), layouts[1].lay(y));
            costs(f, x.view(), y.view(), weights.view(), bias, 0.5)
        },
    )
    .property(
        "the fit on any memory layout",
        "任意内存布局都能拟合",
        EdgeCase,
        (samples(), layouts()),
        |f: &Functions, (Problem { x, y }, layouts)| {
            let (x, y) = (layouts[0].lay(x), layouts[1].lay(y));
            descends(f, x.view(), y.view(), 0.2, 0.1, 3)
        },
    )
}
