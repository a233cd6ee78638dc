use super::*;
use crate::clock;
use crate::history::{self, Event, What};

const START: &str = "2026-11-22T19:00:00Z";

fn at(minute: i64) -> SystemTime {
    let start = clock::parse(START).unwrap();
    let by = Duration::from_secs(60 * minute.unsigned_abs());
    if minute < 0 { start - by } else { start + by }
}

fn minutes(minutes: u64) -> Duration {
    Duration::from_secs(60 * minutes)
}

fn event(minute: i64, kata: &str, what: What) -> Event {
    Event { at: clock::format(at(minute)), kata: kata.to_owned(), what }
}

/// A round of softmax, 6 minutes, and rms_norm, 14 minutes.
fn start() -> Event {
    let task = |kata: &str, minutes: u64| history::Task { kata: kata.to_owned(), seconds: 60 * minutes };
    let what = What::RoundStart {
        round: "r".into(),
        katas: vec![task("softmax", 6), task("rms_norm", 14)],
        seconds: 20 * 60,
        allow_hints: false,
        seed: 0,
        cases: 256,
        draw: None,
    };
    event(0, "", what)
}

fn verdict(minute: i64, kata: &str, verdict: &str, cases: u32) -> Event {
    let what = What::Verdict {
        code: format!("{kata}-{minute}"),
        verdict: verdict.to_owned(),
        seed: 0,
        cases,
        mistake: None,
        round: Some("r".into()),
        archive: Some(format!(".kata/rounds/r/{kata}/{minute}.rs")),
    };
    event(minute, kata, what)
}

fn turn(minute: i64, kata: &str) -> Event {
    event(minute, kata, What::RoundTurn { round: "r".into() })
}

fn pause(minute: i64) -> Event {
    event(minute, "", What::RoundPause { round: "r".into() })
}

fn resume(minute: i64) -> Event {
    event(minute, "", What::RoundResume { round: "r".into() })
}

fn finish(minute: i64, ended: Ended) -> Event {
    event(minute, "", What::RoundFinish { round: "r".into(), ended })
}

fn bell(minute: i64, ended: Ended) -> Event {
    event(minute, "", What::RoundBell { round: "r".into(), ended, codes: vec![] })
}

fn round(events: &[Event]) -> Round {
    Round::last(&[&[start()], events].concat()).unwrap()
}

#[test]
fn time_belongs_to_the_kata_that_the_learner_is_at() {
    let round = round(&[turn(5, "rms_norm"), turn(8, "softmax")]);
    assert_eq!((round.spent(0, at(10)), round.spent(1, at(10))), (minutes(7), minutes(3)));
    assert_eq!(round.remaining(at(10)), minutes(10));
    assert_eq!(round.deadline(), Some(at(20)));
    assert_eq!(round.current(), 0);
}

#[test]
fn a_verdict_tells_where_the_time_before_it_was_spent() {
    let round = round(&[verdict(2, "softmax", "failed", 256), verdict(9, "rms_norm", "passed", 256)]);
    assert_eq!((round.spent(0, at(10)), round.spent(1, at(10))), (minutes(2), minutes(8)));
    assert_eq!(round.task("softmax").unwrap().compiled, Some(minutes(2)));
    assert_eq!(round.task("rms_norm").unwrap().passed, Some(minutes(7)));
}

#[test]
fn firsts_are_kept_whatever_comes_later() {
    let round = round(&[
        verdict(1, "softmax", "todo", 256),
        verdict(2, "softmax", "build_error", 256),
        verdict(3, "softmax", "failed", 256),
        verdict(4, "softmax", "passed", 256),
        verdict(5, "softmax", "crashed", 256),
    ]);
    let task = &round.tasks[0];
    assert_eq!((task.compiled, task.passed), (Some(minutes(3)), Some(minutes(4))));
    assert_eq!(task.verdict(), Some(Verdict::Crashed));
    assert_eq!(task.last.as_ref().unwrap().code, "softmax-5");
}

#[test]
fn fewer_cases_are_no_pass() {
    let round = round(&[verdict(2, "softmax", "failed", 256), verdict(3, "softmax", "passed", 1)]);
    let task = &round.tasks[0];
    assert_eq!((task.verdict(), task.compiled, task.passed), (Some(Verdict::Failed), Some(minutes(2)), None));
}

#[test]
fn a_pause_moves_the_deadline() {
    let paused = round(&[pause(5)]);
    assert_eq!(paused.phase, Phase::Paused { since: at(5) });
    assert_eq!((paused.remaining(at(500)), paused.deadline()), (minutes(15), None));
    assert_eq!(paused.paused(at(7)), minutes(2));
    assert!(!paused.is_up(at(500)) && !paused.is_running(at(6)));
    let resumed = round(&[pause(5), resume(65), pause(70), resume(71)]);
    assert_eq!((resumed.pauses, resumed.paused(at(80))), (2, minutes(61)));
    assert_eq!(resumed.deadline(), Some(at(81)));
    assert_eq!(resumed.spent(0, at(72)), minutes(11));
}

/// Its judging began before the pause.
#[test]
fn a_verdict_that_comes_in_a_pause_takes_no_time() {
    let events = [pause(2), verdict(9, "softmax", "passed", 256), turn(10, "rms_norm"), resume(12)];
    let round = round(&events);
    assert_eq!(round.tasks[0].passed, Some(minutes(2)));
    assert_eq!((round.spent(0, at(13)), round.spent(1, at(13))), (minutes(2), minutes(1)));
    assert_eq!((round.paused(at(13)), round.remaining(at(13))), (minutes(10), minutes(17)));
}

#[test]
fn time_beyond_the_limit_counts_for_nobody() {
    let round = round(&[turn(5, "rms_norm"), turn(300, "softmax"), pause(301)]);
    assert!(round.is_up(at(20)) && round.is_up(at(302)) && !round.is_running(at(20)));
    assert_eq!(round.deadline(), Some(at(20)));
    assert_eq!((round.spent(0, at(302)), round.spent(1, at(302))), (minutes(5), minutes(15)));
}

#[test]
fn a_clock_that_is_set_back_takes_no_time_away() {
    let round = round(&[turn(5, "rms_norm"), turn(-9, "softmax")]);
    assert_eq!((round.spent(0, at(6)), round.spent(1, at(6))), (minutes(6), Duration::ZERO));
    assert_eq!(round.remaining(at(-30)), minutes(15));
    // Sorted by time, an event may stand before the start of its round.
    let sorted = Round::last(&[turn(-9, "rms_norm"), start()]).unwrap();
    assert_eq!(sorted.current(), 1);
}

#[test]
fn the_bell_stops_the_clock_and_attempts_follow() {
    let rung = round(&[verdict(3, "softmax", "passed", 256), bell(40, Ended::Time)]);
    assert_eq!((rung.phase, rung.is_open(), rung.deadline()), (Phase::Rung(Ended::Time), true, None));
    assert_eq!((rung.elapsed(at(90)), rung.spent(0, at(90))), (minutes(20), minutes(20)));
    let attempt = Attempt {
        round: "r".into(),
        code: "c".into(),
        archive: "a".into(),
        verdict: "failed".into(),
        mistake: None,
        aspects: BTreeMap::new(),
        seconds: 1200,
        compiled: None,
        passed: Some(180),
        par: 360,
        hints: 0,
        solution: false,
    };
    let attempt = event(41, "softmax", What::Attempt(attempt.into()));
    let over = round(&[
        verdict(3, "softmax", "passed", 256),
        bell(40, Ended::Time),
        verdict(41, "softmax", "passed", 256),
        attempt,
        finish(41, Ended::Time),
    ]);
    assert_eq!((over.phase, over.is_open()), (Phase::Over(Ended::Time), false));
    assert_eq!(over.tasks[0].verdict(), Some(Verdict::Failed));
    assert_eq!(over.tasks[0].passed, Some(minutes(3)));
}

#[test]
fn an_abandoned_round_is_over() {
    let round = round(&[pause(3), finish(9, Ended::Abandoned), turn(12, "rms_norm")]);
    assert_eq!((round.phase, round.current()), (Phase::Over(Ended::Abandoned), 0));
    assert_eq!((round.elapsed(at(50)), round.paused(at(50))), (minutes(3), minutes(6)));
}

#[test]
fn hints_count_while_the_round_lasts() {
    let hint = |minute, hint| event(minute, "softmax", What::Hint { hint });
    let events = [hint(-1, 1), start(), hint(1, 2), event(2, "softmax", What::Solution)];
    let later = [finish(3, Ended::Finished), hint(4, 3)];
    let round = Round::last(&[&events[..], &later].concat()).unwrap();
    assert_eq!((round.tasks[0].hints, round.tasks[0].solution), (2, true));
    assert_eq!((round.tasks[1].hints, round.tasks[1].solution), (0, false));
}

#[test]
fn folding_twice_changes_nothing() {
    let mut events = vec![start(), pause(2), resume(4), turn(5, "rms_norm"), turn(5, "softmax")];
    events.extend([verdict(7, "rms_norm", "passed", 256), bell(9, Ended::Finished)]);
    let mut twice = [&events[..], &events].concat();
    twice.sort_by(|a, b| a.at.cmp(&b.at));
    assert_eq!(Round::all(&twice), Round::all(&events));
}

#[test]
fn rounds_are_numbered_and_the_open_one_matters() {
    let mut other = start();
    if let What::RoundStart { round, .. } = &mut other.what {
        *round = "s".into();
    }
    let mut over = finish(1, Ended::Finished);
    over.what = What::RoundFinish { round: "s".into(), ended: Ended::Finished };
    let events = [start(), other.clone(), over.clone()];
    assert_eq!(Round::all(&events).iter().map(|round| round.number).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(Round::last(&events).unwrap().id, "r");
    assert_eq!(Round::last(&[start(), other, finish(1, Ended::Time), over]).unwrap().id, "s");
    assert_eq!(Round::last(&[]), None);
}

#[test]
fn nonsense_is_survived() {
    let mut odd = start();
    if let What::RoundStart { seconds, katas, .. } = &mut odd.what {
        *seconds = u64::MAX;
        katas[1].kata = "from_the_future".into();
        katas[1].seconds = u64::MAX;
    }
    let mut timeless = turn(1, "softmax");
    timeless.at = "yesterday".into();
    let events = [odd, timeless, turn(1, "no_such"), verdict(2, "softmax", "splendid", 256), resume(3)];
    let round = Round::last(&events).unwrap();
    assert!(round.tasks[1].kata().is_none());
    assert!(round.deadline().is_some() && round.is_running(at(4)));
    let mut empty = start();
    if let What::RoundStart { katas, .. } = &mut empty.what {
        katas.clear();
    }
    assert_eq!(Round::last(&[empty]), None);
}
