//! A round, as its events tell it.
//!
//! Nothing here knows of files or of the time now: a round is folded from events, and asked about a
//! moment. Folding the same event twice changes nothing, so that merged histories need no care.

mod fold;

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use shousi::catalogue::{Kata, find};
use shousi::judge::{Settings, Verdict};

use crate::history::{Attempt, Ended, Handed, Rating};

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

#[cfg(test)]
mod tests;
