//! What happened, in `.kata/history.jsonl`: one event a line, only ever appended.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use shousi::judge::{KataReport, Settings, Verdict};

use crate::clock;

/// One line of the history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// When, in UTC: `2026-11-22T19:43:53Z`.
    pub at: String,
    /// Empty where it is about a round as a whole.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kata: String,
    #[serde(flatten)]
    pub what: What,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum What {
    /// This content was judged.
    Verdict {
        code: String,
        verdict: String,
        seed: u64,
        cases: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        mistake: Option<String>,
        /// The round that this was a part of; its content is then archived.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        round: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        archive: Option<String>,
    },
    /// The hint of this number was shown.
    Hint {
        hint: usize,
    },
    /// The reference solution was shown.
    Solution,
    /// The file was replaced by the stub, and its content archived.
    Reset {
        archive: String,
    },
    /// A round began; its name is unique.
    RoundStart {
        round: String,
        katas: Vec<Task>,
        /// The limit of the whole round.
        seconds: u64,
        allow_hints: bool,
        /// What the verdicts depend on.
        seed: u64,
        cases: u32,
        /// The seed that the katas were drawn with.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        draw: Option<u64>,
    },
    /// The learner turned to this kata of the round.
    RoundTurn {
        round: String,
    },
    RoundPause {
        round: String,
    },
    RoundResume {
        round: String,
    },
    /// The time of the round is over, or all of it is passed; this is the code that counts.
    RoundBell {
        round: String,
        ended: Ended,
        codes: Vec<Handed>,
    },
    /// What came of one kata of a round.
    Attempt(Box<Attempt>),
    /// How well the learner answered a follow-up question, in the learner's own judgement.
    Answer {
        round: String,
        question: usize,
        rating: Rating,
    },
    /// All there is to say of the round has been said.
    RoundFinish {
        round: String,
        ended: Ended,
    },
}

impl What {
    /// The round that this belongs to.
    pub fn round(&self) -> Option<&str> {
        match self {
            What::Verdict { round, .. } => round.as_deref(),
            What::Attempt(attempt) => Some(&attempt.round),
            What::RoundStart { round, .. }
            | What::RoundTurn { round }
            | What::RoundPause { round }
            | What::RoundResume { round }
            | What::RoundBell { round, .. }
            | What::Answer { round, .. }
            | What::RoundFinish { round, .. } => Some(round),
            What::Hint { .. } | What::Solution | What::Reset { .. } => None,
        }
    }
}

/// A kata of a round.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Task {
    pub kata: String,
    /// Its share of the limit.
    pub seconds: u64,
}

/// A kata's code at the bell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Handed {
    pub kata: String,
    pub code: String,
    /// Where it is archived, from the workspace's root.
    pub archive: String,
    /// Whether the file was written after time was up, or could not be read, so that this is what was
    /// judged before, or the stub.
    #[serde(default, skip_serializing_if = "is_false")]
    pub late: bool,
}

fn is_false(value: &bool) -> bool {
    !value
}

/// Why a round ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ended {
    /// Every kata had passed.
    Passed,
    /// Time was up.
    Time,
    /// The learner said so.
    Finished,
    /// The learner broke it off; it does not count.
    Abandoned,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attempt {
    pub round: String,
    pub code: String,
    pub archive: String,
    pub verdict: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mistake: Option<String>,
    /// For each aspect how many properties held, of how many.
    pub aspects: BTreeMap<String, [usize; 2]>,
    /// The time spent on this kata in this round, without pauses.
    pub seconds: u64,
    /// Of that, until it first compiled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compiled: Option<u64>,
    /// Of that, until it first passed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passed: Option<u64>,
    /// The par time then.
    pub par: u64,
    pub hints: usize,
    pub solution: bool,
}

/// A learner's own judgement of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rating {
    Well,
    Partly,
    Badly,
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

    /// Every event that can be read, in the order in which they happened; a torn or foreign line is
    /// passed over.
    ///
    /// Git may have merged the histories of two machines: then lines stand in no order of time, and
    /// some of them twice.
    pub fn events(&self) -> Vec<Event> {
        let bytes = fs::read(self.file()).unwrap_or_default();
        let mut seen = HashSet::new();
        let lines = bytes.split(|&byte| byte == b'\n').filter(|line| seen.insert(*line) || repeats(line));
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
        file.write_all(&line).inspect_err(|_| {
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
            round: None,
            archive: None,
        };
        history.append("softmax", verdict("failed", 256)).unwrap();
        history.append("softmax", verdict("passed", 1)).unwrap();
        let key = ("softmax".to_owned(), "c".to_owned());
        assert_eq!(history.verdicts()[&key], Verdict::Failed);
        history.append("softmax", verdict("passed", 256)).unwrap();
        assert_eq!(history.verdicts()[&key], Verdict::Passed);
    }

    #[test]
    fn merged_histories_are_put_in_order() {
        let (_folder, history) = history();
        let line = |second: u32, what: &str| {
            format!(r#"{{"at":"2026-11-22T19:43:0{second}Z","kata":"softmax",{what}}}"#) + "\n"
        };
        let hint = |second, hint| line(second, &format!(r#""event":"hint","hint":{hint}"#));
        let turn = line(4, r#""event":"round_turn","round":"r""#);
        let lines = [
            hint(1, 1),
            "<<<<<<< ours\n".to_owned(),
            hint(6, 3),
            turn.clone(),
            "=======\n".to_owned(),
            hint(1, 1),
            hint(3, 2),
            turn,
            ">>>>>>> theirs\n".to_owned(),
        ];
        fs::create_dir_all(&history.folder).unwrap();
        fs::write(history.file(), lines.concat()).unwrap();
        let seconds: Vec<String> =
            history.events().into_iter().map(|event| event.at[17..19].to_owned()).collect();
        assert_eq!(seconds, ["01", "03", "04", "04", "06"]);
    }

    #[test]
    fn writers_do_not_tear_each_others_lines() {
        let (_folder, history) = history();
        std::thread::scope(|scope| {
            for kata in ["a", "b", "c", "d", "e", "f", "g", "h"] {
                let history = &history;
                scope.spawn(move || {
                    (1..=25).for_each(|hint| history.append(kata, What::Hint { hint }).unwrap())
                });
            }
        });
        assert_eq!(history.events().len(), 200);
    }
}
