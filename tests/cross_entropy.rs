//! Cross-entropy from logits.

use std::ops::RangeInclusive;

use ndarray::{Array2, ArrayView1, ArrayView2, Axis, arr2, concatenate, s};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::judge::Aspect::{Correctness, EdgeCase, Stability};
use crate::judge::check::{close, holds};
use crate::judge::generate::{exact_logits, layout, logits, masked_logits, misread};
use crate::judge::tolerance::{U32, gamma};
use crate::judge::{Check, Spec};

crate::kata! {
    pub fn cross_entropy(logits: ArrayView2<f32>, targets: &[usize]) -> f32;
}

/// The mean of `ln Σ exp(xₖ) − xₜ` in f64, where exp(xₖ − max) cannot overflow.
fn definition(logits: ArrayView2<f32>, targets: &[usize]) -> f64 {
    losses(logits, targets).iter().sum::<f64>() / targets.len() as f64
}

fn losses(logits: ArrayView2<f32>, targets: &[usize]) -> Vec<f64> {
    let rows = logits.rows().into_iter().zip(targets);
    rows.map(|(row, &target)| {
        let row = row.mapv(f64::from);
        let max = row.fold(f64::NEG_INFINITY, |a, &b| a.max(b));
        let sum: f64 = row.iter().map(|v| (v - max).exp()).sum();
        max + sum.ln() - row[target]
    })
    .collect()
}

/// In `max + ln Σ − x_target` every rounding is one of max or of x_target. The sum's own errors are
/// n of additions and |xₖ − max| · u of each exponent, which weighted with the probabilities is no
/// more than ln n. Then the losses of the rows are added up and divided.
fn bound(logits: ArrayView2<f32>, targets: &[usize]) -> f64 {
    let rows = logits.rows().into_iter().zip(targets).zip(losses(logits, targets));
    let errors = rows.filter(|(_, loss)| loss.is_finite()).map(|((row, &target), loss)| {
        let max = row.fold(f64::NEG_INFINITY, |a, &b| a.max(f64::from(b)));
        let classes = row.len() as f64;
        max.abs() + f64::from(row[target]).abs() + 2.0 * classes + 4.0 + (targets.len() + 1) as f64 * loss
    });
    gamma(errors.sum::<f64>() / targets.len() as f64, U32)
}

fn agrees(f: &Functions, logits: ArrayView2<f32>, targets: &[usize]) -> Check {
    let bound = bound(logits, targets);
    close(&f.cross_entropy(logits, targets)?, definition(logits, targets), bound)
}

/// Logits, and a target for each row.
fn labelled(logits: impl Strategy<Value = Array2<f32>> + 'static) -> BoxedStrategy<(Array2<f32>, Vec<usize>)> {
    (logits, vec(0usize..130, 40)).prop_map(|(x, numbers)| {
        let targets = numbers[..x.nrows()].iter().map(|number| number % x.ncols()).collect();
        (x, targets)
    }).boxed()
}

fn batch(
    rows: RangeInclusive<usize>,
    classes: RangeInclusive<usize>,
    largest: f32,
) -> impl Strategy<Value = (Array2<f32>, Vec<usize>)> {
    labelled(logits(rows, classes, largest))
}

pub fn spec() -> Spec {
    let spec = Spec::new("cross_entropy", table(|x, targets| definition(x, targets) as f32))
        .example("the example of the statement", "题目中的示例", Correctness, |f: &Functions| {
            agrees(f, arr2(&[[2.0, 1.0, 0.0], [0.0, 0.0, 0.0]]).view(), &[0, 1])
        })
        .property(
            "agrees with the definition",
            "与定义一致",
            Correctness,
            batch(1..=4, 1..=6, 10.0),
            |f: &Functions, (x, targets)| agrees(f, x.view(), &targets),
        )
        .property(
            "long rows and many rows",
            "很长的行与很多的行",
            Correctness,
            prop_oneof![batch(1..=2, 1..=130, 10.0), batch(1..=40, 1..=2, 10.0)],
            |f: &Functions, (x, targets)| agrees(f, x.view(), &targets),
        )
        .property(
            "the loss is never negative",
            "损失不会为负",
            Correctness,
            batch(1..=3, 1..=5, 10.0),
            |f: &Functions, (x, targets)| {
                let loss = f.cross_entropy(x.view(), &targets)?;
                holds(f64::from(loss) >= -bound(x.view(), &targets), "at least 0", &loss)
            },
        )
        .property(
            "equal logits cost the logarithm of the number of classes",
            "logits 全部相等时，损失等于类别数的对数",
            Correctness,
            (labelled(logits(1..=3, 1..=6, 0.0)), -10i8..=10),
            |f: &Functions, ((mut x, targets), logit)| {
                x.fill(f32::from(logit));
                let expected = (x.ncols() as f64).ln();
                close(&f.cross_entropy(x.view(), &targets)?, expected, bound(x.view(), &targets))
            },
        )
        .property(
            "a batch costs the mean of its rows",
            "一个 batch 的损失是各行损失的均值",
            Correctness,
            batch(2..=4, 2..=5, 10.0),
            |f: &Functions, (x, targets)| {
                let mut sum = 0.0;
                for (i, target) in targets.iter().enumerate() {
                    sum += f64::from(f.cross_entropy(x.slice(s![i..=i, ..]), &[*target])?);
                }
                let bound = 2.0 * bound(x.view(), &targets);
                close(&f.cross_entropy(x.view(), &targets)?, sum / targets.len() as f64, bound)
            },
        )
        .property(
            "repeating the batch changes nothing",
            "把 batch 重复一遍，结果不变",
            Correctness,
            batch(1..=3, 1..=4, 10.0),
            |f: &Functions, (x, targets)| {
                let once = f.cross_entropy(x.view(), &targets)?;
                let twice = concatenate![Axis(0), x, x];
                let targets = [&targets[..], &targets[..]].concat();
                let bound = 2.0 * bound(twice.view(), &targets);
                close(&f.cross_entropy(twice.view(), &targets)?, f64::from(once), bound)
            },
        )
        .property(
            "reversing the classes changes nothing",
            "类别连同目标一起倒序，结果不变",
            Correctness,
            batch(1..=3, 2..=6, 10.0),
            |f: &Functions, (x, targets)| {
                let loss = f.cross_entropy(x.view(), &targets)?;
                let x = x.slice(s![.., ..;-1]).to_owned();
                let targets: Vec<usize> = targets.iter().map(|target| x.ncols() - 1 - target).collect();
                let bound = 2.0 * bound(x.view(), &targets);
                close(&f.cross_entropy(x.view(), &targets)?, f64::from(loss), bound)
            },
        )
        .property(
            "adding a constant to a row changes nothing",
            "整行加上同一个常数，结果不变",
            Correctness,
            (labelled(exact_logits(1..=3, 1..=5)), -1000i16..=1000),
            |f: &Functions, ((x, targets), shift)| {
                let loss = f.cross_entropy(x.view(), &targets)?;
                let shifted = &x + f32::from(shift);
                let bound = bound(x.view(), &targets) + bound(shifted.view(), &targets);
                close(&f.cross_entropy(shifted.view(), &targets)?, f64::from(loss), bound)
            },
        );
    mistakes(edges(numerics(spec)))
}

fn numerics(spec: Spec) -> Spec {
    spec.property(
        "large logits do not overflow",
        "很大的 logits 不会溢出",
        Stability,
        batch(1..=3, 1..=4, 1e4),
        |f: &Functions, (x, targets)| agrees(f, x.view(), &targets),
    )
    .property(
        "a target far behind has a large, finite loss",
        "目标远远落后时，损失很大但有限",
        Stability,
        (batch(1..=3, 2..=4, 1.0), 15u16..=400),
        |f: &Functions, ((mut x, targets), gap)| {
            for (i, &target) in targets.iter().enumerate() {
                x[[i, target]] -= f32::from(gap);
            }
            agrees(f, x.view(), &targets)
        },
    )
    .property(
        "a target far ahead costs nothing",
        "目标遥遥领先时，损失为 0",
        Stability,
        (batch(1..=3, 1..=4, 10.0), -200i16..=200),
        |f: &Functions, ((mut x, targets), offset)| {
            x += f32::from(offset);
            for (i, &target) in targets.iter().enumerate() {
                x[[i, target]] = f32::from(offset) + 200.0;
            }
            // The other terms are below exp(-190): the sum is exp(0) = 1 and its logarithm 0, exactly.
            close(&f.cross_entropy(x.view(), &targets)?, 0.0, 0.0)
        },
    )
    .property(
        "rows of very different size keep their own maximum",
        "大小悬殊的行各用各的最大值",
        Stability,
        (batch(2..=4, 1..=4, 5.0), -5000i16..=5000),
        |f: &Functions, ((mut x, targets), offset)| {
            x.row_mut(0).mapv_inplace(|v| v + f32::from(offset));
            agrees(f, x.view(), &targets)
        },
    )
}

fn edges(spec: Spec) -> Spec {
    spec.property(
        "a logit of -inf off the target counts for nothing",
        "非目标类别的 logit 为 -inf 时，该类别不起作用",
        EdgeCase,
        labelled(masked_logits(1..=3, 1..=5, 10.0)),
        |f: &Functions, (x, mut targets)| {
            for (target, row) in targets.iter_mut().zip(x.rows()) {
                while row[*target] == f32::NEG_INFINITY {
                    *target = (*target + 1) % row.len();
                }
            }
            agrees(f, x.view(), &targets)
        },
    )
    .property(
        "a logit of -inf on the target costs infinity",
        "目标类别的 logit 为 -inf 时，损失为 +inf",
        EdgeCase,
        (batch(1..=3, 2..=4, 10.0), 0usize..3),
        |f: &Functions, ((mut x, targets), row)| {
            let row = row % x.nrows();
            x[[row, targets[row]]] = f32::NEG_INFINITY;
            close(&f.cross_entropy(x.view(), &targets)?, f64::INFINITY, 0.0)
        },
    )
    .property(
        "any memory layout",
        "任意内存布局",
        EdgeCase,
        (batch(1..=4, 1..=5, 10.0), layout()),
        |f: &Functions, ((x, targets), layout)| agrees(f, layout.lay(x).view(), &targets),
    )
}

/// The log-softmax of one row, with everything where it belongs.
fn log_softmax(row: ArrayView1<f32>) -> Vec<f32> {
    let max = largest(row);
    let sum: f32 = row.iter().map(|v| (v - max).exp()).sum();
    row.iter().map(|v| v - max - sum.ln()).collect()
}

fn softmax(row: ArrayView1<f32>) -> Vec<f32> {
    log_softmax(row).iter().map(|v| v.exp()).collect()
}

fn largest(row: ArrayView1<f32>) -> f32 {
    row.fold(f32::NEG_INFINITY, |a, &b| a.max(b))
}

/// The mean of a loss of a row and its target.
fn mean(loss: impl Fn(ArrayView1<f32>, usize) -> f32 + 'static) -> impl Fn(ArrayView2<f32>, &[usize]) -> f32 {
    move |x, targets| {
        let rows = x.rows().into_iter().zip(targets);
        rows.map(|(row, &target)| loss(row, target)).sum::<f32>() / targets.len() as f32
    }
}

fn right(x: ArrayView2<f32>, targets: &[usize]) -> f32 {
    mean(|row, target| -log_softmax(row)[target])(x, targets)
}

fn mistakes(mut spec: Spec) -> Spec {
    for least in [1e-12, 1e-10, 1e-9, 1e-8, 1e-7] {
        let clamped = move |most: f32| mean(move |row, t| -softmax(row)[t].clamp(least, most).ln());
        spec = spec.mistake("clamped_log", table(clamped(1.0)));
        spec = spec.mistake("clamped_log", table(clamped(1.0 - least)));
    }
    for epsilon in [1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6] {
        spec = spec.mistake("epsilon_in_log", table(mean(move |row, t| -(softmax(row)[t] + epsilon).ln())));
    }
    spec.mistake("log_of_softmax", table(mean(|row, t| -softmax(row)[t].ln())))
        .mistake(
            "no_max_subtraction",
            table(mean(|row, t| row.iter().map(|v| v.exp()).sum::<f32>().ln() - row[t])),
        )
        .mistake(
            "no_max_subtraction",
            table(mean(|row, t| -(row[t].exp() / row.iter().map(|v| v.exp()).sum::<f32>()).ln())),
        )
        .mistake("max_not_added_back", table(mean(|row, t| -log_softmax(row)[t] - largest(row))))
        .mistake(
            "global_max",
            table(|x, targets| {
                let max = x.fold(f32::NEG_INFINITY, |a, &b| a.max(b));
                let loss = move |row: ArrayView1<f32>, t: usize| {
                    row.iter().map(|v| (v - max).exp()).sum::<f32>().ln() + max - row[t]
                };
                mean(loss)(x, targets)
            }),
        )
        .mistake("sum_not_mean", table(|x, targets| right(x, targets) * targets.len() as f32))
        .mistake("mean_over_elements", table(|x, targets| right(x, targets) / x.ncols() as f32))
        .mistake("wrong_sign", table(|x, targets| -right(x, targets)))
        .mistake("base_two", table(|x, targets| right(x, targets) / std::f32::consts::LN_2))
        .mistake("softmax_twice", table(mean(|row, t| -log_softmax(ArrayView1::from(&softmax(row)))[t])))
        .mistake("expects_probabilities", table(mean(|row, t| -row[t].ln())))
        .mistake(
            "softmax_over_rows",
            table(|x, targets| {
                let columns: Vec<Vec<f32>> = x.columns().into_iter().map(log_softmax).collect();
                let picked = targets.iter().enumerate().map(|(i, &target)| -columns[target][i]);
                picked.sum::<f32>() / targets.len() as f32
            }),
        )
        .mistake(
            "predicted_class",
            table(mean(|row, _| log_softmax(row).iter().fold(f32::INFINITY, |a, b| a.min(-b)))),
        )
        .mistake(
            "nan_on_minus_inf",
            table(mean(|row, t| {
                let one_hot = (0..row.len()).map(|j| if j == t { 1.0 } else { 0.0 });
                -one_hot.zip(log_softmax(row)).map(|(y, log_p)| y * log_p).sum::<f32>()
            })),
        )
        .mistake("assumes_contiguous", table(|x, targets| right(misread(&x).view(), targets)))
        .mistake(
            "assumes_contiguous",
            table(mean(|row, t| -log_softmax(row.as_slice().expect("contiguous").into())[t])),
        )
}
