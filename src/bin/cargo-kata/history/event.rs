//! What a line of the history can say. Fields are added, and none changes its meaning: old histories stay
//! readable, and those of newer versions nearly so.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use shousi::judge::Verdict;

/// One line of the history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// When, in UTC: `2026-11-22T19:43:53Z`.
    pub at: String,
    /// Empty where it is about a round as a whole.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kata: String,
    #[serde(flatten)]
    pub what: What,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum What {
    /// This content was judged.
    Verdict {
        code: String,
        verdict: String,
        seed: u64,
        cases: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        mistake: Option<String>,
        /// The round that this was a part of; its content is then archived.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        round: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        archive: Option<String>,
    },
    /// The hint of this number was shown.
    Hint {
        hint: usize,
    },
    /// The reference solution was shown.
    Solution,
    /// The file was replaced by the stub, and its content archived.
    Reset {
        archive: String,
    },
    /// A round began; its name is unique.
    RoundStart {
        round: String,
        katas: Vec<Task>,
        /// The limit of the whole round.
        seconds: u64,
        allow_hints: bool,
        /// What the verdicts depend on.
        seed: u64,
        cases: u32,
        /// The seed that the katas were drawn with.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        draw: Option<u64>,
    },
    /// The learner turned to this kata of the round.
    RoundTurn {
        round: String,
    },
    RoundPause {
        round: String,
    },
    RoundResume {
        round: String,
    },
    /// The time of the round is over, or all of it is passed; this is the code that counts.
    RoundBell {
        round: String,
        ended: Ended,
        codes: Vec<Handed>,
    },
    /// What came of one kata of a round.
    Attempt(Box<Attempt>),
    /// How well the learner answered a follow-up question, in the learner's own judgement.
    Answer {
        round: String,
        question: usize,
        rating: Rating,
    },
    /// All there is to say of the round has been said.
    RoundFinish {
        round: String,
        ended: Ended,
    },
}

impl What {
    /// The round that this belongs to.
    pub fn round(&self) -> Option<&str> {
        match self {
            What::Verdict { round, .. } => round.as_deref(),
            What::Attempt(attempt) => Some(&attempt.round),
            What::RoundStart { round, .. }
            | What::RoundTurn { round }
            | What::RoundPause { round }
            | What::RoundResume { round }
            | What::RoundBell { round, .. }
            | What::Answer { round, .. }
            | What::RoundFinish { round, .. } => Some(round),
            What::Hint { .. } | What::Solution | What::Reset { .. } => None,
        }
    }
}

/// A kata of a round.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Task {
    pub kata: String,
    /// Its share of the limit.
    pub seconds: u64,
}

/// A kata's code at the bell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Handed {
    pub kata: String,
    pub code: String,
    /// Where it is archived, from the workspace's root.
    pub archive: String,
    /// Whether the file was written after time was up, or could not be read, so that this is what was
    /// judged before, or the stub.
    #[serde(default, skip_serializing_if = "is_false")]
    pub late: bool,
}

fn is_false(value: &bool) -> bool {
    !value
}

/// Why a round ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ended {
    /// Every kata had passed.
    Passed,
    /// Time was up.
    Time,
    /// The learner said so.
    Finished,
    /// The learner broke it off; it does not count.
    Abandoned,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attempt {
    pub round: String,
    pub code: String,
    pub archive: String,
    pub verdict: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mistake: Option<String>,
    /// For each aspect how many properties held, of how many.
    pub aspects: BTreeMap<String, [usize; 2]>,
    /// The time spent on this kata in this round, without pauses.
    pub seconds: u64,
    /// Of that, until it first compiled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compiled: Option<u64>,
    /// Of that, until it first passed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passed: Option<u64>,
    /// The par time then.
    pub par: u64,
    pub hints: usize,
    pub solution: bool,
}

impl Attempt {
    pub fn has_passed(&self) -> bool {
        self.verdict == Verdict::Passed.name()
    }
}

/// A learner's own judgement of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rating {
    Well,
    Partly,
    Badly,
}
