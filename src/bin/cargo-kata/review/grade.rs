//! How well a kata was remembered, from what is on record.

use serde::Serialize;

use crate::history::Attempt;

/// The four grades of FSRS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// Forgotten.
    Again,
    /// Remembered with help, or slowly.
    Hard,
    Good,
    /// At once.
    Easy,
}

impl Grade {
    /// The grade of an attempt in a round.
    ///
    /// Up to one and a half times par is good: par is the time of a prepared candidate, and who remembers
    /// but types slowly has not forgotten. FSRS also takes a hard one as a reason to ask again soon.
    pub fn of_attempt(attempt: &Attempt) -> Grade {
        if !attempt.has_passed() {
            return Grade::Again;
        }
        let seconds = attempt.passed.unwrap_or(attempt.seconds);
        let helped = attempt.hints > 0 || attempt.solution;
        match attempt.par {
            _ if helped => Grade::Hard,
            par if seconds > par.saturating_add(par / 2) => Grade::Hard,
            par if seconds <= par / 2 => Grade::Easy,
            _ => Grade::Good,
        }
    }

    /// The grade of a first pass outside rounds, where nothing says how long it took.
    pub fn of_pass(helped: bool) -> Grade {
        if helped { Grade::Hard } else { Grade::Good }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn graded(verdict: &str, seconds: u64, hints: usize, solution: bool) -> Grade {
        Grade::of_attempt(&Attempt {
            round: "r".into(),
            code: "c".into(),
            archive: String::new(),
            verdict: verdict.into(),
            mistake: None,
            aspects: BTreeMap::new(),
            seconds: 900,
            compiled: None,
            passed: Some(seconds),
            par: 600,
            hints,
            solution,
        })
    }

    #[test]
    fn verdict_time_and_help_make_the_grade() {
        assert_eq!(graded("failed", 100, 0, false), Grade::Again);
        assert_eq!(graded("passed", 300, 0, false), Grade::Easy);
        assert_eq!(graded("passed", 301, 0, false), Grade::Good);
        assert_eq!(graded("passed", 900, 0, false), Grade::Good);
        assert_eq!(graded("passed", 901, 0, false), Grade::Hard);
        assert_eq!(graded("passed", 100, 1, false), Grade::Hard);
        assert_eq!(graded("passed", 100, 0, true), Grade::Hard);
        assert_eq!((Grade::of_pass(true), Grade::of_pass(false)), (Grade::Hard, Grade::Good));
    }
}
