use std::fmt;
use std::time::Duration;

use crate::wire::{Call, Fault};

use super::Shown;

/// What a property is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Aspect {
    Shape,
    Correctness,
    Stability,
    EdgeCase,
    Gradient,
    Complexity,
}

impl Aspect {
    pub const ALL: [Aspect; 6] = [
        Aspect::Shape,
        Aspect::Correctness,
        Aspect::Stability,
        Aspect::EdgeCase,
        Aspect::Gradient,
        Aspect::Complexity,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Aspect::Shape => "shape",
            Aspect::Correctness => "correctness",
            Aspect::Stability => "stability",
            Aspect::EdgeCase => "edge case",
            Aspect::Gradient => "gradient",
            Aspect::Complexity => "complexity",
        }
    }
}

impl fmt::Display for Aspect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// The outcome for one kata, or for one of its properties.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    Passed,
    Failed,
    Todo,
    BuildError,
    Rejected,
    Timeout,
    OutOfMemory,
    Crashed,
    Missing,
}

impl Verdict {
    pub const ALL: [Verdict; 9] = [
        Verdict::Passed,
        Verdict::Failed,
        Verdict::Todo,
        Verdict::BuildError,
        Verdict::Rejected,
        Verdict::Timeout,
        Verdict::OutOfMemory,
        Verdict::Crashed,
        Verdict::Missing,
    ];

    /// As it stands in reports and in the history.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Passed => "passed",
            Verdict::Failed => "failed",
            Verdict::Todo => "todo",
            Verdict::BuildError => "build_error",
            Verdict::Rejected => "rejected",
            Verdict::Timeout => "timeout",
            Verdict::OutOfMemory => "out_of_memory",
            Verdict::Crashed => "crashed",
            Verdict::Missing => "missing",
        }
    }

    pub fn from_name(name: &str) -> Option<Verdict> {
        Verdict::ALL.into_iter().find(|verdict| verdict.name() == name)
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl From<&Fault> for Verdict {
    fn from(fault: &Fault) -> Self {
        match fault {
            Fault::Todo => Verdict::Todo,
            Fault::Panicked { .. } => Verdict::Failed,
            Fault::TimedOut { .. } => Verdict::Timeout,
            Fault::OutOfMemory { .. } => Verdict::OutOfMemory,
            Fault::Crashed { .. } => Verdict::Crashed,
        }
    }
}

/// An input for which a property does not hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Counterexample {
    /// Every call that the property made for this input; the last one decided.
    pub calls: Vec<Call>,
    /// `None` where a call had no answer.
    pub expected: Option<Shown>,
    pub actual: Option<Shown>,
    /// For each entry of `actual` whether it differs; empty where entries cannot be told apart.
    pub differing: Vec<bool>,
}

/// The outcome of one property.
#[derive(Clone, Debug, PartialEq)]
pub struct PropertyReport {
    /// The property's sentence in English, which is its name.
    pub name: &'static str,
    pub name_zh: &'static str,
    pub aspect: Aspect,
    pub verdict: Verdict,
    /// What went wrong, in a sentence; empty if nothing did.
    pub message: String,
    pub counterexample: Option<Counterexample>,
}

/// The outcome of one kata.
#[derive(Clone, Debug, PartialEq)]
pub struct KataReport {
    pub kata: String,
    pub verdict: Verdict,
    /// The name of the known mistake that explains what was seen.
    pub mistake: Option<&'static str>,
    /// What went wrong, in a sentence (or the compiler's words); empty if nothing did.
    pub message: String,
    pub time: Duration,
    /// Empty where nothing could be run.
    pub properties: Vec<PropertyReport>,
}

impl KataReport {
    /// A report on a kata that could not be run.
    pub fn without_run(kata: &str, verdict: Verdict, message: String, time: Duration) -> Self {
        KataReport { kata: kata.to_owned(), verdict, mistake: None, message, time, properties: vec![] }
    }

    /// The share of the properties that hold.
    pub fn score(&self) -> f64 {
        if self.properties.is_empty() {
            return 0.0;
        }
        self.passed_properties() as f64 / self.properties.len() as f64
    }

    pub fn passed_properties(&self) -> usize {
        self.properties.iter().filter(|p| p.verdict == Verdict::Passed).count()
    }

    /// The first property that does not hold: the one that decides.
    pub fn first_failure(&self) -> Option<&PropertyReport> {
        self.properties.iter().find(|p| p.verdict != Verdict::Passed)
    }
}
