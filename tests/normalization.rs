//! What the specs of the normalisations share: their inputs, the properties that hold for each of
//! them, and parts of which their mistakes are made.

use std::ops::RangeInclusive;
use std::rc::Rc;

use ndarray::{Array1, Array2, ArrayView1, ArrayView2};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::judge::Aspect::{Correctness, EdgeCase, Shape, Stability};
use crate::judge::check::{close, close_each, shape};
use crate::judge::generate::{layout, reals32, shaped};
use crate::judge::{Check, Spec};
use crate::wire::{Fault, Session};

/// An input; a normalisation without beta leaves it out.
#[derive(Clone, Debug)]
pub struct Case {
    pub x: Array2<f32>,
    pub gamma: Array1<f32>,
    pub beta: Array1<f32>,
    pub eps: f32,
}

/// The functions of a kata that normalises rows and scales features.
pub trait Normalisation: From<Rc<Session>> + 'static {
    /// Rows of entries of the size 10ᵏ are defined up to this k, and down to its negative.
    const MAGNITUDES: i32;
    fn call(
        &self,
        x: ArrayView2<f32>,
        gamma: ArrayView1<f32>,
        beta: ArrayView1<f32>,
        eps: f32,
    ) -> Result<Array2<f32>, Fault>;
    fn definition(case: &Case) -> Array2<f64>;
    /// How far each entry of an honest f32 answer may be from the definition.
    fn bounds(case: &Case) -> Array2<f64>;

    fn on(&self, case: &Case) -> Result<Array2<f32>, Fault> {
        self.call(case.x.view(), case.gamma.view(), case.beta.view(), case.eps)
    }
}

pub fn agrees<F: Normalisation>(f: &F, case: &Case) -> Check {
    close_each(&f.on(case)?, &F::definition(case), &F::bounds(case))
}

pub fn cases(
    rows: RangeInclusive<usize>,
    features: RangeInclusive<usize>,
    entry: impl Strategy<Value = f32> + 'static,
    eps: impl Strategy<Value = f32> + 'static,
) -> BoxedStrategy<Case> {
    let x = vec(entry, rows.end() * features.end());
    let parameters = vec(reals32(-3.0..=3.0), *features.end());
    (rows, features, eps, x, parameters.clone(), parameters)
        .prop_map(|(m, n, eps, x, gamma, beta)| Case {
            x: shaped((m, n), &x),
            gamma: shaped(n, &gamma),
            beta: shaped(n, &beta),
            eps,
        })
        .boxed()
}

/// Cases of the usual size, with an eps that is seen beside entries near 1.
pub fn plain(rows: RangeInclusive<usize>, features: RangeInclusive<usize>) -> impl Strategy<Value = Case> {
    cases(rows, features, reals32(-10.0..=10.0), visible_eps())
}

pub fn visible_eps() -> impl Strategy<Value = f32> {
    prop_oneof![Just(1.0f32), reals32(0.01..=10.0), Just(1e-3), Just(1e-5)]
}

/// Gives every row entries on both sides of zero, whatever else it has. There must be two features.
pub fn spread(case: &mut Case) {
    case.x.column_mut(0).fill(-1.0);
    case.x.column_mut(1).fill(1.0);
}

/// What holds for every normalisation; plain properties.
pub fn basics<F: Normalisation>(spec: Spec) -> Spec {
    spec.property("the shape stays the same", "形状不变", Shape, plain(0..=4, 1..=5), |f: &F, case| {
        shape(&f.on(&case)?, case.x.shape())
    })
    .property(
        "agrees with the definition",
        "与定义一致",
        Correctness,
        plain(1..=4, 1..=6),
        |f: &F, case| agrees(f, &case),
    )
    .property(
        "a gamma of zero leaves nothing of x",
        "gamma 为 0 时，x 不起作用",
        Correctness,
        plain(1..=3, 1..=4),
        |f: &F, mut case| {
            case.gamma.fill(0.0);
            close(&f.on(&case)?, &F::definition(&case), 0.0)
        },
    )
    .property(
        "rows do not see each other",
        "各行互不影响",
        Correctness,
        plain(2..=4, 1..=5),
        |f: &F, mut case| {
            case.x.row_mut(0).mapv_inplace(|v| 1000.0 * v);
            agrees(f, &case)
        },
    )
    .property(
        "a row scaled by c gives the same with eps scaled by c²",
        "整行乘以 c、eps 乘以 c² 后，结果不变",
        Correctness,
        (plain(1..=3, 1..=5), -8i32..=8),
        |f: &F, (case, k)| {
            // Powers of two scale without rounding.
            let c = 2f32.powi(k);
            let scaled = Case { x: &case.x * c, eps: case.eps * c * c, ..case.clone() };
            close_each(&f.on(&scaled)?, &F::definition(&case), &F::bounds(&case))
        },
    )
    .property(
        "a long row with entries that stand out",
        "很长的一行，个别元素特别大",
        Correctness,
        cases(1..=2, 1..=130, prop_oneof![60 => reals32(-10.0..=10.0), 1 => Just(1000.0)], visible_eps()),
        |f: &F, case| agrees(f, &case),
    )
    .property("many rows", "很多的行", Correctness, plain(1..=40, 1..=3), |f: &F, case| agrees(f, &case))
}

/// What holds for every normalisation; magnitudes, edge cases and memory layouts.
pub fn limits<F: Normalisation>(spec: Spec) -> Spec {
    spec.property(
        "rows of tiny and of huge entries",
        "元素极小或极大的行",
        Stability,
        (cases(1..=2, 2..=5, reals32(-1.0..=1.0), reals32(0.0..=2.0)), -F::MAGNITUDES..=F::MAGNITUDES),
        |f: &F, (mut case, k)| {
            spread(&mut case);
            let c = 10f64.powi(k);
            case.x.mapv_inplace(|v| (f64::from(v) * c) as f32);
            case.eps = (f64::from(case.eps) * c * c) as f32;
            agrees(f, &case)
        },
    )
    .property(
        "eps of any size",
        "任意大小的 eps",
        EdgeCase,
        (plain(1..=2, 2..=4), -12i32..=6),
        |f: &F, (mut case, k)| {
            spread(&mut case);
            case.eps = 10f32.powi(k);
            agrees(f, &case)
        },
    )
    .property(
        "eps may be zero where it is not needed",
        "在不需要 eps 的地方，eps 可以为 0",
        EdgeCase,
        cases(1..=3, 2..=5, reals32(-10.0..=10.0), Just(0.0)),
        |f: &F, mut case| {
            spread(&mut case);
            agrees(f, &case)
        },
    )
    .property(
        "gamma and beta of any size",
        "任意大小的 gamma 和 beta",
        EdgeCase,
        (plain(1..=2, 1..=4), -20i32..=20),
        |f: &F, (mut case, k)| {
            case.gamma *= 2f32.powi(k);
            case.beta *= 2f32.powi(k);
            agrees(f, &case)
        },
    )
    .property(
        "any memory layout",
        "任意内存布局",
        EdgeCase,
        (plain(1..=4, 1..=5), layout(), layout(), layout()),
        |f: &F, (case, x, gamma, beta)| {
            let (expected, bounds) = (F::definition(&case), F::bounds(&case));
            let (x, gamma, beta) = (x.lay(case.x), gamma.lay(case.gamma), beta.lay(case.beta));
            close_each(&f.call(x.view(), gamma.view(), beta.view(), case.eps)?, &expected, &bounds)
        },
    )
}

/// A function of rows as one of matrices.
pub fn by_rows(x: ArrayView2<f32>, f: impl Fn(&[f32]) -> Vec<f32>) -> Array2<f32> {
    let rows = x.rows().into_iter().flat_map(|row| f(&row.to_vec())).collect();
    Array2::from_shape_vec(x.raw_dim(), rows).expect("a row for a row")
}

/// A function of rows wrongly applied to columns.
pub fn by_columns(x: ArrayView2<f32>, f: impl Fn(&[f32]) -> Vec<f32>) -> Array2<f32> {
    by_rows(x.t(), f).reversed_axes()
}

/// A function of rows wrongly applied to the matrix as if it were one row.
pub fn as_one_row(x: ArrayView2<f32>, f: impl Fn(&[f32]) -> Vec<f32>) -> Array2<f32> {
    let all: Vec<f32> = x.iter().copied().collect();
    Array2::from_shape_vec(x.raw_dim(), f(&all)).expect("as many as before")
}

pub fn mean(values: impl ExactSizeIterator<Item = f32>) -> f32 {
    let n = values.len() as f32;
    values.sum::<f32>() / n
}
