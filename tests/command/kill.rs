//! kill -9 at random moments: the history stays readable, no code is lost, no learner's file is left
//! half-written.
#![cfg(unix)]

use std::collections::HashMap;
use std::fs;
use std::ops::Range;
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

use serde_json::Value as Json;
use sha2::{Digest, Sha256};

use super::workspace::{RIGHT, Workspace, softmax};

/// Runs that are killed, in each of the two workspaces.
const RUNS: usize = 110;

/// The katas of the rounds.
const KATAS: [&str; 2] = ["softmax", "rms_norm"];

#[test]
fn killed_at_any_moment_nothing_is_lost() {
    // Killing is waiting, most of all: side by side it takes half as long.
    thread::scope(|scope| {
        for seed in [20_261_122, 20_261_123] {
            scope.spawn(move || play(seed));
        }
    });
}

fn play(seed: u64) {
    let mut play = Play::new(Workspace::new(), seed);
    for _ in 0..RUNS {
        play.edit();
        let mut killed = vec![play.begin()];
        if play.draw(4) == 0 {
            // Two writers at once, and both die.
            killed.push(play.begin());
        }
        for (mut child, moments) in killed {
            let moment = moments.start + play.draw(moments.end - moments.start);
            sleep(Duration::from_micros(moment));
            child.kill().unwrap();
            child.wait().unwrap();
        }
        play.check();
    }
    play.end();
}

/// A workspace in which everything is killed.
struct Play {
    workspace: Workspace,
    state: u64,
    /// What stands in each kata's file, as far as the test wrote it and nothing was put back since.
    mine: HashMap<&'static str, String>,
    written: usize,
    /// Executions, each of which may have torn a line.
    runs: usize,
    /// How long it takes to put stubs back, and to judge, in microseconds.
    quick: u64,
    judging: u64,
}

impl Play {
    fn new(workspace: Workspace, seed: u64) -> Self {
        let time = |line: &str| {
            KATAS.into_iter().for_each(|kata| workspace.kata(kata, softmax(RIGHT)));
            let start = Instant::now();
            workspace.run(&line.split(' ').collect::<Vec<_>>());
            start.elapsed().as_micros() as u64
        };
        // On a machine that has other things to do, the test must end all the same.
        let quick = time("reset softmax rms_norm").min(80_000);
        let judging = time("test softmax --cases 4").min(700_000);
        KATAS
            .into_iter()
            .for_each(|kata| workspace.kata(kata, workspace.read(&format!("katas/stubs/{kata}.rs"))));
        Play { workspace, state: seed, mine: HashMap::new(), written: 0, runs: 0, quick, judging }
    }

    /// A number below `limit`, the same in every run (SplitMix64).
    fn draw(&mut self, limit: u64) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % limit
    }

    /// The learner writes into the files that hold the stub.
    fn edit(&mut self) {
        KATAS.into_iter().for_each(|kata| self.write(kata));
    }

    fn write(&mut self, kata: &'static str) {
        if self.mine.contains_key(kata) {
            return;
        }
        self.written += 1;
        let body = if self.draw(2) == 0 { RIGHT } else { "    broken" };
        let text = format!("// version {}\n{}", self.written, softmax(body));
        self.workspace.kata(kata, &text);
        self.mine.insert(kata, text);
    }

    /// Begins something, and says between which microseconds it is to be killed. Judging writes towards
    /// its end.
    fn begin(&mut self) -> (Child, Range<u64>) {
        let (line, judges) = match self.draw(20) {
            0..=4 => ("round start softmax rms_norm --cases 4", false),
            5 | 6 => ("round abandon", false),
            7 => ("round pause", false),
            8 => ("round resume", false),
            9 | 10 => ("hint layer_norm", false),
            11..=16 => ("reset softmax rms_norm", false),
            17 | 18 => ("test softmax rms_norm --cases 4", true),
            _ => ("round finish", true),
        };
        self.runs += 1;
        let arguments: Vec<&str> = line.split(' ').collect();
        let mut command = self.workspace.command(&arguments);
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        (child, if judges { self.judging / 2..self.judging * 5 / 4 } else { 0..self.quick * 3 / 2 })
    }

    /// What must hold whenever something was killed.
    fn check(&mut self) {
        for kata in KATAS {
            let content = self.workspace.read(&format!("katas/{kata}.rs"));
            let stub = self.workspace.read(&format!("katas/stubs/{kata}.rs"));
            match self.mine.get(kata) {
                Some(mine) if *mine == content => {}
                mine => {
                    assert_eq!(content, stub, "katas/{kata}.rs is neither what was written nor the stub");
                    if let Some(mine) = mine {
                        let archive = self.workspace.path(&format!(".kata/archive/{kata}"));
                        assert!(holds(&archive, mine), "what stood in katas/{kata}.rs is lost:\n{mine}");
                    }
                    self.mine.remove(kata);
                }
            }
        }
        let (events, torn) = self.history();
        assert!(torn <= self.runs, "{torn} lines of the history cannot be read, of {}", events.len());
        events.iter().for_each(|event| self.check_archives(event));
    }

    /// The events, and how many lines are none.
    fn history(&self) -> (Vec<Json>, usize) {
        let history = fs::read(self.workspace.path(".kata/history.jsonl")).unwrap_or_default();
        let lines = history.split(|&byte| byte == b'\n').filter(|line| !line.is_empty());
        let events: Vec<Option<Json>> = lines.map(|line| serde_json::from_slice(line).ok()).collect();
        let torn = events.iter().filter(|event| event.is_none()).count();
        (events.into_iter().flatten().collect(), torn)
    }

    /// Whatever an event names is there, and is what it says.
    fn check_archives(&self, event: &Json) {
        let handed = event["codes"].as_array().map(Vec::as_slice).unwrap_or_default();
        for named in handed.iter().chain([event]) {
            let Some(archive) = named["archive"].as_str() else { continue };
            let content = fs::read(self.workspace.path(archive)).expect("what the history names is there");
            if let Some(code) = named["code"].as_str() {
                assert_eq!(hash(&content), code, "{event}");
            }
        }
    }

    /// After all that, rounds go on as if nothing had been.
    fn end(&mut self) {
        let run = |line: &str| self.workspace.run(&line.split(' ').collect::<Vec<_>>());
        if run("round status --format json").json()["phase"] != "over" {
            run("round abandon").done();
        }
        run("round start softmax --cases 4").done();
        self.workspace.solve("softmax");
        run("test softmax --cases 4").done();
        run("round finish").done().shows("1 of 1 passed");
        run("list").done();
        let (events, torn) = self.history();
        let count = |kind: &str| events.iter().filter(|event| event["event"] == kind).count();
        eprintln!(
            "{} runs killed: {} events, {torn} torn lines, {} rounds, {} verdicts, {} resets, {} attempts",
            self.runs,
            events.len(),
            count("round_start"),
            count("verdict"),
            count("reset"),
            count("attempt"),
        );
        // The moments were not all too early: one round and its verdicts are from the lines above.
        assert!(count("round_start") > 1 && count("verdict") > 1 && count("reset") > 1);
    }
}

/// Whether a file of a folder has this content.
fn holds(folder: &Path, content: &str) -> bool {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.into_iter().any(|entry| fs::read(entry.path()).is_ok_and(|bytes| bytes == content.as_bytes()))
}

fn hash(content: &[u8]) -> String {
    Sha256::digest(content).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
