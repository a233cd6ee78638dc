//! The judgements of a screen: the one under way, and what came of the last one.

use shousi::judge::{KataReport, Verdict};
use shousi::judging::{Judged, Stage};

/// A judgement under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Work {
    pub number: u64,
    pub stage: Stage,
    /// Tenths of a second since it began.
    pub ticks: u64,
    /// The file was written before it was read.
    again: bool,
}

/// Each judgement has a number. News of an old one are of no interest any more.
#[derive(Debug, Default)]
pub struct Bench {
    pub report: Option<KataReport>,
    pub output: String,
    pub work: Option<Work>,
    judgements: u64,
}

/// What follows from a verdict that came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Came {
    /// It is of an earlier judgement.
    Late,
    /// The file was written since: it is judged again, under this number.
    Stale(u64),
    Fresh,
}

impl Bench {
    /// Turns to another kata: nothing is known of it.
    pub fn clear(&mut self) {
        *self = Bench { judgements: self.judgements, ..Bench::default() };
    }

    /// A new judgement begins; its number.
    pub fn begin(&mut self) -> u64 {
        self.judgements += 1;
        let work = Work { number: self.judgements, stage: Stage::Compiling, ticks: 0, again: false };
        self.work = Some(work);
        self.judgements
    }

    /// The file was written; the number of the judgement that this begins.
    pub fn saved(&mut self) -> Option<u64> {
        match &mut self.work {
            // The tools are not built twice.
            Some(work) if work.stage == Stage::Preparing => {
                work.again = true;
                None
            }
            _ => Some(self.begin()),
        }
    }

    /// News of a judgement; the number of another one that this begins.
    pub fn proceed(&mut self, number: u64, stage: Stage) -> Option<u64> {
        let work = self.work.as_mut().filter(|work| work.number == number)?;
        work.stage = stage;
        // What was written while the tools were built may have been read too early.
        (stage != Stage::Preparing && work.again).then(|| self.begin())
    }

    pub fn take(&mut self, number: u64, judged: Judged) -> Came {
        if self.work.is_none_or(|work| work.number != number) {
            return Came::Late;
        }
        if self.work.take().is_some_and(|work| work.again) {
            return Came::Stale(self.begin());
        }
        self.report = Some(judged.report);
        self.output = judged.output;
        Came::Fresh
    }

    pub fn tick(&mut self) {
        if let Some(work) = &mut self.work {
            work.ticks += 1;
        }
    }

    pub fn passed(&self) -> bool {
        self.report.as_ref().is_some_and(|report| report.verdict == Verdict::Passed)
    }
}
