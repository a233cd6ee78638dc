//! Softmax over the last axis.

use std::ops::RangeInclusive;

use ndarray::{Array2, ArrayView2, Axis, Zip, s};
use proptest::prelude::*;

use crate::judge::Aspect::{Correctness, EdgeCase, Shape, Stability};
use crate::judge::check::{close, close_each, holds, shape};
use crate::judge::generate::{laid, matrix, reals32};
use crate::judge::tolerance::{SUBNORMAL32, U32, gamma};
use crate::judge::{Check, Spec};

crate::kata! {
    pub fn softmax(x: ArrayView2<f32>) -> Array2<f32>;
}

/// exp(xᵢⱼ) / Σₖ exp(xᵢₖ), in f64, where exp(xᵢₖ − maxᵢ) cannot overflow.
fn definition(x: ArrayView2<f32>) -> Array2<f64> {
    let mut p = x.mapv(f64::from);
    for mut row in p.rows_mut() {
        let max = row.fold(f64::NEG_INFINITY, |a, &b| a.max(b));
        row.mapv_inplace(|v| (v - max).exp());
        let sum: f64 = row.iter().sum();
        row.mapv_inplace(|v| v / sum);
    }
    p
}

/// An error of half an ulp in x − max is one of |x − max| · u in exp(x − max); n additions, exp and
/// the division follow. Where that underflows, a few units of the smallest number are lost.
fn bounds(x: ArrayView2<f32>, p: &Array2<f64>) -> Array2<f64> {
    let mut bounds = p.clone();
    for (mut bound, row) in bounds.rows_mut().into_iter().zip(x.rows()) {
        let max = row.fold(f64::NEG_INFINITY, |a, &b| a.max(f64::from(b)));
        Zip::from(&mut bound).and(row).for_each(|bound, &v| {
            // Beyond 120 exp underflows, and nothing but 0 is left of it.
            let distance = (max - f64::from(v)).min(120.0);
            *bound = *bound * gamma(distance + row.len() as f64 + 6.0, U32) + SUBNORMAL32;
        });
    }
    bounds
}

fn agrees(f: &Functions, x: ArrayView2<f32>) -> Check {
    let expected = definition(x);
    close_each(&f.softmax(x)?, &expected, &bounds(x, &expected))
}

fn logits(
    rows: RangeInclusive<usize>,
    classes: RangeInclusive<usize>,
    largest: f32,
) -> impl Strategy<Value = Array2<f32>> {
    matrix(rows, classes, reals32(-largest..=largest))
}

/// Logits and shifts that are added without rounding.
fn exact_logits() -> impl Strategy<Value = Array2<f32>> {
    matrix(1..=3, 1..=5, (-80i16..=80).prop_map(|q| f32::from(q) / 4.0))
}

pub fn spec() -> Spec {
    let spec = Spec::new("softmax", table(|x| definition(x).mapv(|p| p as f32)))
        .property(
            "the shape stays the same",
            "形状不变",
            Shape,
            logits(0..=4, 0..=4, 10.0),
            |f: &Functions, x| shape(&f.softmax(x.view())?, x.shape()),
        )
        .property(
            "agrees with the definition",
            "与定义一致",
            Correctness,
            logits(1..=4, 1..=6, 10.0),
            |f: &Functions, x| agrees(f, x.view()),
        )
        .property(
            "every row sums to one",
            "每一行之和为 1",
            Correctness,
            logits(1..=4, 1..=6, 30.0),
            |f: &Functions, x| {
                let sums = f.softmax(x.view())?.mapv(f64::from).sum_axis(Axis(1));
                let bound = gamma((x.ncols() + 6) as f64, U32);
                close(&sums, &sums.mapv(|_| 1.0), bound)
            },
        )
        .property(
            "every entry is a probability",
            "每个元素都是概率",
            Correctness,
            logits(1..=4, 1..=6, 30.0),
            |f: &Functions, x| {
                let p = f.softmax(x.view())?;
                let inside = p.iter().all(|p| (0.0..=1.0 + 4.0 * f32::EPSILON).contains(p));
                holds(inside, "entries between 0 and 1", &p)
            },
        )
        .property(
            "adding a constant to a row changes nothing",
            "整行加上同一个常数，结果不变",
            Correctness,
            (exact_logits(), -1000i16..=1000),
            |f: &Functions, (x, shift)| {
                let p = f.softmax(x.view())?.mapv(f64::from);
                let shifted = f.softmax((&x + f32::from(shift)).view())?;
                close_each(&shifted, &p, &bounds(x.view(), &p))
            },
        )
        .property(
            "rows do not see each other",
            "各行互不影响",
            Correctness,
            logits(2..=4, 1..=5, 30.0),
            |f: &Functions, x| {
                let alone = f.softmax(x.slice(s![..1, ..]))?.mapv(f64::from);
                let together = f.softmax(x.view())?;
                let bounds = bounds(x.slice(s![..1, ..]), &alone);
                close_each(together.slice(s![..1, ..]), &alone, &bounds)
            },
        )
        .property(
            "reversing the classes reverses the probabilities",
            "类别倒序，概率也随之倒序",
            Correctness,
            logits(1..=3, 2..=6, 30.0),
            |f: &Functions, x| {
                let reversed = x.slice(s![.., ..;-1]).to_owned();
                let p = f.softmax(x.view())?.mapv(f64::from);
                let expected = p.slice(s![.., ..;-1]).to_owned();
                close_each(&f.softmax(reversed.view())?, &expected, &bounds(reversed.view(), &expected))
            },
        );
    mistakes(numerics(spec))
}

fn numerics(spec: Spec) -> Spec {
    spec.property(
        "large logits do not overflow",
        "很大的 logits 不会溢出",
        Stability,
        logits(1..=3, 1..=4, 1e4),
        |f: &Functions, x| agrees(f, x.view()),
    )
    .property(
        "any finite input gives a finite result",
        "任何有限输入都得到有限结果",
        Stability,
        logits(1..=3, 1..=4, f32::MAX),
        |f: &Functions, x| agrees(f, x.view()),
    )
    .property(
        "rows of very different size keep their own maximum",
        "大小悬殊的行各用各的最大值",
        Stability,
        (logits(2..=4, 1..=4, 5.0), reals32(-5000.0..=5000.0)),
        |f: &Functions, (mut x, offset)| {
            x.row_mut(0).mapv_inplace(|v| v + offset);
            agrees(f, x.view())
        },
    )
    .property(
        "small probabilities are accurate",
        "很小的概率也算得准",
        Stability,
        logits(1..=2, 2..=5, 40.0),
        |f: &Functions, x| agrees(f, x.view()),
    )
    .property(
        "a class that stands far above all others has probability one",
        "远高于其他类别的那一类概率为 1",
        Stability,
        (logits(1..=2, 1..=4, 50.0), 0usize..4),
        |f: &Functions, (mut x, winner)| {
            let winner = winner % x.ncols();
            x.column_mut(winner).fill(200.0);
            let p = f.softmax(x.view())?;
            // exp(0) = 1, the other terms vanish beside it, and 1/1 is exact.
            let expected = p.column(winner).mapv(|_| 1.0f64);
            close(p.column(winner), &expected, 4.0 * U32)
        },
    )
    .property(
        "a logit of -inf gets probability zero",
        "值为 -inf 的 logit 概率为 0",
        EdgeCase,
        (logits(1..=3, 2..=5, 30.0), 0usize..5),
        |f: &Functions, (mut x, masked)| {
            let masked = masked % x.ncols();
            x.column_mut(masked).fill(f32::NEG_INFINITY);
            let p = f.softmax(x.view())?;
            let zeros = p.column(masked).mapv(|_| 0.0f64);
            close(p.column(masked), &zeros, 0.0)?;
            let expected = definition(x.view());
            close_each(&p, &expected, &bounds(x.view(), &expected))
        },
    )
    .property(
        "any memory layout",
        "任意内存布局",
        EdgeCase,
        laid(logits(1..=4, 1..=5, 10.0)),
        |f: &Functions, x| agrees(f, x.view()),
    )
}

/// The softmax of one row in f32, with everything where it belongs.
fn softmax_row(row: &[f32]) -> Vec<f32> {
    let max = row.iter().fold(f32::NEG_INFINITY, |a, &b| a.max(b));
    let exps: Vec<f32> = row.iter().map(|v| (v - max).exp()).collect();
    let sum: f32 = exps.iter().sum();
    exps.iter().map(|e| e / sum).collect()
}

/// A function of rows as one of matrices.
fn by_rows(f: impl Fn(&[f32]) -> Vec<f32> + 'static) -> impl Fn(ArrayView2<f32>) -> Array2<f32> {
    move |x| {
        let rows: Vec<f32> = x.rows().into_iter().flat_map(|row| f(&row.to_vec())).collect();
        Array2::from_shape_vec(x.raw_dim(), rows).expect("a row for a row")
    }
}

fn largest(x: ArrayView2<f32>) -> f32 {
    x.fold(f32::NEG_INFINITY, |a, &b| a.max(b))
}

fn mistakes(spec: Spec) -> Spec {
    let exps_over_sum = |row: Vec<f32>| {
        let exps: Vec<f32> = row.iter().map(|v| v.exp()).collect();
        let sum: f32 = exps.iter().sum();
        exps.iter().map(|e| e / sum).collect::<Vec<f32>>()
    };
    spec.mistake("no_max_subtraction", table(by_rows(move |row| exps_over_sum(row.to_vec()))))
        .mistake(
            "normalises_columns",
            table(|x| {
                let exps = (&x - largest(x)).mapv(f32::exp);
                let sums = exps.sum_axis(Axis(0));
                exps / sums
            }),
        )
        .mistake(
            "normalises_whole_matrix",
            table(|x| {
                let exps = (&x - largest(x)).mapv(f32::exp);
                let sum = exps.sum();
                exps / sum
            }),
        )
        .mistake(
            "global_max",
            table(|x| {
                let exps = (&x - largest(x)).mapv(f32::exp);
                let sums = exps.sum_axis(Axis(1)).insert_axis(Axis(1));
                exps / sums
            }),
        )
        .mistake(
            "log_softmax",
            table(by_rows(|row| softmax_row(row).iter().map(|p| p.ln()).collect())),
        )
}
