//! From events to a round.

use std::collections::{BTreeMap, HashMap};
use std::time::{Duration, SystemTime};

use shousi::judge::{Settings, Verdict};

use super::{Phase, Round, Task};
use crate::clock;
use crate::history::{self, Event, Handed, What};

impl Round {
    /// The round that matters: the one that is open, or else the one that began last.
    pub fn last(events: &[Event]) -> Option<Round> {
        let mut rounds = Round::all(events);
        match rounds.iter().rposition(Round::is_open) {
            Some(open) => Some(rounds.swap_remove(open)),
            None => rounds.pop(),
        }
    }

    /// Every round, in the order in which they began.
    pub fn all(events: &[Event]) -> Vec<Round> {
        let mut rounds: Vec<Round> = Vec::new();
        let mut places: HashMap<&str, usize> = HashMap::new();
        for event in events {
            if let (Some(id), Some(mut round)) = (event.what.round(), Round::begin(event))
                && !places.contains_key(id)
            {
                places.insert(id, rounds.len());
                round.number = rounds.len() + 1;
                rounds.push(round);
            }
        }
        let mut begun = 0;
        for event in events {
            match (&event.what, event.what.round().and_then(|id| places.get(id))) {
                (What::RoundStart { .. }, Some(&place)) => begun = begun.max(place + 1),
                // After a clock was set back, what came later may stand before the beginning.
                (_, Some(&place)) => rounds[place].take(event),
                (What::Hint { .. } | What::Solution, None) => {
                    rounds[..begun].iter_mut().for_each(|round| round.take_help(event));
                }
                _ => {}
            }
        }
        rounds
    }

    fn begin(event: &Event) -> Option<Round> {
        let What::RoundStart { round, katas, seconds, allow_hints, seed, cases, .. } = &event.what else {
            return None;
        };
        let started = clock::parse(&event.at)?;
        let task = |task: &history::Task| Task {
            name: task.kata.clone(),
            limit: limit(task.seconds),
            counted: Duration::ZERO,
            verdict: None,
            compiled: None,
            passed: None,
            hints: 0,
            solution: false,
            last: None,
            attempt: None,
        };
        // The name becomes that of a folder.
        let plain = !round.is_empty() && round.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        (plain && !katas.is_empty()).then(|| Round {
            id: round.clone(),
            number: 0,
            started,
            limit: limit(*seconds),
            allow_hints: *allow_hints,
            settings: Settings { seed: *seed, cases: *cases, ..Settings::default() },
            tasks: katas.iter().map(task).collect(),
            phase: Phase::Running,
            pauses: 0,
            paused: Duration::ZERO,
            codes: vec![],
            answers: BTreeMap::new(),
            current: 0,
            counted: started,
        })
    }

    /// Takes in an event of this round.
    fn take(&mut self, event: &Event) {
        let Some(at) = clock::parse(&event.at) else { return };
        match (&event.what, self.phase) {
            (What::Verdict { .. }, Phase::Running | Phase::Paused { .. }) => self.take_verdict(event, at),
            (What::RoundTurn { .. }, Phase::Running | Phase::Paused { .. }) => {
                if let Some(place) = self.place(&event.kata) {
                    self.count(at);
                    self.current = place;
                }
            }
            (What::RoundPause { .. }, Phase::Running) if !self.is_up(at) => {
                self.count(at);
                self.pauses += 1;
                self.phase = Phase::Paused { since: self.counted };
            }
            (What::RoundResume { .. }, Phase::Paused { .. }) => {
                self.end_pause(at);
                self.phase = Phase::Running;
            }
            (What::RoundBell { ended, codes, .. }, Phase::Running | Phase::Paused { .. }) => {
                self.stop(at);
                self.codes = codes.clone();
                self.phase = Phase::Rung(*ended);
            }
            (What::Attempt(attempt), Phase::Rung(_) | Phase::Over(_)) => {
                if let Some(place) = self.place(&event.kata) {
                    self.tasks[place].attempt = Some((**attempt).clone());
                }
            }
            (What::Answer { question, rating, .. }, _) => {
                self.answers.insert((event.kata.clone(), *question), *rating);
            }
            (What::RoundFinish { ended, .. }, phase) if !matches!(phase, Phase::Over(_)) => {
                self.stop(at);
                self.phase = Phase::Over(*ended);
            }
            _ => {}
        }
    }

    /// A verdict on another kata tells that the time since the last event was spent there.
    fn take_verdict(&mut self, event: &Event, at: SystemTime) {
        let What::Verdict { code, verdict, seed, cases, archive, .. } = &event.what else { return };
        let (Some(place), Some(verdict)) = (self.place(&event.kata), Verdict::from_name(verdict)) else {
            return;
        };
        self.current = place;
        self.count(at);
        let comparable = (*seed, *cases) == (self.settings.seed, self.settings.cases);
        let task = &mut self.tasks[place];
        if compiled(verdict) {
            task.compiled.get_or_insert(task.counted);
        }
        // Fewer cases, or others, prove nothing; a counterexample is one everywhere.
        if verdict != Verdict::Passed || comparable {
            task.verdict = Some(verdict);
        }
        if verdict == Verdict::Passed && comparable {
            task.passed.get_or_insert(task.counted);
        }
        if let Some(archive) = archive {
            let (kata, code, archive) = (event.kata.clone(), code.clone(), archive.clone());
            task.last = Some(Handed { kata, code, archive, late: false });
        }
    }

    /// Hints and the solution belong to a round by when they were shown.
    fn take_help(&mut self, event: &Event) {
        if !matches!(self.phase, Phase::Running | Phase::Paused { .. }) {
            return;
        }
        let Some(place) = self.place(&event.kata) else { return };
        match event.what {
            What::Hint { hint } => self.tasks[place].hints = self.tasks[place].hints.max(hint),
            _ => self.tasks[place].solution = true,
        }
    }

    fn place(&self, kata: &str) -> Option<usize> {
        self.tasks.iter().position(|task| task.name == kata)
    }

    /// Counts the time up to `at` for the current kata, unless the round is paused.
    fn count(&mut self, at: SystemTime) {
        if self.phase == Phase::Running {
            let time = self.uncounted(at);
            self.tasks[self.current].counted += time;
            // Where time is up, this stays the deadline.
            self.counted += time;
        }
    }

    /// The time from the last event to `at` that counts: not beyond the limit, and never less than
    /// nothing, whatever clocks do.
    pub(super) fn uncounted(&self, at: SystemTime) -> Duration {
        at.duration_since(self.counted).unwrap_or_default().min(self.limit.saturating_sub(self.sum()))
    }

    fn end_pause(&mut self, at: SystemTime) {
        self.paused += at.duration_since(self.counted).unwrap_or_default();
        self.counted = self.counted.max(at);
    }

    fn stop(&mut self, at: SystemTime) {
        match self.phase {
            Phase::Running => self.count(at),
            Phase::Paused { .. } => self.end_pause(at),
            Phase::Rung(_) | Phase::Over(_) => {}
        }
    }

    /// The time that is counted, for all katas.
    pub(super) fn sum(&self) -> Duration {
        self.tasks.iter().map(|task| task.counted).sum()
    }
}

/// A limit, if need be cut to what can be added to any time.
fn limit(seconds: u64) -> Duration {
    const YEAR: u64 = 365 * 24 * 60 * 60;
    Duration::from_secs(seconds.min(YEAR))
}

/// Whether an answer has compiled. An untouched stub does, too; that says nothing.
fn compiled(verdict: Verdict) -> bool {
    !matches!(verdict, Verdict::Todo | Verdict::BuildError | Verdict::Rejected | Verdict::Missing)
}
