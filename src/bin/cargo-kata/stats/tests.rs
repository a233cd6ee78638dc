use shousi::catalogue::katas;

use super::*;
use crate::history::{Attempt, Task, What};

fn event(at: &str, kata: &str, what: What) -> Event {
    Event { at: format!("2026-11-{at}Z"), kata: kata.into(), what }
}

fn verdict(at: &str, kata: &str, verdict: &str, mistake: Option<&str>) -> Event {
    let what = What::Verdict {
        code: at.into(),
        verdict: verdict.into(),
        seed: 0,
        cases: 256,
        mistake: mistake.map(str::to_owned),
        round: None,
        archive: None,
    };
    event(at, kata, what)
}

/// A round with softmax from start to end.
fn round(at: &str, verdict: &str, seconds: u64, ended: Ended) -> [Event; 3] {
    let task = Task { kata: "softmax".into(), seconds: 360 };
    let (round, passed) = (at.replace(':', "-"), (verdict == "passed").then_some(seconds));
    let start = What::RoundStart {
        round: round.clone(),
        katas: vec![task],
        seconds: 360,
        allow_hints: false,
        seed: 0,
        cases: 256,
        draw: None,
    };
    let attempt = Attempt {
        round: round.clone(),
        code: at.into(),
        archive: String::new(),
        verdict: verdict.into(),
        mistake: None,
        aspects: [("stability".into(), [1, 2]), ("shape".into(), [1, 1])].into(),
        seconds,
        compiled: None,
        passed,
        par: 360,
        hints: 0,
        solution: false,
    };
    [
        event(at, "", start),
        event(at, "softmax", What::Attempt(Box::new(attempt))),
        event(at, "", What::RoundFinish { round, ended }),
    ]
}

fn on(events: &[Event], at: &str) -> Stats {
    stats(
        &katas().iter().collect::<Vec<_>>(),
        events,
        clock::parse(&format!("2026-11-{at}Z")).unwrap(),
        Lang::En,
    )
}

#[test]
fn best_and_latest_are_those_of_rounds() {
    let mut events = vec![verdict("01T10:00:00", "softmax", "passed", None)];
    events.extend(round("02T10:00:00", "passed", 200, Ended::Passed));
    events.extend(round("03T10:00:00", "passed", 300, Ended::Passed));
    let stats = on(&events, "03T12:00:00");
    let softmax = &stats.katas[0];
    assert_eq!((softmax.best, softmax.latest, softmax.seconds), (Some(200), Some(300), 500));
    assert_eq!(softmax.runs.iter().map(|run| run.attempt).collect::<Vec<_>>(), [None, Some(1), Some(2)]);
    assert_eq!((stats.rounds, stats.seconds, stats.passed), (2, 500, 1));
    assert_eq!((stats.streak.days, stats.streak.today), (3, true));
    assert_eq!(
        (stats.aspects[0].aspect.as_str(), stats.aspects[0].held, stats.aspects[0].of),
        ("stability", 2, 4)
    );
}

#[test]
fn a_failed_round_has_no_time_but_the_best_stays() {
    let mut events = Vec::from(round("02T10:00:00", "passed", 200, Ended::Passed));
    events.extend(round("03T10:00:00", "failed", 360, Ended::Time));
    let stats = on(&events, "03T12:00:00");
    assert_eq!((stats.katas[0].best, stats.katas[0].latest), (Some(200), None));
}

#[test]
fn an_abandoned_round_does_not_count() {
    let stats = on(&round("02T10:00:00", "failed", 100, Ended::Abandoned), "02T12:00:00");
    assert_eq!((stats.rounds, stats.seconds, stats.streak.days), (0, 0, 0));
    assert!(stats.katas[0].runs.is_empty());
}

#[test]
fn a_mistake_counts_once_a_day() {
    let wrong = |at: &str| verdict(at, "softmax", "failed", Some("no_max_subtraction"));
    let events = [
        wrong("01T10:00:00"),
        wrong("01T10:05:00"),
        wrong("02T10:00:00"),
        verdict("03T10:00:00", "rms_norm", "failed", Some("no_such_mistake")),
    ];
    let mistakes = on(&events, "03T12:00:00").mistakes;
    assert_eq!((mistakes[0].mistake.as_str(), mistakes[0].days), ("no_max_subtraction", 2));
    assert!(mistakes[0].explanation.is_some() && mistakes[1].explanation.is_none());
}

#[test]
fn a_row_for_each_run() {
    let mut events = vec![verdict("01T10:00:00", "softmax", "passed", None)];
    events.extend(round("02T10:00:00", "passed", 200, Ended::Passed));
    let stats = on(&events, "03T12:00:00");
    let csv = csv::csv(stats.katas.iter().flat_map(|kata| &kata.runs));
    let rows: Vec<&str> = csv.split("\r\n").collect();
    assert!(rows[1].starts_with("2026-11-01T10:00:00Z,softmax,,passed,good,,,,"), "{csv}");
    assert!(
        rows[2].starts_with("2026-11-02T10:00:00Z,softmax,1,passed,good,200,,200,360,0,false,,2,3,attempt"),
        "{csv}"
    );
    assert_eq!(rows.len(), 4);
}

#[test]
fn the_picture_is_text_in_both_languages() {
    let events = round("02T10:00:00", "passed", 200, Ended::Passed);
    let stats = on(&events, "02T12:00:00");
    for (lang, word) in [(Lang::En, "Times to a pass"), (Lang::Zh, "通过用时")] {
        let svg = svg::svg(&stats, lang);
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n") && svg.contains(word), "{svg}");
        assert!(!svg.contains("http://www.w3.org/1999") && !svg.contains("href"), "nothing is loaded");
    }
}

#[test]
fn numbers_beyond_all_measure_do_no_harm() {
    let mut events = Vec::from(round("02T10:00:00", "passed", u64::MAX, Ended::Passed));
    events.extend(round("03T10:00:00", "passed", u64::MAX, Ended::Passed));
    if let What::Attempt(attempt) = &mut events[1].what {
        (attempt.par, attempt.hints) = (u64::MAX, usize::MAX);
        attempt.aspects = [("stability".into(), [usize::MAX, 0]), ("shape".into(), [usize::MAX, 1])].into();
    }
    let stats = on(&events, "03T12:00:00");
    assert_eq!(stats.seconds, u64::MAX);
    crate::view::stats::stats(&stats, Lang::En, 80);
    crate::view::stats::kata_stats(&katas()[0], &stats.katas[0], Lang::En, 80);
    csv::csv(stats.katas.iter().flat_map(|kata| &kata.runs));
    svg::svg(&stats, Lang::En);
}
