//! What happened, in `.kata/history.jsonl`: one event a line, only ever appended.

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::time::SystemTime;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use shousi::judge::{KataReport, Settings, Verdict};

/// One line of the history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// When, in UTC: `2026-11-22T19:43:53Z`.
    pub at: String,
    pub kata: String,
    #[serde(flatten)]
    pub what: What,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "lowercase")]
pub enum What {
    /// The file with this content was judged.
    Verdict {
        code: String,
        verdict: String,
        seed: u64,
        cases: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        mistake: Option<String>,
    },
    /// The hint of this number was shown.
    Hint { hint: usize },
    /// The reference solution was shown.
    Solution,
    /// The file was replaced by the stub, and its content archived.
    Reset { archive: String },
}

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

    /// Every event that can be read; a torn or foreign line is passed over.
    pub fn events(&self) -> Vec<Event> {
        let bytes = fs::read(self.file()).unwrap_or_default();
        bytes.split(|&byte| byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok()).collect()
    }

    /// Appends an event, whole or not at all.
    pub fn append(&self, kata: &str, what: What) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let mut file = OpenOptions::new().read(true).append(true).create(true).open(self.file())?;
        file.lock()?;
        let length = file.seek(SeekFrom::End(0))?;
        let at = humantime::format_rfc3339_seconds(SystemTime::now()).to_string();
        let event = Event { at, kata: kata.to_owned(), what };
        let mut line = serde_json::to_vec(&event)?;
        line.push(b'\n');
        if !ends_with_newline(&mut file, length)? {
            line.insert(0, b'\n');
        }
        file.write_all(&line).inspect_err(|_| {
            // A full disk must not leave half a line.
            let _ = file.set_len(length);
        })
    }

    /// Appends a verdict, unless it only repeats what is known of this content.
    pub fn record_verdict(&self, report: &KataReport, code: &str, settings: &Settings) -> io::Result<()> {
        let what = What::Verdict {
            code: code.to_owned(),
            verdict: report.verdict.name().to_owned(),
            seed: settings.seed,
            cases: settings.cases,
            mistake: report.mistake.map(str::to_owned),
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

    /// The last verdict on each content of each kata: `(kata, code)` to verdict. One with fewer cases
    /// than usual proves nothing.
    pub fn verdicts(&self) -> HashMap<(String, String), Verdict> {
        let usual = Settings::default().cases;
        let verdicts = self.events().into_iter().filter_map(|event| match event.what {
            What::Verdict { code, verdict, cases, .. } if cases >= usual => {
                Some(((event.kata, code), Verdict::from_name(&verdict)?))
            }
            _ => None,
        });
        verdicts.collect()
    }
}

/// The identity of a file's content.
pub fn code_hash(content: &[u8]) -> String {
    let digest = Sha256::digest(content);
    digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
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
mod tests {
    use super::*;

    fn history() -> (tempfile::TempDir, History) {
        let folder = tempfile::tempdir().unwrap();
        let history = History::new(folder.path().join(".kata"));
        (folder, history)
    }

    #[test]
    fn remembers_hints() {
        let (_folder, history) = history();
        assert_eq!(history.hints_seen("softmax"), 0);
        history.append("softmax", What::Hint { hint: 1 }).unwrap();
        history.append("softmax", What::Hint { hint: 2 }).unwrap();
        history.append("rms_norm", What::Hint { hint: 3 }).unwrap();
        assert_eq!(history.hints_seen("softmax"), 2);
    }

    #[test]
    fn a_torn_line_costs_only_itself() {
        let (_folder, history) = history();
        history.append("softmax", What::Hint { hint: 1 }).unwrap();
        history.append("softmax", What::Hint { hint: 2 }).unwrap();
        let text = fs::read(history.file()).unwrap();
        fs::write(history.file(), &text[..text.len() - 9]).unwrap();
        assert_eq!(history.hints_seen("softmax"), 1);
        history.append("softmax", What::Hint { hint: 3 }).unwrap();
        assert_eq!(history.events().len(), 2);
        assert_eq!(history.hints_seen("softmax"), 3);
    }

    #[test]
    fn the_last_verdict_on_a_content_counts() {
        let (_folder, history) = history();
        let verdict = |verdict: &str, cases| What::Verdict {
            code: "c".into(),
            verdict: verdict.into(),
            seed: 0,
            cases,
            mistake: None,
        };
        history.append("softmax", verdict("failed", 256)).unwrap();
        history.append("softmax", verdict("passed", 1)).unwrap();
        let key = ("softmax".to_owned(), "c".to_owned());
        assert_eq!(history.verdicts()[&key], Verdict::Failed);
        history.append("softmax", verdict("passed", 256)).unwrap();
        assert_eq!(history.verdicts()[&key], Verdict::Passed);
    }

    #[test]
    fn writers_do_not_tear_each_others_lines() {
        let (_folder, history) = history();
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| (1..=25).for_each(|hint| history.append("k", What::Hint { hint }).unwrap()));
            }
        });
        assert_eq!(history.events().len(), 200);
    }
}
