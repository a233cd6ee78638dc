//! LayerNorm over the last axis.

use ndarray::{Array2, ArrayView1, ArrayView2, Axis, Zip, arr1, arr2};
use proptest::prelude::*;

use super::normalization::{
    Case, Normalisation, agrees, as_one_row, basics, by_columns, by_rows, cases, limits, mean, plain, spread,
};
use crate::judge::Aspect::{Correctness, EdgeCase, Stability};
use crate::judge::Spec;
use crate::judge::check::{close, close_each};
use crate::judge::generate::{misread, reals32};
use crate::judge::tolerance::{SUBNORMAL32, gamma32};
use crate::wire::{Fault, Table};

crate::kata! {
    pub fn layer_norm(
        x: ArrayView2<f32>,
        gamma: ArrayView1<f32>,
        beta: ArrayView1<f32>,
        eps: f32,
    ) -> Array2<f32>;
}

/// γⱼ · (xᵢⱼ − μᵢ) / sqrt(vᵢ + eps) + βⱼ, in f64.
fn definition(x: ArrayView2<f32>, gamma: ArrayView1<f32>, beta: ArrayView1<f32>, eps: f32) -> Array2<f64> {
    Array2::from_shape_fn(x.dim(), |(i, j)| {
        let (mean, var) = moments(x.row(i));
        f64::from(gamma[j]) * (f64::from(x[[i, j]]) - mean) / (var + f64::from(eps)).sqrt()
            + f64::from(beta[j])
    })
}

fn moments(row: ArrayView1<f32>) -> (f64, f64) {
    let row = row.mapv(f64::from);
    let n = row.len() as f64;
    let mean = row.sum() / n;
    (mean, row.fold(0.0, |sum, v| sum + (v - mean) * (v - mean)) / n)
}

impl Normalisation for Functions {
    const MAGNITUDES: i32 = 12;

    fn call(
        &self,
        x: ArrayView2<f32>,
        gamma: ArrayView1<f32>,
        beta: ArrayView1<f32>,
        eps: f32,
    ) -> Result<Array2<f32>, Fault> {
        self.layer_norm(x, gamma, beta, eps)
    }

    fn definition(case: &Case) -> Array2<f64> {
        definition(case.x.view(), case.gamma.view(), case.beta.view(), case.eps)
    }

    /// In units of s = sqrt(v + eps), let z be the distance of an entry from the mean. A mean of n
    /// entries is off by γₙ max|x|, or τ in these units, and shifts the whole row by that. The
    /// variance is off by γₙ v, and by γₙ max|x| · sqrt(v) if it is updated along with the mean
    /// (Welford; Higham, section 1.9): that is z (γₙ + τ) in the result. The affine map adds a few
    /// roundings more.
    fn bounds(case: &Case) -> Array2<f64> {
        let mut bounds = Array2::zeros(case.x.raw_dim());
        for (mut bounds, row) in bounds.rows_mut().into_iter().zip(case.x.rows()) {
            let (mean, var) = moments(row);
            let s = (var + f64::from(case.eps)).sqrt();
            let largest = row.fold(0.0, |a: f64, v| a.max(f64::from(v.abs())));
            let tau = gamma32(row.len() + 4) * largest / s;
            Zip::from(&mut bounds).and(row).and(&case.gamma).and(&case.beta).for_each(|bound, x, g, b| {
                let z = (f64::from(*x) - mean).abs() / s;
                let normalised = tau * (1.0 + z) + gamma32(row.len() + 8) * z;
                *bound = f64::from(g.abs()) * normalised + gamma32(2) * f64::from(b.abs()) + SUBNORMAL32;
            });
        }
        bounds
    }
}

pub fn spec() -> Spec {
    let spec = Spec::new("layer_norm", table(|x, g, b, eps| definition(x, g, b, eps).mapv(|y| y as f32)));
    let spec = basics::<Functions>(spec)
        .example("the example of the statement", "题面中的示例", Correctness, |f: &Functions| {
            let (gamma, beta) = (arr1(&[1.0f32, 2.0, 1.0, 2.0]), arr1(&[0.0f32, 0.0, 0.0, 10.0]));
            let x = arr2(&[[1.0f32, 1.0, 3.0, 3.0], [7.0; 4]]);
            let y = f.layer_norm(x.view(), gamma.view(), beta.view(), 3.0)?;
            close(&y, &arr2(&[[-0.5, -1.0, 0.5, 11.0], [0.0, 0.0, 0.0, 10.0]]), gamma32(8))
        })
        .property(
            "a normalised row has mean 0 and variance v / (v + eps)",
            "归一化后的行均值为 0，方差为 v / (v + eps)",
            Correctness,
            plain(1..=3, 1..=6),
            |f: &Functions, mut case| {
                case.gamma.fill(1.0);
                case.beta.fill(0.0);
                let y = f.on(&case)?.mapv(f64::from);
                let bounds = Functions::bounds(&case);
                let off = |bounds: &Array2<f64>| bounds.mean_axis(Axis(1)).expect("rows have features");
                let zeros = off(&bounds).mapv(|_| 0.0);
                close_each(&off(&y), &zeros, &off(&bounds))?;
                let expected = case.x.map_axis(Axis(1), |row| {
                    let var = moments(row).1;
                    var / (var + f64::from(case.eps))
                });
                // The mean square is off by Σ (2 |y| b + b²) / n.
                let right = Functions::definition(&case);
                let squares = Zip::from(&right).and(&bounds).map_collect(|y, b| 2.0 * y.abs() * b + b * b);
                close_each(&off(&(&y * &y)), &expected, &off(&squares))
            },
        )
        .property(
            "a large common offset does not swallow the spread",
            "很大的公共偏移不会淹没差异",
            Stability,
            (cases(1..=3, 2..=6, reals32(-1.0..=1.0), Just(1e-5)), reals32(5000.0..=10000.0), any::<bool>()),
            |f: &Functions, (mut case, offset, negative)| {
                spread(&mut case);
                case.x += if negative { -offset } else { offset };
                agrees(f, &case)
            },
        )
        .property(
            "adding a constant to a row changes nothing",
            "整行加上同一个常数，结果不变",
            Correctness,
            // Quarters and integers of this size are added without rounding.
            (cases(1..=3, 1..=5, (-40i8..=40).prop_map(|q| f32::from(q) / 4.0), Just(0.5)), -1000i16..=1000),
            |f: &Functions, (case, shift)| {
                let shifted = Case { x: &case.x + f32::from(shift), ..case.clone() };
                close_each(&f.on(&shifted)?, &Functions::definition(&case), &Functions::bounds(&shifted))
            },
        )
        .property(
            "a row of equal entries gives beta",
            "元素全相等的行得到 beta",
            EdgeCase,
            cases(1..=3, 1..=5, (-9i8..=9).prop_map(f32::from), Just(1e-5)),
            |f: &Functions, mut case| {
                let first = case.x.column(0).to_owned();
                case.x.columns_mut().into_iter().for_each(|mut column| column.assign(&first));
                agrees(f, &case)
            },
        )
        .property(
            "a single feature gives beta",
            "只有一个特征时得到 beta",
            EdgeCase,
            plain(1..=3, 1..=1),
            |f: &Functions, case| agrees(f, &case),
        );
    mistakes(limits::<Functions>(spec))
}

fn variance(row: &[f32]) -> f32 {
    let mean = mean(row.iter().copied());
    self::mean(row.iter().map(|v| (v - mean).powi(2)))
}

fn normalised(row: &[f32], eps: f32) -> Vec<f32> {
    scaled(row, (variance(row) + eps).sqrt())
}

fn scaled(row: &[f32], denominator: f32) -> Vec<f32> {
    let mean = mean(row.iter().copied());
    row.iter().map(|v| (v - mean) / denominator).collect()
}

/// LayerNorm with another denominator.
fn dividing_by(denominator: fn(&[f32], f32) -> f32) -> Table {
    table(move |x, gamma, beta, eps| by_rows(x, |row| scaled(row, denominator(row, eps))) * gamma + beta)
}

fn mistakes(spec: Spec) -> Spec {
    spec.mistake(
        "unbiased_variance",
        dividing_by(|row, eps| (variance(row) * row.len() as f32 / (row.len() as f32 - 1.0) + eps).sqrt()),
    )
    .mistake("eps_outside_root", dividing_by(|row, eps| variance(row).sqrt() + eps))
    .mistake("eps_missing", dividing_by(|row, _| variance(row).sqrt()))
    .mistake("eps_hard_coded", dividing_by(|row, _| (variance(row) + 1e-5).sqrt()))
    .mistake("eps_hard_coded", dividing_by(|row, _| (variance(row) + 1e-6).sqrt()))
    .mistake(
        "batch_axis",
        table(|x, gamma, beta, eps| by_columns(x, |column| normalised(column, eps)) * gamma + beta),
    )
    .mistake(
        "whole_matrix",
        table(|x, gamma, beta, eps| as_one_row(x, |all| normalised(all, eps)) * gamma + beta),
    )
    .mistake(
        "forgets_mean",
        table(|x, gamma, beta, eps| {
            let divided = |row: &[f32]| row.iter().map(|v| v / (variance(row) + eps).sqrt()).collect();
            by_rows(x, divided) * gamma + beta
        }),
    )
    .mistake(
        "mean_square_as_variance",
        dividing_by(|row, eps| (mean(row.iter().map(|v| v * v)) + eps).sqrt()),
    )
    .mistake("forgets_gamma", table(|x, _, beta, eps| by_rows(x, |row| normalised(row, eps)) + beta))
    .mistake("forgets_beta", table(|x, gamma, _, eps| by_rows(x, |row| normalised(row, eps)) * gamma))
    .mistake(
        "scales_beta",
        table(|x, gamma, beta, eps| (by_rows(x, |row| normalised(row, eps)) + beta) * gamma),
    )
    .mistake(
        "one_pass_variance",
        dividing_by(|row, eps| {
            let mean = mean(row.iter().copied());
            (self::mean(row.iter().map(|v| v * v)) - mean * mean + eps).sqrt()
        }),
    )
    .mistake(
        "one_pass_variance",
        dividing_by(|row, eps| {
            let mean = mean(row.iter().copied());
            ((self::mean(row.iter().map(|v| v * v)) - mean * mean).max(0.0) + eps).sqrt()
        }),
    )
    .mistake("divides_by_variance", dividing_by(|row, eps| variance(row) + eps))
    .mistake("sum_not_mean", dividing_by(|row, eps| (variance(row) * row.len() as f32 + eps).sqrt()))
    .mistake(
        "assumes_contiguous",
        table(|x, gamma, beta, eps| {
            let _ = (x.as_slice().unwrap(), gamma.as_slice().unwrap(), beta.as_slice().unwrap());
            by_rows(x, |row| normalised(row, eps)) * gamma + beta
        }),
    )
    .mistake(
        "assumes_contiguous",
        table(|x, gamma, beta, eps| by_rows(misread(&x).view(), |row| normalised(row, eps)) * gamma + beta),
    )
}
