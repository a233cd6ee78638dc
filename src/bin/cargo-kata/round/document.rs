//! How a round stands, as one JSON document. Its schema is `round.schema.json`.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use serde::Serialize;
use shousi::build::Workspace;
use shousi::judge::Verdict;

use crate::clock;
use crate::history::{Ended, Event};

use super::best::best_before;
use super::state::{Phase, Round, Task};

/// Raised when a field changes its meaning; new fields do not raise it.
const SCHEMA: u32 = 1;

#[derive(Debug, Serialize)]
struct Document<'a> {
    schema: u32,
    round: &'a str,
    number: usize,
    phase: &'static str,
    ended: Option<Ended>,
    started: String,
    /// `null` unless the clock runs.
    deadline: Option<String>,
    limit_seconds: u64,
    remaining_seconds: u64,
    pauses: usize,
    paused_seconds: u64,
    allow_hints: bool,
    seed: u64,
    cases: u32,
    passed: usize,
    total: usize,
    katas: Vec<Kata<'a>>,
}

#[derive(Debug, Serialize)]
struct Kata<'a> {
    kata: &'a str,
    file: String,
    /// Whether the learner is at it.
    current: bool,
    limit_seconds: u64,
    par_seconds: Option<u64>,
    spent_seconds: u64,
    verdict: Option<&'static str>,
    first_compile_seconds: Option<u64>,
    first_pass_seconds: Option<u64>,
    /// The shortest time to a first pass in the rounds before.
    best_before_seconds: Option<u64>,
    hints: usize,
    solution: bool,
    /// The rest is known once the round is over.
    mistake: Option<&'a str>,
    aspects: Option<BTreeMap<&'a str, Share>>,
    archive: Option<&'a str>,
    late: bool,
}

#[derive(Debug, Serialize)]
struct Share {
    held: usize,
    of: usize,
}

/// The document on a round at a moment; `events` are the history that it comes from.
pub fn document(round: &Round, events: &[Event], now: SystemTime) -> String {
    let katas: Vec<Kata> =
        round.tasks.iter().enumerate().map(|(place, task)| kata(round, place, task, events, now)).collect();
    let document = Document {
        schema: SCHEMA,
        round: &round.id,
        number: round.number,
        phase: phase(round, now),
        ended: match round.phase {
            Phase::Rung(ended) | Phase::Over(ended) => Some(ended),
            Phase::Running | Phase::Paused { .. } => None,
        },
        started: clock::format(round.started),
        deadline: round.deadline().map(clock::format),
        limit_seconds: round.limit.as_secs(),
        remaining_seconds: round.remaining(now).as_secs(),
        pauses: round.pauses,
        paused_seconds: round.paused(now).as_secs(),
        allow_hints: round.allow_hints,
        seed: round.settings.seed,
        cases: round.settings.cases,
        passed: katas.iter().filter(|kata| kata.verdict == Some(Verdict::Passed.name())).count(),
        total: katas.len(),
        katas,
    };
    let mut text = serde_json::to_string_pretty(&document).expect("a document is plain data");
    text.push('\n');
    text
}

/// Where the round stands, in a word: `up` says that the bell is due.
fn phase(round: &Round, now: SystemTime) -> &'static str {
    match round.phase {
        Phase::Running if round.is_up(now) => "up",
        Phase::Running => "running",
        Phase::Paused { .. } => "paused",
        Phase::Rung(_) => "rung",
        Phase::Over(_) => "over",
    }
}

fn kata<'a>(round: &'a Round, place: usize, task: &'a Task, events: &[Event], now: SystemTime) -> Kata<'a> {
    let seconds = |time: Option<Duration>| time.map(|time| time.as_secs());
    let share = |(aspect, &[held, of]): (&'a String, &[usize; 2])| (aspect.as_str(), Share { held, of });
    let attempt = task.attempt.as_ref();
    let handed = round.codes.iter().find(|handed| handed.kata == task.name);
    Kata {
        kata: &task.name,
        file: Workspace::relative_kata_file(&task.name),
        current: place == round.current(),
        limit_seconds: task.limit.as_secs(),
        par_seconds: task.kata().map(|kata| 60 * u64::from(kata.meta.par)),
        spent_seconds: round.spent(place, now).as_secs(),
        verdict: task.verdict().map(Verdict::name),
        first_compile_seconds: seconds(task.compiled),
        first_pass_seconds: seconds(task.passed),
        best_before_seconds: seconds(best_before(events, round, &task.name)),
        hints: task.hints,
        solution: task.solution,
        mistake: attempt.and_then(|attempt| attempt.mistake.as_deref()),
        aspects: attempt.map(|attempt| attempt.aspects.iter().map(share).collect()),
        archive: handed.map(|handed| handed.archive.as_str()),
        late: handed.is_some_and(|handed| handed.late),
    }
}
