//! Linear regression by normal equations and by gradient descent.

#[path = "linear_regression/mistakes.rs"]
mod mistakes;

use ndarray::{Array1, Array2, ArrayView1, ArrayView2, Axis, arr1, arr2, concatenate, s};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::judge::Aspect::{Correctness, EdgeCase, Shape, Stability};
use crate::judge::check::{close_each, holds, shape};
use crate::judge::generate::{integers, reals};
use crate::judge::tolerance::gamma64;
use crate::judge::{Check, Spec};
use crate::specs::regression::{
    Descent, Model, Problem, close_model, descend, joined, layouts, problems, repeated, split, with_ones,
};

crate::kata! {
    pub fn fit_normal_equation(x: ArrayView2<f64>, y: ArrayView1<f64>) -> (Array1<f64>, f64);
    pub fn fit_gradient_descent(x: ArrayView2<f64>, y: ArrayView1<f64>, learning_rate: f64, steps: usize) -> (Array1<f64>, f64);
}

/// Gaussian elimination with partial pivoting of the columns of `rows` that make a square.
fn eliminate(rows: &mut Array2<f64>) {
    let (m, width) = rows.dim();
    for p in 0..m {
        let size = |r: &usize| rows[[*r, p]].abs();
        let best = (p..m).max_by(|a, b| size(a).total_cmp(&size(b))).expect("p < m");
        for j in 0..width {
            rows.swap([p, j], [best, j]);
        }
        for r in p + 1..m {
            let factor = rows[[r, p]] / rows[[p, p]];
            for j in p..width {
                rows[[r, j]] -= factor * rows[[p, j]];
            }
        }
    }
}

fn solve(g: &Array2<f64>, v: &Array1<f64>) -> Array1<f64> {
    let m = v.len();
    let mut rows = concatenate![Axis(1), *g, v.view().insert_axis(Axis(1))];
    eliminate(&mut rows);
    let mut theta = Array1::zeros(m);
    for p in (0..m).rev() {
        let known: f64 = (p + 1..m).map(|j| rows[[p, j]] * theta[j]).sum();
        theta[p] = (rows[[p, m]] - known) / rows[[p, p]];
    }
    theta
}

/// Without its sign, which is positive for AᵀA.
fn determinant(g: &Array2<f64>) -> f64 {
    let mut rows = g.clone();
    eliminate(&mut rows);
    rows.diag().product().abs()
}

/// The solution of AᵀA·θ = Aᵀy with A = [X 1].
fn least_squares(x: ArrayView2<f64>, y: ArrayView1<f64>) -> Array1<f64> {
    let a = with_ones(x);
    solve(&a.t().dot(&a), &a.t().dot(&y))
}

/// With G = AᵀA and s the lengths of A's columns, forming and solving the normal equations perturbs
/// them by no more than γ·s·(sᵀ|θ| + ‖y‖): inner products of n terms, a factorisation of m columns
/// whose factors are no larger than G, and two triangular systems (Higham, theorems 10.3 and 10.4).
/// |G⁻¹| carries that over to θ. QR, and centring first, err less. Determinants err by Πs² instead,
/// which Cramer's rule divides by det G.
fn bounds(x: ArrayView2<f64>, y: ArrayView1<f64>, theta: &Array1<f64>) -> Array1<f64> {
    let a = with_ones(x);
    let (g, m) = (a.t().dot(&a), a.ncols());
    let lengths = g.diag().mapv(f64::sqrt);
    let perturbation = lengths.dot(&theta.mapv(f64::abs)) + norm(y);
    let inverse: Vec<_> = Array2::eye(m).rows().into_iter().map(|e| solve(&g, &e.to_owned())).collect();
    let solving = |i: usize| inverse.iter().zip(&lengths).map(|(column, s)| column[i].abs() * s).sum::<f64>();
    let determinants = g.diag().product() / determinant(&g);
    let bound = |i: usize| {
        solving(i) * perturbation + determinants * (m as f64 * norm(y) / lengths[i] + theta[i].abs())
    };
    Array1::from_shape_fn(m, bound) * gamma64(a.nrows() + 3 * m + 4)
}

fn norm(v: ArrayView1<f64>) -> f64 {
    v.dot(&v).sqrt()
}

fn solved(actual: &Model, x: ArrayView2<f64>, y: ArrayView1<f64>, expected: &Array1<f64>) -> Check {
    close_model(actual, expected, &bounds(x, y, expected))
}

fn agrees(f: &Functions, x: ArrayView2<f64>, y: ArrayView1<f64>) -> Check {
    solved(&f.fit_normal_equation(x, y)?, x, y, &least_squares(x, y))
}

/// θ ← θ − η·2/n·Aᵀ(A·θ − y), from zeros.
fn descent(x: ArrayView2<f64>, y: ArrayView1<f64>, learning_rate: f64, steps: usize) -> Descent {
    let a = with_ones(x);
    let sizes = a.mapv(f64::abs);
    let scale = 2.0 / x.nrows() as f64;
    let rounding = gamma64(x.nrows() + x.ncols() + 6);
    let gradient = |theta: &Array1<f64>| scale * a.t().dot(&(a.dot(theta) - y));
    let errors = |theta: &Array1<f64>, bounds: &Array1<f64>| {
        let terms = sizes.dot(&theta.mapv(f64::abs)) + y.mapv(f64::abs);
        scale * sizes.t().dot(&(sizes.dot(bounds) + terms * rounding))
    };
    descend(a.ncols(), learning_rate, steps, gradient, errors)
}

fn descends(
    f: &Functions,
    x: ArrayView2<f64>,
    y: ArrayView1<f64>,
    learning_rate: f64,
    steps: usize,
) -> Check {
    let expected = descent(x, y, learning_rate, steps);
    close_model(&f.fit_gradient_descent(x, y, learning_rate, steps)?, &expected.theta, &expected.bounds)
}

/// The features of these problems are at most 2 in size, the eigenvalues of the Hessian at most
/// 2·(1 + 3·2²) = 26: below 2/26 every learning rate converges.
fn learning_rates() -> impl Strategy<Value = f64> {
    reals(0.001..=0.07)
}

/// Features that are orthogonal to each other and to the constant, a power of two in size: down to
/// 1/8192, where the condition number of [X 1] is still below 1e4.
fn orthogonal() -> BoxedStrategy<Problem> {
    let targets = vec(integers(-9..=9).prop_map(|v| v as f64), 8);
    (1usize..=3, 1usize..=2, 0i32..=13, targets).prop_map(|(d, copies, halvings, targets)| {
        let signs = arr2(&[[1.0, 1.0, 1.0], [-1.0, 1.0, -1.0], [1.0, -1.0, -1.0], [-1.0, -1.0, 1.0]]);
        let four = signs.slice(s![.., ..d]).mapv(|v| v * 0.5f64.powi(halvings));
        let x = concatenate(Axis(0), &vec![four.view(); copies]).expect("copies of one shape");
        Problem { x, y: Array1::from_iter(targets.into_iter().take(4 * copies)) }
    }).boxed()
}

fn example() -> Problem {
    Problem { x: arr2(&[[0.0], [1.0], [2.0]]), y: arr1(&[1.0, 2.0, 6.0]) }
}

pub fn spec() -> Spec {
    let definition = table(
        |x, y| split(&least_squares(x, y)),
        |x, y, learning_rate, steps| split(&descent(x, y, learning_rate, steps).theta),
    );
    let spec = Spec::new("linear_regression", definition)
        .property(
            "one weight for each feature",
            "每个特征对应一个权重",
            Shape,
            problems(3),
            |f: &Functions, Problem { x, y }| {
                shape(&f.fit_normal_equation(x.view(), y.view())?.0, &[x.ncols()])?;
                shape(&f.fit_gradient_descent(x.view(), y.view(), 0.01, 1)?.0, &[x.ncols()])
            },
        )
        .example("the example of the statement", "题目中的示例", Correctness, |f: &Functions| {
            let Problem { x, y } = example();
            solved(&f.fit_normal_equation(x.view(), y.view())?, x.view(), y.view(), &arr1(&[2.5, 0.5]))
        })
        .example(
            "the example of the statement, step by step",
            "题目中的示例，逐步计算",
            Correctness,
            |f: &Functions| {
                let Problem { x, y } = example();
                descends(f, x.view(), y.view(), 0.15, 1)?;
                descends(f, x.view(), y.view(), 0.15, 2)
            },
        );
    mistakes::add(stability(descending(solving(spec))))
}

fn solving(spec: Spec) -> Spec {
    spec.property(
        "the normal equations are solved",
        "正规方程得到精确解",
        Correctness,
        problems(6),
        |f: &Functions, Problem { x, y }| agrees(f, x.view(), y.view()),
    )
    .property(
        "samples on a plane give that plane",
        "样本都在一个平面上时还原该平面",
        Correctness,
        (problems(3), vec(integers(-8..=8).prop_map(|v| v as f64), 4)),
        |f: &Functions, (Problem { x, .. }, planted)| {
            let theta = Array1::from_iter(planted.into_iter().take(x.ncols() + 1));
            let y = with_ones(x.view()).dot(&theta);
            solved(&f.fit_normal_equation(x.view(), y.view())?, x.view(), y.view(), &theta)
        },
    )
    .property(
        "the residuals are orthogonal to every feature and sum to zero",
        "残差与每个特征正交，且总和为零",
        Correctness,
        problems(3),
        |f: &Functions, Problem { x, y }| {
            let (weights, bias) = f.fit_normal_equation(x.view(), y.view())?;
            shape(&weights, &[x.ncols()])?;
            let (a, expected) = (with_ones(x.view()), least_squares(x.view(), y.view()));
            let products = a.t().dot(&(a.dot(&joined(weights.view(), bias)) - &y));
            let sizes = a.mapv(f64::abs);
            let terms = sizes.dot(&expected.mapv(f64::abs)) + y.mapv(f64::abs);
            let slack = sizes.dot(&bounds(x.view(), y.view(), &expected)) + terms * gamma64(a.len());
            close_each(&products, &products.mapv(|_| 0.0f64), &sizes.t().dot(&slack))
        },
    )
    .property(
        "moving a feature moves the bias alone",
        "平移某个特征只改变偏置",
        Correctness,
        (problems(3), integers(-4..=4)),
        |f: &Functions, (Problem { x, y }, by)| {
            let mut moved = x.clone();
            moved.column_mut(0).mapv_inplace(|v| v + by as f64);
            let mut expected = least_squares(x.view(), y.view());
            let bias = expected.len() - 1;
            expected[bias] -= by as f64 * expected[0];
            solved(&f.fit_normal_equation(moved.view(), y.view())?, moved.view(), y.view(), &expected)
        },
    )
    .property(
        "scaling a feature scales its weight inversely",
        "特征放大几倍，其权重就缩小几倍",
        Correctness,
        (problems(3), -4i32..=4),
        |f: &Functions, (Problem { x, y }, power)| {
            let factor = 2f64.powi(power);
            let mut scaled = x.clone();
            scaled.column_mut(0).mapv_inplace(|v| v * factor);
            let mut expected = least_squares(x.view(), y.view());
            expected[0] /= factor;
            solved(&f.fit_normal_equation(scaled.view(), y.view())?, scaled.view(), y.view(), &expected)
        },
    )
    .property(
        "the order of the samples does not matter",
        "与样本顺序无关",
        Correctness,
        problems(3),
        |f: &Functions, Problem { x, y }| {
            let (backwards, targets) = (x.slice(s![..;-1, ..]), y.slice(s![..;-1]));
            let expected = least_squares(x.view(), y.view());
            solved(&f.fit_normal_equation(backwards, targets)?, backwards, targets, &expected)
        },
    )
    .property(
        "gradient descent does not depend on the order of the samples",
        "梯度下降与样本顺序无关",
        Correctness,
        problems(3),
        |f: &Functions, Problem { x, y }| {
            let (backwards, targets) = (x.slice(s![..;-1, ..]), y.slice(s![..;-1]));
            let expected = descent(x.view(), y.view(), 0.02, 4);
            let actual = f.fit_gradient_descent(backwards, targets, 0.02, 4)?;
            close_model(&actual, &expected.theta, &expected.bounds)
        },
    )
    .property(
        "giving every sample many times does not change the fit",
        "每个样本出现多次，拟合结果不变",
        Correctness,
        (problems(3), 2usize..=40),
        |f: &Functions, (problem, copies)| {
            let Problem { x, y } = repeated(&problem, copies);
            let expected = least_squares(problem.x.view(), problem.y.view());
            solved(&f.fit_normal_equation(x.view(), y.view())?, x.view(), y.view(), &expected)
        },
    )
    .property(
        "giving every sample many times does not change gradient descent",
        "每个样本出现多次，梯度下降结果不变",
        Correctness,
        (problems(3), 2usize..=40),
        |f: &Functions, (problem, copies)| {
            let expected = descent(problem.x.view(), problem.y.view(), 0.02, 4).theta;
            let Problem { x, y } = repeated(&problem, copies);
            let bounds = descent(x.view(), y.view(), 0.02, 4).bounds;
            close_model(&f.fit_gradient_descent(x.view(), y.view(), 0.02, 4)?, &expected, &bounds)
        },
    )
    .property(
        "weights of orthogonal features are averages",
        "特征正交时，权重就是平均值",
        Correctness,
        orthogonal(),
        |f: &Functions, Problem { x, y }| {
            // All of this is exact: the entries are powers of two and small integers.
            let scale = x[[0, 0]];
            let weights = x.t().dot(&y) / (scale * scale * y.len() as f64);
            let expected = joined(weights.view(), y.sum() / y.len() as f64);
            solved(&f.fit_normal_equation(x.view(), y.view())?, x.view(), y.view(), &expected)
        },
    )
}

fn descending(spec: Spec) -> Spec {
    spec.property(
        "no steps give zeros",
        "不走步时全为零",
        EdgeCase,
        (problems(3), learning_rates()),
        |f: &Functions, (Problem { x, y }, learning_rate)| descends(f, x.view(), y.view(), learning_rate, 0),
    )
    .property(
        "one step goes along the gradient at zero",
        "第一步沿零点处的梯度走",
        Correctness,
        (problems(3), learning_rates()),
        |f: &Functions, (Problem { x, y }, learning_rate)| descends(f, x.view(), y.view(), learning_rate, 1),
    )
    .property(
        "every step takes both gradients at the same point",
        "每一步的两个梯度都在同一点计算",
        Correctness,
        (problems(3), learning_rates(), 2usize..=8),
        |f: &Functions, (Problem { x, y }, learning_rate, steps)| {
            descends(f, x.view(), y.view(), learning_rate, steps)
        },
    )
    .property(
        "the mean squared error never rises",
        "均方误差不会上升",
        Correctness,
        (problems(3), learning_rates(), 0usize..=6),
        |f: &Functions, (Problem { x, y }, learning_rate, steps)| {
            let a = with_ones(x.view());
            let residual = |model: &Model| a.dot(&joined(model.0.view(), model.1)) - &y;
            let before = f.fit_gradient_descent(x.view(), y.view(), learning_rate, steps)?;
            let after = f.fit_gradient_descent(x.view(), y.view(), learning_rate, steps + 1)?;
            shape(&before.0, &[x.ncols()])?;
            shape(&after.0, &[x.ncols()])?;
            let (before, after) = (residual(&before), residual(&after));
            // The residuals are in error by no more than that of the parameters makes of them.
            let Descent { theta, bounds } = descent(x.view(), y.view(), learning_rate, steps + 1);
            let sizes = a.mapv(f64::abs);
            let terms = sizes.dot(&theta.mapv(f64::abs)) + y.mapv(f64::abs);
            let slack = (sizes.dot(&bounds) + &terms * gamma64(a.len())).dot(&terms) * 4.0;
            let mean = |r: &Array1<f64>| r.dot(r) / y.len() as f64;
            let (before, after) = (mean(&before), mean(&after));
            holds(after <= before + slack, &format!("a mean squared error of at most {before}"), after)
        },
    )
    .property(
        "orthogonal features approach their averages at a steady rate",
        "特征正交时，以固定速率逼近平均值",
        Correctness,
        (orthogonal(), 2i32..=5, 0usize..=100),
        |f: &Functions, (Problem { mut x, y }, halvings, steps)| {
            // With features of ±1 the Hessian is twice the identity: every step leaves 1 − 2η of the
            // error, and of whatever rounding has added to it.
            x.mapv_inplace(f64::signum);
            let learning_rate = 0.5f64.powi(halvings);
            let averages = joined(x.t().dot(&y).view(), y.sum()) / y.len() as f64;
            let expected = &averages * (1.0 - (1.0 - 2.0 * learning_rate).powi(steps as i32));
            let size = averages.mapv(f64::abs).sum() + y.mapv(f64::abs).sum();
            let rounding = size * gamma64(y.len() + x.ncols() + 6) / learning_rate;
            let actual = f.fit_gradient_descent(x.view(), y.view(), learning_rate, steps)?;
            close_model(&actual, &expected, &expected.mapv(|_| rounding))
        },
    )
}

fn stability(spec: Spec) -> Spec {
    spec.property(
        "features far from zero",
        "特征远离零点",
        Stability,
        (problems(2), reals(-30.0..=30.0)),
        |f: &Functions, (Problem { x, y }, offset)| {
            let x = x + offset;
            agrees(f, x.view(), y.view())
        },
    )
    .property(
        "two features that are nearly the same",
        "两个几乎相同的特征",
        Stability,
        (problems(3), 3i32..=6),
        |f: &Functions, (Problem { x, y }, halvings)| {
            let mut x = x;
            if x.ncols() > 1 {
                let nearly = &x.column(0) + &(&x.column(1) * 0.5f64.powi(halvings));
                x.column_mut(1).assign(&nearly);
            }
            agrees(f, x.view(), y.view())
        },
    )
    .property(
        "targets of any size",
        "目标值可大可小",
        Stability,
        (problems(2), -60i32..=60),
        |f: &Functions, (Problem { x, y }, power)| {
            let y = y * 2f64.powi(power);
            agrees(f, x.view(), y.view())
        },
    )
    .property(
        "gradient descent towards targets of any size",
        "梯度下降时目标值可大可小",
        Stability,
        (problems(2), -60i32..=60, learning_rates()),
        |f: &Functions, (Problem { x, y }, power, learning_rate)| {
            let y = y * 2f64.powi(power);
            descends(f, x.view(), y.view(), learning_rate, 6)
        },
    )
    .property(
        "any memory layout",
        "任意内存布局",
        EdgeCase,
        (problems(3), layouts()),
        |f: &Functions, (Problem { x, y }, layouts)| {
            let (x, y) = (layouts[0].lay(x), layouts[1].lay(y));
            agrees(f, x.view(), y.view())
        },
    )
    .property(
        "gradient descent on any memory layout",
        "梯度下降支持任意内存布局",
        EdgeCase,
        (problems(3), layouts()),
        |f: &Functions, (Problem { x, y }, layouts)| {
            let (x, y) = (layouts[0].lay(x), layouts[1].lay(y));
            descends(f, x.view(), y.view(), 0.01, 3)
        },
    )
}
