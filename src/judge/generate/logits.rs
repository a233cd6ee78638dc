use std::ops::RangeInclusive;

use ndarray::Array2;
use proptest::collection::vec;
use proptest::prelude::*;

use super::{matrix, reals32};

/// Logits of `[rows, classes]`, up to `largest` in magnitude.
pub fn logits(
    rows: RangeInclusive<usize>,
    classes: RangeInclusive<usize>,
    largest: f32,
) -> impl Strategy<Value = Array2<f32>> {
    matrix(rows, classes, reals32(-largest..=largest))
}

/// Logits in quarters up to 20, to which an integer up to 10⁵ is added without rounding.
pub fn exact_logits(
    rows: RangeInclusive<usize>,
    classes: RangeInclusive<usize>,
) -> impl Strategy<Value = Array2<f32>> {
    matrix(rows, classes, (-80i16..=80).prop_map(|quarters| f32::from(quarters) / 4.0))
}

/// Logits of which any may be `-inf`, except one in each row.
pub fn masked_logits(
    rows: RangeInclusive<usize>,
    classes: RangeInclusive<usize>,
    largest: f32,
) -> BoxedStrategy<Array2<f32>> {
    let most = rows.end() * classes.end();
    let kept = 0..*classes.end();
    (logits(rows, classes, largest), kept, vec(any::<bool>(), most))
        .prop_map(|(mut x, kept, hidden)| {
            let classes = x.ncols();
            for ((i, j), logit) in x.indexed_iter_mut() {
                if hidden[i * classes + j] && j != (kept + i) % classes {
                    *logit = f32::NEG_INFINITY;
                }
            }
            x
        })
        .boxed()
}

#[cfg(test)]
mod tests {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;

    use super::*;

    #[test]
    fn every_masked_row_keeps_a_finite_entry() {
        let mut runner = TestRunner::deterministic();
        let mut hidden = 0;
        for _ in 0..100 {
            let x = masked_logits(1..=3, 1..=4, 5.0).new_tree(&mut runner).unwrap().current();
            assert!(x.rows().into_iter().all(|row| row.iter().any(|v| v.is_finite())), "{x}");
            hidden += x.iter().filter(|v| v.is_infinite()).count();
        }
        assert!(hidden > 50);
    }
}
