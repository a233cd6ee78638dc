//! `stats`, `due`, `attempt` and `plan`: from a history to what it says.

use std::fs;
use std::time::{Duration, Instant};

use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

use super::workspace::{Run, Workspace, run};

/// A workspace with a history, at a time that a file holds.
struct Learner {
    workspace: Workspace,
    events: Vec<Json>,
}

impl Learner {
    fn at(time: &str) -> Self {
        let learner = Learner { workspace: Workspace::new(), events: Vec::new() };
        learner.workspace.write("clock", time);
        learner
    }

    fn add(&mut self, at: &str, kata: &str, event: &str, fields: Json) {
        let mut line = json!({ "at": at, "kata": kata, "event": event });
        line.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        self.events.push(line);
        let lines: String = self.events.iter().map(|event| format!("{event}\n")).collect();
        self.workspace.write(".kata/history.jsonl", lines);
    }

    fn verdict(&mut self, at: &str, kata: &str, verdict: &str) {
        self.add(at, kata, "verdict", json!({ "code": at, "verdict": verdict, "seed": 0, "cases": 256 }));
    }

    /// A round of softmax, with its code archived.
    fn round(&mut self, at: &str, verdict: &str, seconds: u64, code: &str) {
        let round = at.replace(':', "-");
        let hash: String = Sha256::digest(code).iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        let archive = format!(".kata/rounds/{round}/softmax/{hash}.rs");
        self.workspace.write(&archive, code);
        let katas = json!([{ "kata": "softmax", "seconds": 360 }]);
        let start = json!({ "round": round, "katas": katas, "seconds": 360, "allow_hints": false, "seed": 0, "cases": 256 });
        self.add(at, "", "round_start", start);
        let codes = json!([{ "kata": "softmax", "code": hash, "archive": archive }]);
        self.add(at, "", "round_bell", json!({ "round": round, "ended": "finished", "codes": codes }));
        let passed = if verdict == "passed" { json!(seconds) } else { Json::Null };
        let mistake = if verdict == "passed" { Json::Null } else { json!("no_max_subtraction") };
        let attempt = json!({
            "round": round, "code": hash, "archive": archive, "verdict": verdict, "mistake": mistake,
            "aspects": { "stability": [if verdict == "passed" { 5 } else { 1 }, 5], "shape": [1, 1] },
            "seconds": seconds, "passed": passed, "par": 360, "hints": 0, "solution": false,
        });
        self.add(at, "softmax", "attempt", attempt);
        self.add(at, "", "round_finish", json!({ "round": round, "ended": "finished" }));
    }

    fn run(&self, arguments: &[&str]) -> Run {
        self.run_in("UTC", arguments)
    }

    fn run_in(&self, zone: &str, arguments: &[&str]) -> Run {
        let mut command = self.workspace.command(arguments);
        run(command.env("SHOUSI_CLOCK", self.workspace.path("clock")).env("TZ", zone))
    }
}

/// Somebody who has passed softmax outside of rounds, failed it in one, and passed it in another.
fn practised() -> Learner {
    let mut learner = Learner::at("2026-11-22T12:00:00Z");
    learner.verdict("2026-11-01T10:00:00Z", "softmax", "passed");
    learner.round("2026-11-20T10:00:00Z", "failed", 360, "// one\nfn softmax() {}\n");
    learner.round("2026-11-21T10:00:00Z", "passed", 200, "// two\nfn softmax() {}\n");
    learner.verdict("2026-11-21T11:00:00Z", "rms_norm", "passed");
    learner.verdict("2026-11-21T12:00:00Z", "layer_norm", "failed");
    learner
}

#[test]
fn without_a_history_there_is_advice() {
    let learner = Learner::at("2026-11-22T12:00:00Z");
    learner.run(&["stats"]).done().shows("Nothing has passed yet.");
    learner.run(&["stats", "softmax"]).done().shows("cargo kata round softmax");
    learner.run(&["due"]).done().shows("2026-11-22 Sun: no review is due").shows("softmax");
    learner.run(&["attempt"]).unable("there was no round yet; `cargo kata round` starts one");
    learner.run(&["attempt", "1"]).unable("there was no round yet");
    assert_eq!(learner.run(&["stats", "--format", "csv"]).done().stdout.lines().count(), 1);
}

#[test]
fn stats_of_all_katas() {
    let learner = practised();
    let stats = learner.run(&["stats"]).done();
    let stats = stats.shows("Streak 2 days (longest 2 days), 2 of 11 katas passed, 2 rounds");
    let stats = stats.shows("✓  softmax   3:20    3:20  6:00  ███▍  │").shows("stability   60 %");
    stats.shows("softmax · no_max_subtraction, on 2026-11-20").shows("Subtract");
    learner.run(&["stats", "--lang", "zh"]).done().shows("连续 2 天（最长 2 天），11 题中通过 2 题");

    let stats = learner.run(&["stats", "--format", "json"]).done().json();
    assert_eq!(
        (&stats["streak"]["days"], &stats["passed"], &stats["seconds"]),
        (&2.into(), &2.into(), &560.into())
    );
    let runs = &stats["katas"][0]["runs"];
    assert_eq!((&runs[1]["attempt"], &runs[1]["mistake"]), (&1.into(), &"no_max_subtraction".into()));
    assert_eq!((&runs[2]["grade"], &runs[2]["passed"]), (&"good".into(), &200.into()));
}

#[test]
fn stats_for_other_programs() {
    let learner = practised();
    let csv = learner.run(&["stats", "--format", "csv"]).done().stdout;
    let rows: Vec<Vec<&str>> = csv.split_terminator("\r\n").map(|row| row.split(',').collect()).collect();
    assert_eq!(rows.len(), 5, "{csv}");
    assert!(rows.iter().all(|row| row.len() == rows[0].len()));
    let one = learner.run(&["stats", "rms_norm", "--format", "csv"]).done().stdout;
    assert_eq!(one.lines().count(), 2);
    learner
        .run(&["stats", "--format", "svg"])
        .done()
        .shows("prefers-color-scheme: dark")
        .shows("no_max_subtraction");
    learner.run(&["stats", "softmax", "--format", "svg"]).unable("leave the name out");
    learner.run(&["stats", "sofmax"]).unable("did you mean `softmax`?");
}

#[test]
fn stats_of_one_kata() {
    let learner = practised();
    let stats = learner
        .run(&["stats", "softmax"])
        .done()
        .shows("Softmax, par 6:00, best 3:20, latest 3:20, next review");
    let stats =
        stats.shows("      1  2026-11-20 10:00  ✗ failed       –  6:00  no_max_subtraction; stability");
    stats.shows("      –  2026-11-01 10:00  ✓ passed").shows("cargo kata attempt 2 softmax --diff");
}

#[test]
fn days_are_those_of_the_learner() {
    let mut learner = Learner::at("2026-11-22T20:00:00Z");
    learner.verdict("2026-11-21T23:00:00Z", "softmax", "passed");
    // In Shanghai, it is the 23rd already, and the pass was on the 22nd.
    let stats = |zone| learner.run_in(zone, &["stats", "--format", "json"]).done().json();
    let [utc, shanghai] = ["UTC", "Asia/Shanghai"].map(stats);
    assert_eq!((&utc["today"], &shanghai["today"]), (&"2026-11-22".into(), &"2026-11-23".into()));
    assert_eq!(
        (&utc["activity"][0]["day"], &shanghai["activity"][0]["day"]),
        (&"2026-11-21".into(), &"2026-11-22".into())
    );
    learner.run_in("Asia/Shanghai", &["stats", "softmax"]).done().shows("2026-11-22 07:00");
}

#[test]
fn due_says_what_and_why() {
    let mut learner = practised();
    learner.verdict("2026-11-10T12:00:00Z", "kl_divergence", "passed");
    learner.events.sort_by_key(|event| event["at"].as_str().unwrap().to_owned());
    let due = learner.run(&["due"]).done().shows("2026-11-22 Sun: 1 review is due, 8 min by par");
    let due = due.shows("kl_divergence  8 min    73 %  9 days late; good on 2026-11-10");
    due.shows("layer_norm             8 min  begun, not passed yet").shows("cargo kata round --due");

    let due = learner.run(&["due", "--format", "json"]).done().json();
    assert_eq!((&due["due"][0]["kata"], &due["due"][0]["why"]), (&"kl_divergence".into(), &"review".into()));
    assert_eq!(due["due"][0]["days_overdue"], 9);
    let upcoming: Vec<&Json> =
        due["upcoming"].as_array().unwrap().iter().map(|entry| &entry["kata"]).collect();
    assert_eq!(upcoming, ["rms_norm", "softmax"]);
    // The day after, more is due.
    learner.workspace.write("clock", "2026-11-25T12:00:00Z");
    learner.run(&["due", "--lang", "zh"]).done().shows("2026-11-25 周三：要复习 3 题");
}

#[test]
fn attempts_are_numbered_by_their_start() {
    let learner = practised();
    let list = learner.run(&["attempt"]).done();
    list.shows("    1  2026-11-20 10:00").shows("✗ softmax").shows("    2  2026-11-21 10:00");
    let code = learner.run(&["attempt", "2"]).done().stdout;
    assert_eq!(code, "// round 2, softmax, 2026-11-21 10:00: ✓ passed\n// two\nfn softmax() {}\n");
    learner.run(&["attempt", "3"]).unable("there is no round 3: there are rounds 1 to 2");
    learner.run(&["attempt", "0"]).unable("there is no round 0");
    learner.run(&["attempt", "1", "rms_norm"]).unable("rms_norm is not a part of round 1, which has softmax");
}

#[test]
fn attempts_are_compared() {
    let learner = practised();
    let diff = learner.run(&["attempt", "2", "softmax", "--diff"]).done();
    diff.shows("--- softmax.rs (round 1)\n+++ softmax.rs (round 2)\n")
        .shows("-// one\n+// two\n fn softmax() {}\n");
    learner
        .run(&["attempt", "1", "--diff"])
        .unable("round 1 is the first with softmax; compare it with --diff=reference");
    let diff = learner.run(&["attempt", "1", "--diff=reference"]).done();
    diff.shows("+++ solutions/softmax.rs\n").shows("\n-// one\n");
    assert!(learner.workspace.read(".kata/history.jsonl").contains("\"solution\""), "it is on the record");
}

#[test]
fn an_archive_that_is_gone_or_changed_is_named() {
    let learner = practised();
    let folder = learner.workspace.path(".kata/rounds/2026-11-21T10-00-00Z/softmax");
    let archive = fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
    fs::write(&archive, "// two\x1b[2J\n").unwrap();
    let changed = learner.run(&["attempt", "2"]);
    assert!(
        changed.status == 0 && changed.stderr.contains("is not what was archived in round 2"),
        "{changed:#?}"
    );
    assert!(!learner.run(&["attempt", "2", "--diff"]).stdout.contains('\x1b'));
    fs::remove_file(&archive).unwrap();
    learner.run(&["attempt", "2"]).unable("the code of softmax in round 2, cannot be read");
}

#[test]
fn a_history_names_no_file_outside() {
    let mut learner = Learner::at("2026-11-22T12:00:00Z");
    learner.round("2026-11-20T10:00:00Z", "failed", 360, "fn softmax() {}\n");
    for archive in ["/etc/passwd", ".kata/../../secret", "Cargo.toml"] {
        learner.events[2]["archive"] = archive.into();
        learner.add("2026-11-20T11:00:00Z", "softmax", "hint", json!({ "hint": 1 }));
        learner.run(&["attempt", "1"]).unable("outside of .kata");
    }
}

#[test]
fn a_plan_covers_everything_by_the_date() {
    let learner = practised();
    let plan = learner.run(&["plan", "--until", "2026-12-20"]).done();
    let plan = plan.shows("From 2026-11-22 to 2026-12-20, up to 40 min a day: 9 new katas,");
    plan.shows("2026-11-22 Sun    38 min  cross_entropy (new, 24 min), layer_norm (new, part 1");
    let short = learner.run(&["plan", "--until", "2026-11-24", "--minutes-a-day", "60"]).done();
    short.shows("The time is too short for").shows("a day would be enough");
    learner
        .run(&["plan", "--until", "2026-12-20", "--format", "markdown", "--lang", "zh"])
        .done()
        .shows("# 学习计划");
    learner.run(&["plan", "--until", "2026-11-21"]).unable("2026-11-21 is past: today is 2026-11-22");
    let malformed = learner.run(&["plan", "--until", "20.12.2026"]);
    assert!(malformed.status == 2 && malformed.stderr.contains("as 2026-12-20"), "{malformed:#?}");
}

#[test]
fn a_plan_as_a_calendar() {
    let learner = practised();
    let calendar =
        learner.run(&["plan", "--until", "2026-12-20", "--format", "ical", "--lang", "zh"]).done().stdout;
    let lines: Vec<&str> = calendar.split_terminator("\r\n").collect();
    assert!(lines.iter().all(|line| line.len() <= 75 && !line.contains('\n')), "{calendar}");
    assert_eq!((lines[0], lines[lines.len() - 1]), ("BEGIN:VCALENDAR", "END:VCALENDAR"));
    let identities: Vec<&&str> = lines.iter().filter(|line| line.starts_with("UID:")).collect();
    assert_eq!(identities[0], &"UID:2026-11-22.plan@shousi");
    assert!(identities.is_sorted() && identities.windows(2).all(|pair| pair[0] != pair[1]));
    assert!(lines.contains(&"DTSTAMP:20261122T120000Z") && lines.contains(&"DTSTART;VALUE=DATE:20261122"));
}

/// An order of magnitude more than a person notices would mean that the history is read again and again.
#[test]
fn a_long_history_is_no_burden() {
    let mut learner = practised();
    let rounds: Vec<Json> = learner.events[1..5].to_vec();
    let mut lines = String::new();
    for number in 0..400 {
        for event in &rounds {
            let mut event = event.clone();
            let (day, minute) = (number / 24 % 20 + 1, number % 24);
            event["at"] = format!("2026-11-{day:02}T{minute:02}:{:02}:00Z", number / 480).into();
            event["round"] = format!("round-{number}").into();
            lines += &format!("{event}\n");
        }
    }
    learner.workspace.write(".kata/history.jsonl", lines);
    learner.events.clear();
    for command in ["stats", "due"] {
        learner.run(&[command]).done();
        let start = Instant::now();
        learner.run(&[command]).done();
        assert!(start.elapsed() < Duration::from_secs(1), "{command}: {:?}", start.elapsed());
    }
}
