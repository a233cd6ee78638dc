use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::time::{Duration, Instant};

use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use sha2::{Digest, Sha256};

use super::diagnose::{Evidence, SeenCase, name_mistake};
use super::spec::Case;
use super::{
    Aspect, Check, Counterexample, Failure, KataReport, Mismatch, Property, PropertyReport, Settings, Shown,
    Spec, Verdict,
};
use crate::wire::{Call, Fault, Session, Target};
use crate::worker::quiet;

/// The property that every kata has: its name in English and in Chinese.
pub const REPEATABLE: (&str, &str) = ("same input, same answer", "相同的输入得到相同的输出");

/// Cases whose calls are kept to be repeated at the end: this many of each property.
const REPEATED: usize = 4;
/// Cases looked at after a failure, as evidence of which mistake it is.
const FURTHER_CASES: u32 = 31;
/// After so many properties of which every one timed out, no further one is tried.
const HOPELESS: usize = 2;
/// A property that discards more cases in a row than this has a generator that does not fit.
const DISCARDS: u32 = 1000;

/// Which properties of a spec to judge: every `of`-th, from the one of this number on.
#[derive(Clone, Copy, Debug)]
pub struct Lane {
    pub number: usize,
    pub of: usize,
}

impl Lane {
    /// Every property.
    pub const WHOLE: Lane = Lane { number: 0, of: 1 };
}

/// What was seen in one lane.
pub struct Seen {
    properties: Vec<PropertyReport>,
    evidence: Vec<Evidence>,
    /// What came of repeating calls; `None` if none had an answer.
    repeated: Option<Finding>,
}

type Finding = (Verdict, String, Option<Counterexample>);

/// Judges the functions of `target`; `progress` sees each property's report as it is made.
pub fn judge(
    spec: &Spec,
    target: Rc<dyn Target>,
    settings: &Settings,
    progress: impl FnMut(&PropertyReport),
) -> KataReport {
    let start = Instant::now();
    let seen = judge_lane(spec, Lane::WHOLE, target, settings, progress);
    conclude(spec, vec![seen], start.elapsed())
}

/// Judges the properties of one lane. Lanes do not depend on each other, so that they may run side by
/// side, each with a spec and a target of its own; [`conclude`] makes one report of them.
pub fn judge_lane(
    spec: &Spec,
    lane: Lane,
    target: Rc<dyn Target>,
    settings: &Settings,
    mut progress: impl FnMut(&PropertyReport),
) -> Seen {
    let (session, start) = (Session::new(target), Instant::now());
    let mut run = Run { session, settings, kata: spec.kata, start, kept: vec![], decided: false };
    let mut properties = Vec::with_capacity(spec.properties.len());
    let mut evidence = Vec::new();
    for property in spec.properties.iter().skip(lane.number).step_by(lane.of) {
        let hopeless = properties.len() >= HOPELESS && properties.iter().all(timed_out);
        let (report, seen) = if hopeless { (not_tried(property), None) } else { run.judge(property) };
        progress(&report);
        run.decided |= report.verdict != Verdict::Passed;
        properties.push(report);
        evidence.extend(seen);
    }
    let repeated = run.repeat();
    let accepted = run.kept.into_iter().map(|call| SeenCase { failed: false, calls: vec![call] });
    let (aspect, verdict) = (Aspect::Correctness, Verdict::Failed);
    evidence.push(Evidence { aspect, verdict, cases: accepted.collect() });
    Seen { properties, evidence, repeated }
}

/// One report of all lanes, given in order of their numbers.
pub fn conclude(spec: &Spec, lanes: Vec<Seen>, time: Duration) -> KataReport {
    let of = lanes.len();
    let mut reports = Vec::with_capacity(of);
    let mut evidence = Vec::new();
    let mut repeated = Vec::new();
    for lane in lanes {
        reports.push(lane.properties.into_iter());
        evidence.extend(lane.evidence);
        repeated.extend(lane.repeated);
    }
    let in_order = (0..spec.properties.len()).filter_map(|i| reports[i % of].next());
    let mut properties: Vec<PropertyReport> = in_order.collect();
    let repeatable = repeatable(repeated, &properties);
    properties.push(repeatable);

    let deciding = properties.iter().find(|p| p.verdict != Verdict::Passed);
    KataReport {
        kata: spec.kata.to_owned(),
        verdict: deciding.map_or(Verdict::Passed, |p| p.verdict),
        mistake: deciding.and_then(|_| name_mistake(spec, &evidence)),
        message: deciding.map_or_else(String::new, |p| format!("{}: {}", p.name, p.message)),
        time,
        properties,
    }
}

/// The report on repeated calls: the first change, if there was one.
fn repeatable(repeated: Vec<Finding>, before: &[PropertyReport]) -> PropertyReport {
    let nothing_to_compare = || {
        let verdict = before.iter().map(|p| p.verdict).find(|&v| v != Verdict::Passed);
        (verdict.unwrap_or(Verdict::Passed), "there was no answer to compare".to_owned(), None)
    };
    let worst = repeated.into_iter().reduce(|a, b| if a.0 == Verdict::Passed { b } else { a });
    let (verdict, message, counterexample) = worst.unwrap_or_else(nothing_to_compare);
    let (name, name_zh) = REPEATABLE;
    PropertyReport { name, name_zh, aspect: Aspect::Correctness, verdict, message, counterexample }
}

fn timed_out(report: &PropertyReport) -> bool {
    report.verdict == Verdict::Timeout
}

fn not_tried(property: &Property) -> PropertyReport {
    report(property, Verdict::Timeout, "not tried: nothing before it returned in time".to_owned(), None)
}

/// Judges one property alone, for tests that name each property.
pub fn judge_property(
    spec: &Spec,
    property: &Property,
    target: Rc<dyn Target>,
    settings: &Settings,
) -> PropertyReport {
    let session = Session::new(target);
    let mut run =
        Run { session, settings, kata: spec.kata, start: Instant::now(), kept: vec![], decided: false };
    run.judge(property).0
}

/// One run over the properties of a kata.
struct Run<'a> {
    session: Rc<Session>,
    settings: &'a Settings,
    kata: &'static str,
    start: Instant,
    /// Calls that had an answer, to be repeated.
    kept: Vec<Call>,
    /// Whether a property has failed already: the counterexample of the first one is what is read.
    decided: bool,
}

/// What one case came to.
struct Attempt {
    outcome: Check,
    calls: Vec<Call>,
}

impl Run<'_> {
    fn judge(&mut self, property: &Property) -> (PropertyReport, Option<Evidence>) {
        let mut runner = self.runner(property.name);
        let mut discarded = 0;
        let mut checked = 0;
        let mut kept = 0;
        while checked < property.count(self.settings.cases) {
            if self.time_is_up() {
                return (report(property, Verdict::Timeout, self.not_finished(), None), None);
            }
            let case = property.generate(&mut runner);
            let attempt = self.attempt(&*case);
            match attempt.outcome {
                Err(Failure::Discard) => {
                    discarded += 1;
                    assert!(discarded <= DISCARDS, "`{}` discards nearly every case", property.name);
                    continue;
                }
                Ok(()) => {
                    if kept < REPEATED {
                        self.kept.extend(attempt.calls.into_iter().next());
                        kept += 1;
                    }
                }
                Err(failure) => return self.explain(property, &mut runner, case, failure, attempt.calls),
            }
            checked += 1;
            discarded = 0;
        }
        (report(property, Verdict::Passed, String::new(), None), None)
    }

    /// Finds the smallest counterexample, and gathers what tells which mistake it is.
    fn explain(
        &self,
        property: &Property,
        runner: &mut TestRunner,
        case: Box<dyn Case>,
        failure: Failure,
        calls: Vec<Call>,
    ) -> (PropertyReport, Option<Evidence>) {
        let (failure, calls) = self.shrink(case, failure, calls);
        let mut cases = vec![SeenCase { failed: true, calls: calls.clone() }];
        if verdict_of(&failure) == Verdict::Failed {
            for _ in 0..FURTHER_CASES.min(property.count(self.settings.cases) - 1) {
                if self.time_is_up() {
                    break;
                }
                let attempt = self.attempt(&*property.generate(runner));
                if attempt.outcome != Err(Failure::Discard) {
                    cases.push(SeenCase { failed: attempt.outcome.is_err(), calls: attempt.calls });
                }
            }
        }
        let evidence = Evidence { aspect: property.aspect, verdict: verdict_of(&failure), cases };
        let report = report(property, verdict_of(&failure), message_of(&failure), Some((failure, calls)));
        (report, Some(evidence))
    }

    /// Simplifies a failing case as far as it goes on failing in the same way.
    fn shrink(&self, mut case: Box<dyn Case>, failure: Failure, calls: Vec<Call>) -> (Failure, Vec<Call>) {
        let verdict = verdict_of(&failure);
        let (most, patience) = shrinking(verdict);
        let most = if self.decided { most / 10 } else { most };
        let original = (failure.clone(), calls.clone());
        let (mut failure, mut calls) = (failure, calls);
        self.session.set_patience(patience);
        let mut more = most > 0 && case.simplify();
        let mut steps = 0;
        while more && steps < most && !self.time_is_up() {
            steps += 1;
            let attempt = self.attempt(&*case);
            more = match attempt.outcome {
                Err(simpler) if simpler != Failure::Discard && verdict_of(&simpler) == verdict => {
                    (failure, calls) = (simpler, attempt.calls);
                    case.simplify()
                }
                _ => case.complicate(),
            };
        }
        self.session.set_patience(None);
        // Where patience was short, a slow machine may have been taken for a hang.
        if patience.is_some() && calls != original.1 {
            let Some(fault) = self.confirmed(&mut calls, verdict) else { return original };
            failure = Failure::Fault(fault);
        }
        (failure, calls)
    }

    /// How the call that decided ends when it is given all its time, if that is the same end.
    fn confirmed(&self, calls: &mut [Call], verdict: Verdict) -> Option<Fault> {
        let deciding = calls.last_mut()?;
        deciding.outcome = self.session.repeat(deciding);
        deciding.outcome.clone().err().filter(|fault| Verdict::from(fault) == verdict)
    }

    fn attempt(&self, case: &dyn Case) -> Attempt {
        let (checked, _) = quiet::run(|| catch_unwind(AssertUnwindSafe(|| case.check(self.session.clone()))));
        let calls = self.session.take_calls();
        let outcome = checked.unwrap_or_else(|_| Err(unusable(&calls)));
        Attempt { outcome, calls }
    }

    /// Repeats calls from all properties, in another order, in the process that answered them.
    fn repeat(&self) -> Option<Finding> {
        let passed = (!self.kept.is_empty()).then(|| (Verdict::Passed, String::new(), None));
        self.first_change().or(passed)
    }

    fn first_change(&self) -> Option<Finding> {
        for call in self.kept.iter().rev() {
            let first = call.outcome.as_ref().ok().map(|answer| &answer.value)?;
            if self.time_is_up() {
                return Some((Verdict::Timeout, self.not_finished(), None));
            }
            let (verdict, message, second) = match self.session.repeat(call) {
                Ok(again) if again.value.identical(first) => continue,
                Ok(again) => {
                    let message = "the same input gave another answer the second time".to_owned();
                    (Verdict::Failed, message, Some(Shown::from(&again.value)))
                }
                Err(fault) => ((&fault).into(), message_of(&Failure::Fault(fault)), None),
            };
            let counterexample = Counterexample {
                calls: vec![call.clone()],
                expected: Some(first.into()),
                actual: second,
                differing: vec![],
            };
            return Some((verdict, message, Some(counterexample)));
        }
        None
    }

    fn runner(&self, property: &str) -> TestRunner {
        let words = format!("{}\n{}\n{property}", self.settings.seed, self.kata);
        let seed = Sha256::digest(words);
        TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &seed))
    }

    fn time_is_up(&self) -> bool {
        self.start.elapsed() >= self.settings.timeout
    }

    fn not_finished(&self) -> String {
        format!("not finished: the {:?} for the kata were used up", self.settings.timeout)
    }
}

/// How many simplifications are affordable, and how long to wait for each call meanwhile.
fn shrinking(verdict: Verdict) -> (u32, Option<Duration>) {
    match verdict {
        Verdict::Todo => (0, None),
        Verdict::Timeout => (12, Some(Duration::from_millis(100))),
        Verdict::OutOfMemory => (12, None),
        Verdict::Crashed => (100, None),
        _ => (1500, None),
    }
}

/// A property that computes with an answer may stumble over one of a shape that nobody expects. (A
/// spec that stumbles over right answers rejects its own reference.)
fn unusable(calls: &[Call]) -> Failure {
    let value = calls.last().and_then(|call| call.outcome.as_ref().ok()).map(|answer| &answer.value);
    Failure::Mismatch(Box::new(Mismatch {
        message: "the answer has not the shape that it should have".to_owned(),
        expected: Shown::Text("an answer of the right shape".to_owned()),
        actual: value.map_or_else(|| Shown::Text("no answer".to_owned()), Shown::from),
        differing: vec![],
    }))
}

fn verdict_of(failure: &Failure) -> Verdict {
    match failure {
        Failure::Fault(fault) => fault.into(),
        _ => Verdict::Failed,
    }
}

fn message_of(failure: &Failure) -> String {
    match failure {
        Failure::Fault(Fault::Todo) => "not written yet".to_owned(),
        Failure::Fault(Fault::Panicked { message, location: Some(location) }) => {
            format!("panicked at {location}: {message}")
        }
        Failure::Fault(Fault::Panicked { message, location: None }) => format!("panicked: {message}"),
        Failure::Fault(Fault::TimedOut { limit }) => format!("did not return within {limit:?}"),
        Failure::Fault(Fault::OutOfMemory { limit }) => {
            format!("asked for more than {} MiB of memory", limit >> 20)
        }
        Failure::Fault(Fault::Crashed { how }) => how.clone(),
        Failure::Mismatch(mismatch) => mismatch.message.clone(),
        Failure::Discard => String::new(),
    }
}

fn report(
    property: &Property,
    verdict: Verdict,
    message: String,
    found: Option<(Failure, Vec<Call>)>,
) -> PropertyReport {
    let counterexample = found.filter(|_| verdict != Verdict::Todo).map(|(failure, calls)| match failure {
        Failure::Mismatch(mismatch) => Counterexample {
            calls,
            expected: Some(mismatch.expected),
            actual: Some(mismatch.actual),
            differing: mismatch.differing,
        },
        _ => Counterexample { calls, expected: None, actual: None, differing: vec![] },
    });
    PropertyReport {
        name: property.name,
        name_zh: property.name_zh,
        aspect: property.aspect,
        verdict,
        message,
        counterexample,
    }
}
