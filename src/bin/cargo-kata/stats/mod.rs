//! What a history comes to: streak, times against par, weaknesses.

pub mod csv;
mod days;
pub mod svg;
mod weaknesses;

use std::collections::{BTreeMap, HashMap};
use std::time::SystemTime;

use serde::Serialize;
use shousi::catalogue::{Kata, Lang};
use shousi::judge::Verdict;

pub use days::{Activity, Streak};
pub use weaknesses::{AspectShare, MistakeCount};

use crate::calendar::{Day, day};
use crate::clock;
use crate::history::{Ended, Event};
use crate::review::{Grade, Memory, memories, passed, recalls};
use crate::round::state::{Phase, Round};

/// Everything that `stats` knows; its fields are those of the JSON.
#[derive(Debug, Serialize)]
pub struct Stats {
    pub schema: u32,
    pub today: Day,
    pub streak: Streak,
    /// Katas that passed at least once, of how many there are.
    pub passed: usize,
    pub total: usize,
    /// Rounds that came to their end.
    pub rounds: usize,
    /// The time spent in them, without pauses.
    pub seconds: u64,
    /// The weakest first.
    pub aspects: Vec<AspectShare>,
    /// The most frequent first.
    pub mistakes: Vec<MistakeCount>,
    /// In the order of the catalogue.
    pub katas: Vec<KataStats>,
    pub activity: Vec<Activity>,
}

/// How one kata went.
#[derive(Debug, Serialize)]
pub struct KataStats {
    pub kata: &'static str,
    pub title: String,
    pub par_seconds: u64,
    /// Whether it passed at least once.
    pub passed: bool,
    /// The shortest time to a pass in a round.
    pub best: Option<u64>,
    /// The time to the pass in the last round with it; `None` if it did not pass there.
    pub latest: Option<u64>,
    /// The time spent on it in rounds.
    pub seconds: u64,
    pub due: Option<Day>,
    /// The chance that it could be written today.
    pub retrievability: Option<f64>,
    /// In order of time.
    pub runs: Vec<Run>,
}

/// An attempt in a round, or a first pass outside of rounds.
#[derive(Clone, Debug, Serialize)]
pub struct Run {
    pub at: String,
    pub kata: &'static str,
    /// The number of the round, for `cargo kata attempt`; `None` outside of rounds.
    pub attempt: Option<usize>,
    pub verdict: String,
    pub grade: Grade,
    /// Seconds spent, until it compiled, until it passed, and par: known in rounds alone.
    pub seconds: Option<u64>,
    pub compiled: Option<u64>,
    pub passed: Option<u64>,
    pub par: Option<u64>,
    pub hints: usize,
    pub solution: bool,
    pub mistake: Option<String>,
    /// For each aspect how many properties held, of how many.
    pub aspects: BTreeMap<String, [usize; 2]>,
}

impl Run {
    /// The time to the pass, if it stands at the end of the attempt.
    pub fn time(&self) -> Option<u64> {
        self.passed.filter(|_| self.has_passed())
    }

    pub fn has_passed(&self) -> bool {
        self.verdict == Verdict::Passed.name()
    }
}

/// Sums up a history.
pub fn stats(practised: &[&'static Kata], events: &[Event], now: SystemTime, lang: Lang) -> Stats {
    let today = day(now);
    let memories = memories(events);
    let passed = passed(events);
    let mut runs = runs(events);
    let katas: Vec<KataStats> = practised
        .iter()
        .map(|kata| {
            let runs = runs.remove(kata.name).unwrap_or_default();
            kata_stats(kata, runs, passed.contains(kata.name), memories.get(kata.name), today, lang)
        })
        .collect();
    let all_runs = || katas.iter().flat_map(|kata| &kata.runs);
    let activity = days::activity(events, all_runs());
    let finished = |round: &Round| matches!(round.phase, Phase::Over(ended) if ended != Ended::Abandoned);
    Stats {
        schema: 1,
        today,
        streak: days::streak(&activity, today),
        passed: katas.iter().filter(|kata| kata.passed).count(),
        total: katas.len(),
        rounds: Round::all(events).iter().filter(|round| finished(round)).count(),
        seconds: katas.iter().fold(0, |sum, kata| sum.saturating_add(kata.seconds)),
        aspects: weaknesses::aspects(all_runs()),
        mistakes: weaknesses::mistakes(events, lang),
        katas,
        activity,
    }
}

fn kata_stats(
    kata: &'static Kata,
    runs: Vec<Run>,
    passed: bool,
    memory: Option<&Memory>,
    today: Day,
    lang: Lang,
) -> KataStats {
    KataStats {
        kata: kata.name,
        title: kata.title(lang).to_owned(),
        par_seconds: u64::from(kata.meta.par) * 60,
        passed,
        best: runs.iter().filter_map(Run::time).min(),
        latest: runs.iter().rfind(|run| run.attempt.is_some()).and_then(Run::time),
        // A history may hold anything.
        seconds: runs.iter().filter_map(|run| run.seconds).fold(0, u64::saturating_add),
        due: memory.map(|memory| memory.due),
        // Three digits: the model knows no more.
        retrievability: memory.map(|memory| (memory.retrievability(today) * 1000.0).round() / 1000.0),
        runs,
    }
}

/// The runs of each kata of the catalogue.
fn runs(events: &[Event]) -> HashMap<&'static str, Vec<Run>> {
    let numbers: HashMap<String, usize> =
        Round::all(events).into_iter().map(|round| (round.id, round.number)).collect();
    let mut runs: HashMap<&'static str, Vec<Run>> = HashMap::new();
    for recall in recalls(events) {
        let Some(kata) = shousi::catalogue::find(recall.kata) else { continue };
        let attempt = recall.attempt;
        runs.entry(kata.name).or_default().push(Run {
            at: clock::format(recall.at),
            kata: kata.name,
            attempt: attempt.and_then(|attempt| numbers.get(&attempt.round).copied()),
            verdict: attempt.map_or(Verdict::Passed.name(), |attempt| &attempt.verdict).to_owned(),
            grade: recall.grade,
            seconds: attempt.map(|attempt| attempt.seconds),
            compiled: attempt.and_then(|attempt| attempt.compiled),
            passed: attempt.and_then(|attempt| attempt.passed),
            par: attempt.map(|attempt| attempt.par),
            hints: attempt.map_or(0, |attempt| attempt.hints),
            solution: attempt.is_some_and(|attempt| attempt.solution),
            mistake: attempt.and_then(|attempt| attempt.mistake.clone()),
            aspects: attempt.map_or_else(BTreeMap::new, |attempt| attempt.aspects.clone()),
        });
    }
    runs
}

#[cfg(test)]
mod tests;
