use serde_json::json;

use super::super::ansi::to_string;
use super::*;
use crate::clock as time_now;

/// A round of two katas that came to its end, and one before it that softmax took longer in.
fn events() -> Vec<Event> {
    let attempt =
        |minute, round: &str, kata: &str, verdict: &str, passed: Option<u64>, mistake: Option<&str>| {
            json!({
                "at": format!("2026-11-22T19:{minute}:00Z"), "kata": kata, "event": "attempt", "round": round,
                "code": "c", "archive": "a", "verdict": verdict, "mistake": mistake, "seconds": 300,
                "aspects": {"correctness": [9, 9], "stability": [if passed.is_some() { 5 } else { 1 }, 5]},
                "passed": passed, "par": 360, "hints": 0, "solution": false,
            })
        };
    let start = |minute, round: &str| {
        json!({
            "at": format!("2026-11-22T19:{minute}:00Z"), "event": "round_start", "round": round,
            "katas": [
                {"kata": "softmax", "seconds": 360},
                {"kata": "grouped_query_attention", "seconds": 1800},
            ],
            "seconds": 2160, "allow_hints": true, "seed": 0, "cases": 256,
        })
    };
    let verdict = json!({
        "at": "2026-11-22T19:13:10Z", "kata": "softmax", "event": "verdict", "code": "c", "verdict": "passed",
        "seed": 0, "cases": 256, "round": "s", "archive": "a",
    });
    let at = |minute: &str, event: &str| json!({"at": format!("2026-11-22T19:{minute}:00Z"), "event": event, "round": "s"});
    let mut bell = at("30", "round_bell");
    bell["ended"] = json!("finished");
    bell["codes"] = json!([
        {"kata": "softmax", "code": "c", "archive": "a"},
        {"kata": "grouped_query_attention", "code": "c", "archive": "a", "late": true},
    ]);
    let mut finish = at("30", "round_finish");
    finish["ended"] = json!("finished");
    let mut turn = at("14", "round_turn");
    turn["kata"] = json!("grouped_query_attention");
    let lines = [
        start("00", "r"),
        attempt("09", "r", "softmax", "passed", Some(300), None),
        json!({"at": "2026-11-22T19:09:00Z", "event": "round_finish", "round": "r", "ended": "finished"}),
        start("10", "s"),
        json!({"at": "2026-11-22T19:11:00Z", "kata": "softmax", "event": "hint", "hint": 2}),
        verdict,
        turn,
        at("15", "round_pause"),
        at("17", "round_resume"),
        bell,
        attempt("30", "s", "softmax", "passed", Some(190), None),
        attempt("30", "s", "grouped_query_attention", "failed", None, Some("first_kv_head_only")),
        finish,
    ];
    lines.into_iter().map(|line| serde_json::from_value(line).unwrap()).collect()
}

/// The history up to this minute, and the time then.
fn until(minute: u64) -> (Vec<Event>, SystemTime) {
    let now = time_now::parse(&format!("2026-11-22T19:{minute}:00Z")).unwrap();
    let events = events().into_iter().filter(|event| event.at <= time_now::format(now));
    (events.collect(), now)
}

fn shown(minute: u64, lang: Lang, width: u16) -> Text<'static> {
    let (events, now) = until(minute);
    let round = Round::last(&events).unwrap();
    let card = Card::new(&round, &events, now, lang, width);
    if round.is_open() { standing(&card) } else { scorecard(&card) }
}

#[test]
fn an_open_round_shows_what_is_left() {
    let text = to_string(&shown(20, Lang::En, 80), false);
    let expected = "\
Round 2 · 1 of 2 passed · 28:00 left of 36:00

  kata                     verdict  spent  compiled  passed    par  best
✓ softmax                  passed    4:00      3:10    3:10   6:00  5:00
· grouped_query_attention  –         4:00         –       –  30:00     –
";
    assert_eq!(text, expected);
    let text = to_string(&shown(16, Lang::Zh, 80), false);
    assert!(text.starts_with("第 2 轮 · 2 题中 1 题通过 · 已暂停，剩余 31:00\n"), "{text}");
    let text = to_string(&shown(59, Lang::En, 80), false);
    assert!(text.starts_with("Round 2 · 1 of 2 passed · 18:00 of 36:00 · finished early\n"), "{text}");
}

#[test]
fn the_scorecard_says_all_that_is_on_record() {
    let text = to_string(&shown(30, Lang::En, 80), false);
    for line in [
        "✗ grouped_query_attention  failed   14:00         –       –  30:00     –",
        "  correctness  ████████████████████  18/18",
        "  stability    ████████████░░░░░░░░  6/10",
        "softmax: 3:10 to the first pass, your best yet (before: 5:00)",
        "softmax: hints up to 2 were shown",
        "grouped_query_attention: the file was written after time was up, or cannot be",
        "grouped_query_attention looks like: every query head reads the first key/value",
        "1 pause, 2:00 together",
        "The code is kept: cargo kata attempt 2",
    ] {
        assert!(text.lines().any(|shown| shown == line), "no `{line}` in\n{text}");
    }
}

#[test]
fn nothing_is_wider_than_it_may_be() {
    for (lang, minute, width) in [Lang::En, Lang::Zh]
        .into_iter()
        .flat_map(|lang| [20, 30].map(|minute| [40, 60, 80].map(|width| (lang, minute, width))))
        .flatten()
    {
        let text = shown(minute, lang, width);
        // The line above the table is not broken.
        let wide = text.lines[1..].iter().find(|line| line.width() > usize::from(width));
        assert_eq!(wide, None, "{}", to_string(&text, false));
    }
}
