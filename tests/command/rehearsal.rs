//! A workspace with a clock of its own, for rounds.

use std::fs::{self, File};
use std::time::{Duration, SystemTime};

use serde_json::Value as Json;

use super::workspace::{Run, Workspace, run};

/// The workspace of a rehearsal that begins at 0 minutes.
pub struct Rehearsal {
    pub workspace: Workspace,
}

/// What the clock says at 0 minutes.
const BEGIN: &str = "2026-03-01T09:00:00Z";

impl Rehearsal {
    pub fn new() -> Self {
        let rehearsal = Rehearsal { workspace: Workspace::new() };
        rehearsal.at(0);
        rehearsal
    }

    /// Sets the clock to so many minutes after the beginning.
    pub fn at(&self, minutes: u64) {
        self.workspace.write("clock", format!("2026-03-01T{:02}:{:02}:00Z", 9 + minutes / 60, minutes % 60));
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        run(self.workspace.command(arguments).env("SHOUSI_CLOCK", self.workspace.path("clock")))
    }

    /// `round …` with the words of a line.
    pub fn round(&self, arguments: &str) -> Run {
        self.run(&[&["round"], &arguments.split_whitespace().collect::<Vec<_>>()[..]].concat())
    }

    /// Judges katas as the rounds of these tests do.
    pub fn test(&self, names: &[&str]) -> Run {
        self.run(&[&["test", "--cases", "4"], names].concat())
    }

    pub fn status(&self) -> Json {
        self.round("status --format json").json()
    }

    /// Writes a learner's file at that minute.
    pub fn kata_at(&self, minutes: u64, name: &str, content: impl AsRef<[u8]>) {
        self.workspace.kata(name, content);
        let begin = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds(BEGIN));
        let file =
            File::options().write(true).open(self.workspace.path(&format!("katas/{name}.rs"))).unwrap();
        file.set_modified(begin + Duration::from_secs(60 * minutes)).unwrap();
    }

    pub fn reference(&self, name: &str) -> String {
        self.workspace.read(&format!("solutions/{name}.rs"))
    }

    pub fn stub(&self, name: &str) -> String {
        self.workspace.read(&format!("katas/stubs/{name}.rs"))
    }

    /// The events of the history of this kind.
    pub fn events(&self, kind: &str) -> Vec<Json> {
        let text = fs::read_to_string(self.workspace.path(".kata/history.jsonl")).unwrap_or_default();
        let events = text.lines().map(|line| serde_json::from_str::<Json>(line).unwrap());
        events.filter(|event| event["event"] == kind).collect()
    }
}

/// Seconds since 1970.
fn seconds(time: &str) -> u64 {
    assert_eq!(time, "2026-03-01T09:00:00Z", "nothing else is needed here");
    1_772_355_600
}
