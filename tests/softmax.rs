//! Softmax over the last axis.

use ndarray::{Array2, ArrayView2, Axis, Zip, arr2, s};
use proptest::prelude::*;

use crate::judge::Aspect::{Correctness, EdgeCase, Shape, Stability};
use crate::judge::check::{close, close_each, holds, shape};
use crate::judge::generate::{exact_logits, laid, logits, masked_logits, misread};
use crate::judge::tolerance::{SUBNORMAL32, U32, gamma};
use crate::judge::{Check, Failure, Spec};

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
fn bounds(x: ArrayView2<f32>) -> Array2<f64> {
    let mut bounds = definition(x);
    for (mut bound, row) in bounds.rows_mut().into_iter().zip(x.rows()) {
        let max = f64::from(largest(row));
        Zip::from(&mut bound).and(row).for_each(|bound, &v| {
            // Beyond 120 exp underflows, and nothing but 0 is left of it.
            let distance = (max - f64::from(v)).min(120.0);
            *bound = *bound * gamma(distance + row.len() as f64 + 6.0, U32) + SUBNORMAL32;
        });
    }
    bounds
}

fn agrees(f: &Functions, x: ArrayView2<f32>) -> Check {
    close_each(&f.softmax(x)?, &definition(x), &bounds(x))
}

/// An answer to compare another one with.
fn answer(f: &Functions, x: ArrayView2<f32>) -> Result<Array2<f64>, Failure> {
    let p = f.softmax(x)?;
    shape(&p, x.shape())?;
    Ok(p.mapv(f64::from))
}

pub fn spec() -> Spec {
    let spec = Spec::new("softmax", table(|x| definition(x).mapv(|p| p as f32)))
        .example("the example of the statement", "题目中的示例", Correctness, |f: &Functions| {
            agrees(f, arr2(&[[2.0, 1.0, 0.0], [5.0, 5.0, f32::NEG_INFINITY]]).view())
        })
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
            "long rows and many rows",
            "很长的行与很多的行",
            Correctness,
            prop_oneof![logits(1..=2, 1..=130, 10.0), logits(1..=40, 1..=2, 10.0)],
            |f: &Functions, x| agrees(f, x.view()),
        )
        .property(
            "every row sums to one",
            "每一行之和为 1",
            Correctness,
            logits(1..=4, 1..=6, 30.0),
            |f: &Functions, x| {
                let sums = answer(f, x.view())?.sum_axis(Axis(1));
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
            (exact_logits(1..=3, 1..=5), -1000i16..=1000),
            |f: &Functions, (x, shift)| {
                let p = answer(f, x.view())?;
                let shifted = f.softmax((&x + f32::from(shift)).view())?;
                close_each(&shifted, &p, &(2.0 * bounds(x.view())))
            },
        )
        .property(
            "rows do not see each other",
            "各行互不影响",
            Correctness,
            logits(2..=4, 1..=5, 30.0),
            |f: &Functions, x| {
                let first = x.slice(s![..1, ..]);
                let alone = answer(f, first)?;
                let together = answer(f, x.view())?;
                close_each(together.slice(s![..1, ..]), &alone, &(2.0 * bounds(first)))
            },
        )
        .property(
            "reversing the classes reverses the probabilities",
            "类别倒序，概率也随之倒序",
            Correctness,
            logits(1..=3, 2..=6, 30.0),
            |f: &Functions, x| {
                let reversed = x.slice(s![.., ..;-1]).to_owned();
                let p = answer(f, x.view())?;
                let bounds = 2.0 * bounds(reversed.view());
                close_each(&f.softmax(reversed.view())?, p.slice(s![.., ..;-1]), &bounds)
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
        (logits(2..=4, 1..=4, 5.0), -5000i16..=5000),
        |f: &Functions, (mut x, offset)| {
            x.row_mut(0).mapv_inplace(|v| v + f32::from(offset));
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
            let p = answer(f, x.view())?;
            // exp(0) = 1, the other terms vanish beside it, and 1/1 is exact: an epsilon shows.
            close(p.column(winner), &p.column(winner).mapv(|_| 1.0), U32)
        },
    )
    .property(
        "a logit of -inf gets probability zero",
        "值为 -inf 的 logit 概率为 0",
        EdgeCase,
        prop_oneof![2 => masked_logits(1..=3, 1..=5, 30.0), 1 => masked_logits(1..=3, 1..=4, f32::MAX)],
        |f: &Functions, x| {
            let expected = definition(x.view());
            let mut bounds = bounds(x.view());
            Zip::from(&mut bounds).and(&x).for_each(|bound, &v| {
                *bound = if v == f32::NEG_INFINITY { 0.0 } else { *bound };
            });
            close_each(&f.softmax(x.view())?, &expected, &bounds)
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

/// A function of rows as one of matrices.
fn by_rows(f: impl Fn(&[f32]) -> Vec<f32> + 'static) -> impl Fn(ArrayView2<f32>) -> Array2<f32> {
    move |x| {
        let rows: Vec<f32> = x.rows().into_iter().flat_map(|row| f(&row.to_vec())).collect();
        Array2::from_shape_vec(x.raw_dim(), rows).expect("a row for a row")
    }
}

/// The exponentials of a row after `prepare`, divided by their sum plus `epsilon`.
fn after(prepare: impl Fn(f32) -> f32, row: &[f32], epsilon: f32) -> Vec<f32> {
    let exps: Vec<f32> = row.iter().map(|&v| prepare(v).exp()).collect();
    let sum = exps.iter().sum::<f32>() + epsilon;
    exps.iter().map(|e| e / sum).collect()
}

fn right(row: &[f32]) -> Vec<f32> {
    let max = largest(row);
    after(|v| v - max, row, 0.0)
}

fn largest<'a>(numbers: impl IntoIterator<Item = &'a f32>) -> f32 {
    numbers.into_iter().fold(f32::NEG_INFINITY, |a, &b| a.max(b))
}

/// Running maximum and rescaled sum, without a guard for what has not begun.
fn online(row: &[f32]) -> Vec<f32> {
    let (mut max, mut sum) = (f32::NEG_INFINITY, 0.0);
    for &v in row {
        let next = v.max(max);
        sum = sum * (max - next).exp() + (v - next).exp();
        max = next;
    }
    row.iter().map(|v| (v - max).exp() / sum).collect()
}

/// x − max − ln Σ, which does not underflow.
fn log_softmax(row: &[f32]) -> Vec<f32> {
    let max = largest(row);
    let sum: f32 = row.iter().map(|v| (v - max).exp()).sum();
    row.iter().map(|v| v - max - sum.ln()).collect()
}

/// exp(x − log-sum-exp), with the logarithm and the maximum added up in f32.
fn exp_of_difference(row: &[f32]) -> Vec<f32> {
    let max = largest(row);
    let log_sum_exp = max + row.iter().map(|v| (v - max).exp()).sum::<f32>().ln();
    row.iter().map(|v| (v - log_sum_exp).exp()).collect()
}

fn mistakes(mut spec: Spec) -> Spec {
    let shifted = |x: ArrayView2<f32>| (&x - largest(x)).mapv(f32::exp);
    for most in [88.0, 80.0, 50.0] {
        spec = spec
            .mistake("clamps_logits", table(by_rows(move |row| after(|v| v.clamp(-most, most), row, 0.0))));
    }
    for epsilon in [1e-5, 1e-4, 1e-3] {
        let added = move |row: &[f32]| after(|v| v - largest(row), row, epsilon);
        spec = spec.mistake("epsilon_in_denominator", table(by_rows(added)));
    }
    spec.mistake("no_max_subtraction", table(by_rows(|row| after(|v| v, row, 0.0))))
        .mistake("divides_by_max", table(by_rows(|row| after(|v| v / largest(row), row, 0.0))))
        .mistake(
            "global_max",
            table(move |x| {
                let exps = shifted(x);
                let sums = exps.sum_axis(Axis(1)).insert_axis(Axis(1));
                exps / sums
            }),
        )
        .mistake("max_starts_at_zero", table(by_rows(|row| after(|v| v - largest(row).max(0.0), row, 0.0))))
        .mistake(
            "subtracts_mean",
            table(by_rows(|row| {
                let mean = row.iter().sum::<f32>() / row.len() as f32;
                after(|v| v - mean, row, 0.0)
            })),
        )
        .mistake(
            "normalises_whole_matrix",
            table(move |x| {
                let exps = shifted(x);
                let sum = exps.sum();
                exps / sum
            }),
        )
        .mistake(
            "normalises_columns",
            table(move |x| {
                let exps = shifted(x);
                let sums = exps.sum_axis(Axis(0));
                exps / sums
            }),
        )
        .mistake(
            "normalises_whole_matrix",
            table(|x| {
                let exps = by_rows(|row| row.iter().map(|v| (v - largest(row)).exp()).collect())(x);
                let sum = exps.sum();
                exps / sum
            }),
        )
        .mistake("normalises_columns", table(|x| by_rows(right)(x.t()).reversed_axes()))
        .mistake(
            "forgets_to_divide",
            table(by_rows(|row| row.iter().map(|v| (v - largest(row)).exp()).collect())),
        )
        .mistake("log_softmax", table(by_rows(|row| right(row).iter().map(|p| p.ln()).collect())))
        .mistake("log_softmax", table(by_rows(log_softmax)))
        .mistake(
            "base_two",
            table(by_rows(|row| after(|v| (v - largest(row)) * std::f32::consts::LN_2, row, 0.0))),
        )
        .mistake("rounded_log_sum_exp", table(by_rows(exp_of_difference)))
        .mistake("nan_on_minus_inf", table(by_rows(online)))
        .mistake(
            "panics_on_empty_row",
            table(by_rows(|row| {
                let max = row[1..].iter().fold(row[0], |a, &b| a.max(b));
                after(|v| v - max, row, 0.0)
            })),
        )
        .mistake("assumes_contiguous", table(|x| by_rows(right)(misread(&x).view())))
        .mistake(
            "assumes_contiguous",
            table(|x| {
                by_rows(right)(ArrayView2::from_shape(x.dim(), x.as_slice().expect("contiguous")).unwrap())
            }),
        )
        .mistake(
            "assumes_contiguous",
            table(|x| {
                let rows = x.rows().into_iter();
                let rows: Vec<f32> =
                    rows.flat_map(|row| right(row.as_slice().expect("contiguous"))).collect();
                Array2::from_shape_vec(x.raw_dim(), rows).expect("a row for a row")
            }),
        )
}
