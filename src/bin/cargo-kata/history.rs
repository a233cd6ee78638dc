//! What happened, in `.kata/history.jsonl`: one event a line, only ever appended.

mod event;

use std::collections::{HashMap, HashSet};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;

use sha2::{Digest, Sha256};
use shousi::judge::{KataReport, Settings, Verdict};

use crate::clock;

pub use event::{Attempt, Ended, Event, Handed, Rating, Task, What};

/// The history of a workspace.
#[derive(Clone, Debug)]
pub struct History {
    folder: PathBuf,
}

impl History {
    pub fn new(folder: PathBuf) -> Self {
        History { folder }
    }

    fn file(&self) -> PathBuf {
        self.folder.join("history.jsonl")
    }

    /// Every event that can be read, in the order in which they happened; a torn or foreign line is
    /// passed over.
    ///
    /// Git may have merged the histories of two machines: then lines stand in no order of time, and
    /// some of them twice.
    pub fn events(&self) -> Vec<Event> {
        let bytes = fs::read(self.file()).unwrap_or_default();
        let mut seen = HashSet::new();
        let lines = bytes
            .split(|&byte| byte == b'\n')
            .map(<[u8]>::trim_ascii_end)
            .filter(|line| seen.insert(*line) || repeats(line));
        let mut events: Vec<Event> = lines.filter_map(|line| serde_json::from_slice(line).ok()).collect();
        // Written with the same precision in the same zone, times sort as texts.
        events.sort_by(|a, b| a.at.cmp(&b.at));
        events
    }

    /// Appends an event, whole or not at all.
    pub fn append(&self, kata: &str, what: What) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let mut file = OpenOptions::new().read(true).append(true).create(true).open(self.file())?;
        file.lock()?;
        let length = file.seek(SeekFrom::End(0))?;
        let at = clock::format(clock::now());
        let event = Event { at, kata: kata.to_owned(), what };
        let mut line = serde_json::to_vec(&event)?;
        line.push(b'\n');
        if !ends_with_newline(&mut file, length)? {
            line.insert(0, b'\n');
        }
        // What is said to be on record must survive the power going off, too.
        file.write_all(&line).and_then(|()| file.sync_data()).inspect_err(|_| {
            // A full disk must not leave half a line.
            let _ = file.set_len(length);
        })
    }

    /// Appends a verdict, unless it only repeats what is known of this content. In a round it comes with
    /// the round's name and where the content is archived.
    pub fn record_verdict(
        &self,
        report: &KataReport,
        code: &str,
        settings: &Settings,
        part_of: Option<(&str, String)>,
    ) -> io::Result<()> {
        let (round, archive) = part_of.map(|(round, archive)| (round.to_owned(), archive)).unzip();
        let what = What::Verdict {
            code: code.to_owned(),
            verdict: report.verdict.name().to_owned(),
            seed: settings.seed,
            cases: settings.cases,
            mistake: report.mistake.map(str::to_owned),
            round,
            archive,
        };
        let last = self
            .events()
            .into_iter()
            .rev()
            .find(|event| event.kata == report.kata && matches!(event.what, What::Verdict { .. }));
        if last.is_some_and(|last| last.what == what) {
            return Ok(());
        }
        self.append(&report.kata, what)
    }

    pub fn hints_seen(&self, kata: &str) -> usize {
        let seen =
            self.events().into_iter().filter(|event| event.kata == kata).filter_map(|event| {
                match event.what {
                    What::Hint { hint } => Some(hint),
                    _ => None,
                }
            });
        seen.max().unwrap_or(0)
    }

    /// The last verdict on each content of each kata that proves something: `(kata, code)` to verdict.
    pub fn verdicts(&self) -> HashMap<(String, String), Verdict> {
        let verdicts = self.events().into_iter().filter_map(|event| match event.what {
            What::Verdict { code, verdict, cases, .. } if proves(cases) => {
                Some(((event.kata, code), Verdict::from_name(&verdict)?))
            }
            _ => None,
        });
        verdicts.collect()
    }
}

/// Whether a pass with so many cases proves anything: with fewer than usual it does not.
pub fn proves(cases: u32) -> bool {
    cases >= Settings::default().cases
}

/// The rounds in which a pass counts for nothing: with too few cases, or broken off.
pub fn unproven(events: &[Event]) -> HashSet<&str> {
    let unproven = events.iter().filter_map(|event| match &event.what {
        What::RoundStart { round, cases, .. } if !proves(*cases) => Some(round.as_str()),
        What::RoundFinish { round, ended: Ended::Abandoned } => Some(round.as_str()),
        _ => None,
    });
    unproven.collect()
}

/// The identity of a file's content.
pub fn code_hash(content: &[u8]) -> String {
    let digest = Sha256::digest(content);
    digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// Whether an event may rightly be there twice within a second: whoever turns back and forth, or pauses
/// twice, has done so.
fn repeats(line: &[u8]) -> bool {
    let steps = ["round_turn", "round_pause", "round_resume"];
    let has = |step: &str| line.windows(step.len()).any(|part| part == step.as_bytes());
    steps.into_iter().any(has)
}

fn ends_with_newline(file: &mut File, length: u64) -> io::Result<bool> {
    if length == 0 {
        return Ok(true);
    }
    let mut last = [0];
    file.seek(SeekFrom::Start(length - 1))?;
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

#[cfg(test)]
mod tests;
