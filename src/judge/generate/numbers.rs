use std::ops::RangeInclusive;

use proptest::prelude::*;
use proptest::strategy::{NewTree, ValueTree};
use proptest::test_runner::TestRunner;

/// Real numbers of an interval, in f64; they shrink to 0, to small integers, then to few digits.
#[derive(Clone, Debug)]
pub struct Reals {
    low: f64,
    high: f64,
    single: bool,
}

/// Real numbers of `range` in f64: zeros, integers, numbers with two decimals and with all digits.
pub fn reals(range: RangeInclusive<f64>) -> Reals {
    Reals { low: *range.start(), high: *range.end(), single: false }
}

/// As [`reals`], in f32.
pub fn reals32(range: RangeInclusive<f32>) -> impl Strategy<Value = f32> + Clone {
    let reals = Reals { low: f64::from(*range.start()), high: f64::from(*range.end()), single: true };
    reals.prop_map(|x| x as f32)
}

/// Integers, which shrink towards the one nearest to 0.
pub fn integers(range: RangeInclusive<i64>) -> impl Strategy<Value = i64> + Clone {
    range
}

impl Reals {
    fn allows(&self, x: f64) -> bool {
        (self.low..=self.high).contains(&x)
    }

    fn rounded(&self, x: f64) -> f64 {
        if self.single { f64::from(x as f32) } else { x }
    }
}

impl Strategy for Reals {
    type Tree = RealTree;
    type Value = f64;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        let share: f64 = runner.rng().random();
        let x = self.low + share * (self.high - self.low);
        let x = match runner.rng().random_range(0..8) {
            0 => 0.0,
            1 | 2 => x.round(),
            3 | 4 => round_to(x, 100.0),
            _ => x,
        };
        let x = self.rounded(x).clamp(self.low, self.high);
        Ok(RealTree { domain: self.clone(), good: x, trial: None, trials: vec![] })
    }
}

fn round_to(x: f64, parts: f64) -> f64 {
    (x * parts).round() / parts
}

/// Walks through simpler numbers: `good` is the simplest one that still fails, and `trials` are those
/// not yet tried, simplest last. They are looked for when they are needed: most cases never are.
#[derive(Clone, Debug)]
pub struct RealTree {
    domain: Reals,
    good: f64,
    trial: Option<f64>,
    trials: Vec<f64>,
}

impl RealTree {
    fn next_trial(&mut self) -> bool {
        self.trial = self.trials.pop();
        self.trial.is_some()
    }
}

impl ValueTree for RealTree {
    type Value = f64;

    fn current(&self) -> f64 {
        self.trial.unwrap_or(self.good)
    }

    fn simplify(&mut self) -> bool {
        if let Some(trial) = self.trial {
            self.good = trial;
        }
        self.trials = simpler(&self.domain, self.good);
        self.next_trial()
    }

    fn complicate(&mut self) -> bool {
        self.next_trial()
    }
}

/// Simpler numbers than `x`, the simplest last.
fn simpler(domain: &Reals, x: f64) -> Vec<f64> {
    if x == 0.0 {
        return vec![];
    }
    let digit = 10f64.powi(x.abs().log10().floor() as i32);
    let mut trials = vec![
        domain.low,
        0.0,
        1.0,
        -1.0,
        2.0,
        -2.0,
        x.abs(),
        (x / digit).round() * digit,
        (x / digit).trunc() * digit,
        x.round(),
        x.trunc(),
        round_to(x, 2.0),
        round_to(x, 10.0),
        round_to(x, 100.0),
        (x / digit * 10.0).round() * digit / 10.0,
        round_to(x / 2.0, 100.0),
    ];
    trials.retain(|&y| domain.allows(y) && effort(y) < effort(x));
    trials.sort_by_key(|&y| std::cmp::Reverse(effort(y)));
    trials.dedup();
    trials
}

/// How hard a number is on a reader: how long it is, then how far from 1, then its sign.
fn effort(x: f64) -> (usize, u64, bool) {
    let length = format!("{:e}", x.abs()).len();
    let orders = if x == 0.0 { 0 } else { (x.abs().log2().abs() * 1024.0) as u64 };
    (if x == 0.0 { 0 } else { length }, orders, x < 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shrink(start: f64, range: RangeInclusive<f64>, fails: impl Fn(f64) -> bool) -> f64 {
        let mut tree = RealTree { domain: reals(range), good: start, trial: None, trials: vec![] };
        let mut best = start;
        let mut more = tree.simplify();
        while more {
            let x = tree.current();
            more = if fails(x) {
                best = x;
                tree.simplify()
            } else {
                tree.complicate()
            };
        }
        assert_eq!(best, tree.current());
        best
    }

    #[test]
    fn shrinks_to_readable_numbers() {
        assert_eq!(shrink(37.482913, -100.0..=100.0, |_| true), 0.0);
        assert_eq!(shrink(-37.482913, -100.0..=100.0, |x| x != 0.0), 1.0);
        assert_eq!(shrink(-37.482913, -100.0..=100.0, |x| x < -0.5), -1.0);
        assert_eq!(shrink(95.12345, -99.0..=99.0, |x| x > 88.7), 90.0);
        assert_eq!(shrink(0.12345, 0.0..=1.0, |x| x > 0.0 && x < 0.2), 0.1);
    }

    #[test]
    fn stays_within_its_interval() {
        assert!(shrink(37.482913, 5.5..=100.0, |_| true) >= 5.5);
    }
}
