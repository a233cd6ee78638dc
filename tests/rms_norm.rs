//! RMSNorm over the last axis.

use ndarray::{Array2, ArrayView1, ArrayView2, Axis, arr1, arr2};
use proptest::prelude::*;

use super::normalization::{
    Case, Normalisation, agrees, as_one_row, basics, by_columns, by_rows, cases, limits, mean, plain,
};
use crate::judge::Aspect::{Correctness, EdgeCase, Stability};
use crate::judge::Spec;
use crate::judge::check::{close, close_each, close_relative};
use crate::judge::generate::{misread, reals32};
use crate::judge::tolerance::{SUBNORMAL32, gamma32};
use crate::wire::{Fault, Table};

crate::kata! {
    pub fn rms_norm(x: ArrayView2<f32>, gamma: ArrayView1<f32>, eps: f32) -> Array2<f32>;
}

/// γⱼ · xᵢⱼ / sqrt(mean(xᵢ²) + eps), in f64.
fn definition(x: ArrayView2<f32>, gamma: ArrayView1<f32>, eps: f32) -> Array2<f64> {
    Array2::from_shape_fn(x.dim(), |(i, j)| {
        let mean_square = mean_square(x.row(i));
        f64::from(gamma[j]) * f64::from(x[[i, j]]) / (mean_square + f64::from(eps)).sqrt()
    })
}

fn mean_square(row: ArrayView1<f32>) -> f64 {
    row.fold(0.0, |sum, &v| sum + f64::from(v) * f64::from(v)) / row.len() as f64
}

impl Normalisation for Functions {
    const MAGNITUDES: i32 = 15;

    fn call(
        &self,
        x: ArrayView2<f32>,
        gamma: ArrayView1<f32>,
        _: ArrayView1<f32>,
        eps: f32,
    ) -> Result<Array2<f32>, Fault> {
        self.rms_norm(x, gamma, eps)
    }

    fn definition(case: &Case) -> Array2<f64> {
        definition(case.x.view(), case.gamma.view(), case.eps)
    }

    /// Squares, n − 1 additions of positive terms, and a few operations more: nothing cancels, so that
    /// every entry is right relative to its size.
    fn bounds(case: &Case) -> Array2<f64> {
        let n = case.x.ncols();
        Self::definition(case).mapv(|y| gamma32(n + 8) * y.abs() + SUBNORMAL32)
    }
}

pub fn spec() -> Spec {
    let spec = Spec::new("rms_norm", table(|x, gamma, eps| definition(x, gamma, eps).mapv(|y| y as f32)));
    let spec = basics::<Functions>(spec)
        .example("the example of the statement", "题面中的示例", Correctness, |f: &Functions| {
            let (x, gamma) = (arr2(&[[3.0f32, 3.0, -3.0, 3.0]]), arr1(&[1.0f32, 2.0, 1.0, -1.0]));
            let y = f.rms_norm(x.view(), gamma.view(), 16.0)?;
            close(&y, &arr2(&[[0.6, 1.2, -0.6, -0.6]]), gamma32(8))
        })
        .property(
            "a normalised row has mean square m / (m + eps)",
            "归一化后的行均方为 m / (m + eps)",
            Correctness,
            plain(1..=3, 1..=6),
            |f: &Functions, mut case| {
                case.gamma.fill(1.0);
                let y = f.on(&case)?.mapv(f64::from);
                let expected = case.x.map_axis(Axis(1), |row| {
                    let m = mean_square(row);
                    m / (m + f64::from(case.eps))
                });
                let squares = (&y * &y).mean_axis(Axis(1)).expect("rows have features");
                close_relative(&squares, &expected, gamma32(2 * (case.x.ncols() + 8)))
            },
        )
        .property(
            "a row of opposite sign gives the opposite",
            "整行变号，结果也变号",
            Correctness,
            plain(1..=3, 1..=5),
            |f: &Functions, case| {
                let opposite = Case { x: -&case.x, ..case.clone() };
                close_each(&f.on(&opposite)?, &-Functions::definition(&case), &Functions::bounds(&case))
            },
        )
        .property(
            "a row of equal entries is not centred",
            "元素全相等的行不会被减去均值",
            Correctness,
            plain(1..=3, 1..=5),
            |f: &Functions, mut case| {
                let first = case.x.column(0).to_owned();
                case.x.columns_mut().into_iter().for_each(|mut column| column.assign(&first));
                agrees(f, &case)
            },
        )
        .property(
            "entries near 1e15 do not overflow",
            "1e15 量级的元素不会溢出",
            Stability,
            cases(1..=3, 1..=6, reals32(-1e15..=1e15), Just(1e-5)),
            |f: &Functions, case| agrees(f, &case),
        )
        .property(
            "a row of zeros gives zeros",
            "全零的行得到全零",
            EdgeCase,
            cases(1..=3, 1..=4, reals32(-10.0..=10.0), prop_oneof![Just(1e-5f32), Just(1e-12)]),
            |f: &Functions, mut case| {
                case.x.row_mut(0).fill(0.0);
                agrees(f, &case)
            },
        );
    mistakes(limits::<Functions>(spec))
}

fn mean_of_squares(row: &[f32]) -> f32 {
    mean(row.iter().map(|v| v * v))
}

fn normalised(row: &[f32], eps: f32) -> Vec<f32> {
    let rms = (mean_of_squares(row) + eps).sqrt();
    row.iter().map(|v| v / rms).collect()
}

/// RMSNorm with another denominator.
fn dividing_by(denominator: fn(&[f32], f32) -> f32) -> Table {
    table(move |x, gamma, eps| {
        by_rows(x, |row| row.iter().map(|v| v / denominator(row, eps)).collect()) * gamma
    })
}

fn mistakes(spec: Spec) -> Spec {
    spec.mistake(
        "subtracts_mean",
        table(|x, gamma, eps| {
            let centred = |row: &[f32]| -> Vec<f32> {
                let mean = mean(row.iter().copied());
                row.iter().map(|v| v - mean).collect()
            };
            by_rows(x, |row| normalised(&centred(row), eps)) * gamma
        }),
    )
    .mistake("eps_outside_root", dividing_by(|row, eps| mean_of_squares(row).sqrt() + eps))
    .mistake("eps_missing", dividing_by(|row, _| mean_of_squares(row).sqrt()))
    .mistake("eps_hard_coded", dividing_by(|row, _| (mean_of_squares(row) + 1e-5).sqrt()))
    .mistake("eps_hard_coded", dividing_by(|row, _| (mean_of_squares(row) + 1e-6).sqrt()))
    .mistake("eps_as_floor", dividing_by(|row, eps| mean_of_squares(row).max(eps).sqrt()))
    .mistake("sum_not_mean", dividing_by(|row, eps| (mean_of_squares(row) * row.len() as f32 + eps).sqrt()))
    .mistake("divides_by_mean_square", dividing_by(|row, eps| mean_of_squares(row) + eps))
    .mistake("mean_absolute_value", dividing_by(|row, eps| mean(row.iter().map(|v| v.abs())) + eps))
    .mistake("multiplies_by_rms", dividing_by(|row, eps| (mean_of_squares(row) + eps).sqrt().recip()))
    .mistake("forgets_gamma", table(|x, _, eps| by_rows(x, |row| normalised(row, eps))))
    .mistake("gamma_plus_one", table(|x, gamma, eps| by_rows(x, |row| normalised(row, eps)) * (&gamma + 1.0)))
    .mistake("batch_axis", table(|x, gamma, eps| by_columns(x, |column| normalised(column, eps)) * gamma))
    .mistake("whole_matrix", table(|x, gamma, eps| as_one_row(x, |all| normalised(all, eps)) * gamma))
    .mistake(
        "assumes_contiguous",
        table(|x, gamma, eps| {
            let _ = (x.as_slice().unwrap(), gamma.as_slice().unwrap());
            by_rows(x, |row| normalised(row, eps)) * gamma
        }),
    )
    .mistake(
        "assumes_contiguous",
        table(|x, gamma, eps| by_rows(misread(&x).view(), |row| normalised(row, eps)) * gamma),
    )
}
