//! A round, as its events tell it.
//!
//! Nothing here knows of files or of the time now: a round is folded from events, and asked about a
//! moment. Folding the same event twice changes nothing, so that merged histories need no care.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use shousi::catalogue::{Kata, find};
use shousi::judge::{Settings, Verdict};

use crate::clock;
use crate::history::{Attempt, Ended, Event, Handed, Rating, What};

/// A round and how far it has come.
#[derive(Clone, Debug, PartialEq)]
pub struct Round {
    pub id: String,
    /// People count rounds in the order in which they began, from 1.
    pub number: usize,
    pub started: SystemTime,
    pub limit: Duration,
    pub allow_hints: bool,
    /// What the verdicts of the round depend on.
    pub settings: Settings,
    pub tasks: Vec<Task>,
    pub phase: Phase,
    /// How often it was paused.
    pub pauses: usize,
    /// The pauses that are over, together.
    pub paused: Duration,
    /// The code that counts, once the bell has rung.
    pub codes: Vec<Handed>,
    /// How well follow-up questions were answered: by kata and number of the question, from 0.
    pub answers: BTreeMap<(String, usize), Rating>,
    /// The place of the kata that the learner is at.
    current: usize,
    /// Up to here, the time is somebody's.
    counted: SystemTime,
}

/// Where a round stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The clock runs; whether time is up by now is [`Round::is_up`].
    Running,
    Paused {
        since: SystemTime,
    },
    /// The code that counts is archived, and not all of it is judged.
    Rung(Ended),
    Over(Ended),
}

/// A kata of a round, and what came of it so far.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    pub name: String,
    /// Its share of the limit.
    pub limit: Duration,
    /// The time spent on it, as far as events tell.
    counted: Duration,
    /// The last verdict before the bell.
    pub verdict: Option<Verdict>,
    /// The time spent on it until an answer first compiled.
    pub compiled: Option<Duration>,
    /// The time spent on it until it first passed.
    pub passed: Option<Duration>,
    /// The furthest hint that was shown during the round; 0 if none was.
    pub hints: usize,
    /// Whether the solution was shown during the round.
    pub solution: bool,
    /// The code that was judged last before the bell, and where it is archived.
    pub last: Option<Handed>,
    /// What the bell's code came to.
    pub attempt: Option<Attempt>,
}

impl Task {
    /// `None` for a kata of a version to come.
    pub fn kata(&self) -> Option<&'static Kata> {
        find(&self.name)
    }

    /// The verdict that counts: the bell's, and before it the last one.
    pub fn verdict(&self) -> Option<Verdict> {
        match &self.attempt {
            Some(attempt) => Verdict::from_name(&attempt.verdict),
            None => self.verdict,
        }
    }
}

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
        for (place, event) in events.iter().enumerate() {
            if let Some(mut round) = Round::begin(event)
                && rounds.iter().all(|other| other.id != round.id)
            {
                round.number = rounds.len() + 1;
                // After a clock was set back, what came later may stand before.
                let id = round.id.clone();
                let before = events[..place].iter().filter(|event| event.what.round() == Some(id.as_str()));
                before.chain(&events[place + 1..]).for_each(|event| round.take(event));
                rounds.push(round);
            }
        }
        rounds
    }

    fn begin(event: &Event) -> Option<Round> {
        let What::RoundStart { round, katas, seconds, allow_hints, seed, cases, .. } = &event.what else {
            return None;
        };
        let started = clock::parse(&event.at)?;
        let task = |task: &crate::history::Task| Task {
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

    fn take(&mut self, event: &Event) {
        match &event.what {
            What::Hint { .. } | What::Solution => return self.take_help(event),
            what if what.round() != Some(self.id.as_str()) => return,
            _ => {}
        }
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
    fn uncounted(&self, at: SystemTime) -> Duration {
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

    fn sum(&self) -> Duration {
        self.tasks.iter().map(|task| task.counted).sum()
    }
}

/// What can be asked of a round.
impl Round {
    /// Whether there is something left to do: time to use, or code to judge.
    pub fn is_open(&self) -> bool {
        !matches!(self.phase, Phase::Over(_))
    }

    /// Whether code can still be handed in at `now`.
    pub fn is_running(&self, now: SystemTime) -> bool {
        self.phase == Phase::Running && !self.is_up(now)
    }

    /// Whether time is up, though the bell may not have rung yet.
    pub fn is_up(&self, now: SystemTime) -> bool {
        self.phase == Phase::Running && self.remaining(now).is_zero()
    }

    /// When time is up, if there is no pause before; `None` while it is paused, and after the bell.
    pub fn deadline(&self) -> Option<SystemTime> {
        let left = self.limit.saturating_sub(self.sum());
        (self.phase == Phase::Running).then(|| self.counted + left)
    }

    /// The time that is left.
    pub fn remaining(&self, now: SystemTime) -> Duration {
        self.limit.saturating_sub(self.elapsed(now))
    }

    /// The time spent on all katas.
    pub fn elapsed(&self, now: SystemTime) -> Duration {
        match self.phase {
            Phase::Running => self.sum() + self.uncounted(now),
            _ => self.sum(),
        }
    }

    /// The time spent on the task at this place.
    pub fn spent(&self, place: usize, now: SystemTime) -> Duration {
        let running = self.phase == Phase::Running && place == self.current;
        self.tasks[place].counted + if running { self.uncounted(now) } else { Duration::ZERO }
    }

    /// All pauses together, the one that goes on included.
    pub fn paused(&self, now: SystemTime) -> Duration {
        match self.phase {
            Phase::Paused { since } => self.paused + now.duration_since(since).unwrap_or_default(),
            _ => self.paused,
        }
    }

    /// The place of the kata that the learner is at.
    pub fn current(&self) -> usize {
        self.current
    }

    /// The task of this kata.
    pub fn task(&self, kata: &str) -> Option<&Task> {
        self.tasks.iter().find(|task| task.name == kata)
    }

    /// Whether every kata's last verdict is a pass.
    pub fn all_passed(&self) -> bool {
        self.tasks.iter().all(|task| task.verdict() == Some(Verdict::Passed))
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

#[cfg(test)]
mod tests;
