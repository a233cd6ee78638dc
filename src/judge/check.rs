//! What a property says about an answer: expectations that, where they fail, tell what was expected,
//! what came instead, and where the two differ.

use crate::wire::{Fault, Matrix};

use super::{Numbers, Shown};

/// The outcome of a property for one case.
pub type Check = Result<(), Failure>;

/// Why a property does not hold for a case.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// A call had no answer.
    Fault(Fault),
    /// An answer is not what was expected.
    Mismatch(Box<Mismatch>),
    /// The case is outside of what the property speaks about: generate another one.
    Discard,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Mismatch {
    pub message: String,
    pub expected: Shown,
    pub actual: Shown,
    /// For each entry of `actual` whether it differs; empty where entries cannot be told apart.
    pub differing: Vec<bool>,
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Failure::Fault(fault)
    }
}

/// Leaves a case out unless `condition` holds.
pub fn assume(condition: bool) -> Check {
    if condition { Ok(()) } else { Err(Failure::Discard) }
}

/// The answer has this shape.
pub fn shape(actual: impl Into<Numbers>, expected: &[usize]) -> Check {
    let actual = actual.into();
    if actual.shape == expected {
        return Ok(());
    }
    mismatch(
        format!("the shape is {:?} and should be {expected:?}", actual.shape),
        Shown::Text(format!("an array of shape {expected:?}")),
        Shown::Numbers(actual),
    )
}

/// The answer has the expected shape, and every entry is within `bound` of the expected one.
///
/// NaN is never within any bound, and an infinity only equals itself.
pub fn close(actual: impl Into<Numbers>, expected: impl Into<Numbers>, bound: f64) -> Check {
    close_by(actual, expected, |_, _| bound)
}

/// As [`close`], with a bound relative to the size of each expected entry.
pub fn close_relative(actual: impl Into<Numbers>, expected: impl Into<Numbers>, bound: f64) -> Check {
    close_by(actual, expected, |_, e| bound * e.abs())
}

/// As [`close`], with a bound of its own for each entry, given in the same order.
pub fn close_each(
    actual: impl Into<Numbers>,
    expected: impl Into<Numbers>,
    bounds: impl Into<Numbers>,
) -> Check {
    let (expected, bounds) = (expected.into(), bounds.into());
    assert_eq!(expected.shape, bounds.shape, "one bound for each expected entry");
    close_by(actual, expected, |i, _| bounds.data[i])
}

/// As [`close`], with a bound computed from the position in row-major order and the expected entry.
pub fn close_by(
    actual: impl Into<Numbers>,
    expected: impl Into<Numbers>,
    bound: impl Fn(usize, f64) -> f64,
) -> Check {
    let (actual, expected) = (actual.into(), expected.into());
    shape(actual.clone(), &expected.shape)?;
    let pairs = actual.data.iter().zip(&expected.data).enumerate();
    let differing: Vec<bool> = pairs.map(|(i, (&a, &e))| !within(a, e, bound(i, e))).collect();
    if !differing.contains(&true) {
        return Ok(());
    }
    let message = describe(&actual, &expected, &differing);
    Err(Failure::Mismatch(Box::new(Mismatch {
        message,
        expected: Shown::Numbers(expected),
        actual: Shown::Numbers(actual),
        differing,
    })))
}

/// Whether `actual` is within `bound` of `expected`. Nothing is within a bound of NaN: where a property
/// compares two answers, the one taken for the expected may be NaN, and is wrong too.
fn within(actual: f64, expected: f64, bound: f64) -> bool {
    if expected.is_infinite() || actual.is_infinite() {
        return actual == expected;
    }
    (actual - expected).abs() <= bound
}

fn describe(actual: &Numbers, expected: &Numbers, differing: &[bool]) -> String {
    let count = differing.iter().filter(|&&d| d).count();
    for answer in [actual, expected] {
        let nans = answer.data.iter().filter(|x| x.is_nan()).count();
        if nans > 0 {
            return match answer.data.len() {
                1 => "the answer is NaN".to_owned(),
                n => format!("{nans} of {n} entries are NaN"),
            };
        }
    }
    let gaps = actual.data.iter().zip(&expected.data).zip(differing);
    let largest = gaps.filter(|(_, d)| **d).map(|((a, e), _)| (a - e).abs()).fold(0.0, f64::max);
    match actual.data.len() {
        1 => format!("off by {largest:.3e}"),
        n => format!("{count} of {n} entries differ, by up to {largest:.3e}"),
    }
}

/// The lists are equal, entry by entry.
pub fn equal_lists(actual: &[Matrix], expected: &[Matrix]) -> Check {
    if actual == expected {
        return Ok(());
    }
    let differing: Vec<bool> = actual.iter().enumerate().map(|(i, a)| expected.get(i) != Some(a)).collect();
    let message = if actual.len() == expected.len() {
        let count = differing.iter().filter(|&&d| d).count();
        format!("{count} of {} entries differ", expected.len())
    } else {
        format!("the length is {} and should be {}", actual.len(), expected.len())
    };
    Err(Failure::Mismatch(Box::new(Mismatch {
        message,
        expected: expected.into(),
        actual: actual.into(),
        differing,
    })))
}

/// A count stays within its bound. `what` is a plural: "multiplications".
pub fn at_most(what: &str, actual: u64, bound: u64) -> Check {
    if actual <= bound {
        return Ok(());
    }
    mismatch(
        format!("{actual} {what}, where {bound} are enough"),
        Shown::Text(format!("at most {bound} {what}")),
        Shown::Text(format!("{actual} {what}")),
    )
}

/// `condition` holds for the answer; otherwise `expected` says what should have been.
pub fn holds(condition: bool, expected: &str, actual: impl Into<Numbers>) -> Check {
    if condition {
        return Ok(());
    }
    mismatch(format!("expected {expected}"), Shown::Text(expected.to_owned()), Shown::Numbers(actual.into()))
}

fn mismatch(message: String, expected: Shown, actual: Shown) -> Check {
    Err(Failure::Mismatch(Box::new(Mismatch { message, expected, actual, differing: vec![] })))
}

#[cfg(test)]
mod tests {
    use ndarray::{arr1, arr2};

    use super::*;

    #[test]
    fn nan_is_never_close() {
        assert!(close(&f32::NAN, 0.0, f64::INFINITY).is_err());
        assert!(close(&arr1(&[0.0f32, f32::NAN]), &arr1(&[0.0f64, 0.0]), 1.0).is_err());
    }

    #[test]
    fn an_infinity_equals_only_itself() {
        assert!(close(&f32::INFINITY, f64::INFINITY, 0.0).is_ok());
        assert!(close(&f32::NEG_INFINITY, f64::INFINITY, f64::MAX).is_err());
        assert!(close(&f32::MAX, f64::INFINITY, f64::MAX).is_err());
        assert!(close(&f32::INFINITY, 1.0, f64::INFINITY).is_err());
    }

    #[test]
    fn nothing_is_close_to_nan() {
        for answer in [1.0f32, f32::INFINITY, f32::NAN] {
            let Err(Failure::Mismatch(mismatch)) = close(&answer, f64::NAN, 1.0) else { panic!("{answer}") };
            assert_eq!(mismatch.message, "the answer is NaN");
            assert!(close(&answer, 1.0, f64::NAN).is_err());
        }
    }

    #[test]
    fn a_mismatch_says_where() {
        let check = close(&arr2(&[[1.0f32, 2.0], [3.0, 4.5]]), &arr2(&[[1.0, 2.0], [3.0, 4.0]]), 0.1);
        let Err(Failure::Mismatch(mismatch)) = check else { panic!("{check:?}") };
        assert_eq!(mismatch.differing, [false, false, false, true]);
        assert_eq!(mismatch.message, "1 of 4 entries differ, by up to 5.000e-1");
    }

    #[test]
    fn a_shape_counts_before_its_entries() {
        let check = close(&arr1(&[1.0f32, 2.0]), &arr2(&[[1.0f64, 2.0]]), 1.0);
        let Err(Failure::Mismatch(mismatch)) = check else { panic!("{check:?}") };
        assert_eq!(mismatch.message, "the shape is [2] and should be [1, 2]");
    }

    #[test]
    fn lists_of_other_length_differ() {
        let one = Matrix::number(1);
        assert!(equal_lists(&[one], &[one]).is_ok());
        assert!(equal_lists(&[one, one], &[one]).is_err());
        assert!(equal_lists(&[], &[one]).is_err());
    }
}
