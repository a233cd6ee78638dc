use std::collections::BTreeMap;

use super::*;
use crate::clock;
use crate::history::{Attempt, Ended, Task};

fn event(at: &str, kata: &str, what: What) -> Event {
    Event { at: format!("{at}T12:00:00Z"), kata: kata.into(), what }
}

fn verdict(at: &str, kata: &str, verdict: &str) -> Event {
    let what = What::Verdict {
        code: at.into(),
        verdict: verdict.into(),
        seed: 0,
        cases: 256,
        mistake: None,
        round: None,
        archive: None,
    };
    event(at, kata, what)
}

fn attempt(at: &str, kata: &str, verdict: &str, passed: u64) -> Event {
    let attempt = Attempt {
        round: format!("r-{verdict}-{passed}"),
        code: "c".into(),
        archive: String::new(),
        verdict: verdict.into(),
        mistake: None,
        aspects: BTreeMap::new(),
        seconds: passed,
        compiled: None,
        passed: Some(passed),
        par: 360,
        hints: 0,
        solution: false,
    };
    event(at, kata, What::Attempt(Box::new(attempt)))
}

fn reset(at: &str, kata: &str) -> Event {
    event(at, kata, What::Reset { archive: String::new() })
}

fn grades(events: &[Event]) -> Vec<Grade> {
    reviews(events).remove("softmax").unwrap_or_default().into_values().collect()
}

fn all() -> Vec<&'static Kata> {
    katas().iter().collect()
}

fn names(events: &[Event], at: &str) -> Vec<&'static str> {
    let now = clock::parse(&format!("{at}T12:00:00Z")).unwrap();
    urgent(&all(), events, now).into_iter().map(|kata| kata.name).collect()
}

#[test]
fn a_pass_is_a_review_each_time_the_kata_was_open() {
    let mut events = vec![
        verdict("2026-11-01", "softmax", "failed"),
        verdict("2026-11-02", "softmax", "passed"),
        verdict("2026-11-03", "softmax", "passed"),
    ];
    assert_eq!(grades(&events), [Grade::Good]);
    events.extend([reset("2026-11-09", "softmax"), verdict("2026-11-09", "softmax", "passed")]);
    assert_eq!(grades(&events), [Grade::Good, Grade::Good]);
}

#[test]
fn help_makes_it_hard_until_the_page_is_blank_again() {
    let hint = |at| event(at, "softmax", What::Hint { hint: 1 });
    let mut events = vec![hint("2026-11-01"), verdict("2026-11-02", "softmax", "passed")];
    assert_eq!(grades(&events), [Grade::Hard]);
    // The solution afterwards, to compare, is no help.
    events.push(event("2026-11-02", "softmax", What::Solution));
    events.extend([reset("2026-11-09", "softmax"), verdict("2026-11-09", "softmax", "passed")]);
    assert_eq!(grades(&events), [Grade::Hard, Grade::Good]);
}

#[test]
fn the_worst_of_a_day_counts() {
    let [failed, passed] = ["failed", "passed"].map(|verdict| attempt("2026-11-01", "softmax", verdict, 100));
    assert_eq!(grades(&[failed.clone(), passed.clone()]), [Grade::Again]);
    assert_eq!(grades(&[passed, failed]), [Grade::Again]);
}

#[test]
fn in_a_round_the_attempt_counts_alone_and_not_if_it_was_abandoned() {
    let start = What::RoundStart {
        round: "r".into(),
        katas: vec![Task { kata: "softmax".into(), seconds: 360 }],
        seconds: 360,
        allow_hints: false,
        seed: 0,
        cases: 256,
        draw: None,
    };
    let mut in_round = verdict("2026-11-02", "softmax", "passed");
    if let What::Verdict { round, .. } = &mut in_round.what {
        *round = Some("r-passed-100".into());
    }
    let mut events =
        vec![event("2026-11-02", "", start), in_round, attempt("2026-11-02", "softmax", "passed", 100)];
    assert_eq!(grades(&events), [Grade::Easy]);
    events.push(event(
        "2026-11-02",
        "",
        What::RoundFinish { round: "r-passed-100".into(), ended: Ended::Abandoned },
    ));
    assert_eq!(grades(&events), []);
}

#[test]
fn an_attempt_with_few_cases_can_only_fail() {
    let start = |cases| What::RoundStart {
        round: "r-passed-100".into(),
        katas: vec![Task { kata: "softmax".into(), seconds: 360 }],
        seconds: 360,
        allow_hints: false,
        seed: 0,
        cases,
        draw: None,
    };
    let with = |cases, verdict| {
        let mut attempt = attempt("2026-11-02", "softmax", verdict, 100);
        if let What::Attempt(attempt) = &mut attempt.what {
            attempt.round = "r-passed-100".into();
        }
        let events = [event("2026-11-02", "", start(cases)), attempt];
        (grades(&events), passed(&events).len())
    };
    assert_eq!(with(256, "passed"), (vec![Grade::Easy], 1));
    assert_eq!(with(255, "passed"), (vec![], 0));
    assert_eq!(with(255, "failed"), (vec![Grade::Again], 0));
}

#[test]
fn a_pass_with_few_cases_is_none() {
    let mut event = verdict("2026-11-02", "softmax", "passed");
    if let What::Verdict { cases, .. } = &mut event.what {
        *cases = 1;
    }
    assert_eq!(grades(&[event]), []);
}

#[test]
fn what_is_due_comes_before_what_is_begun_and_what_is_new() {
    let events = [
        verdict("2026-11-01", "rms_norm", "passed"),
        verdict("2026-11-10", "softmax", "passed"),
        verdict("2026-11-10", "kl_divergence", "failed"),
        verdict("2026-11-20", "layer_norm", "passed"),
    ];
    let due = names(&events, "2026-11-20");
    assert_eq!(due[..3], ["rms_norm", "softmax", "kl_divergence"]);
    assert!(!due.contains(&"layer_norm"), "it is fresh");
    assert_eq!(due.len(), katas().len() - 1);
    let now = clock::parse("2026-11-20T12:00:00Z").unwrap();
    let upcoming = upcoming(&all(), &events, now);
    assert_eq!(upcoming.into_values().flatten().map(|kata| kata.name).collect::<Vec<_>>(), ["layer_norm"]);
}

#[test]
fn with_no_history_everything_is_new() {
    assert_eq!(names(&[], "2026-11-20")[0], "softmax");
    assert!(due(&all(), &[], SystemTime::UNIX_EPOCH).iter().all(|due| matches!(due.why, Why::New)));
}
