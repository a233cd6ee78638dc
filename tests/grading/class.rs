//! A folder of submissions, and the grader run on it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::Value as Json;
use tempfile::TempDir;

use super::workspace::{Run, Workspace, run};

/// A run of the grader uses all cores; and what it leaves behind can only be told from what another one
/// does while there is no other.
static TURN: Mutex<()> = Mutex::new(());

pub struct Class {
    workspace: Workspace,
    folder: TempDir,
    _turn: MutexGuard<'static, ()>,
}

/// The verdict and its message, by submission and kata.
pub type Verdicts = BTreeMap<(String, String), (String, String)>;

/// Waits until nothing else is graded.
pub fn turn() -> MutexGuard<'static, ()> {
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Class {
    pub fn new() -> Self {
        let turn = turn();
        Class { workspace: Workspace::new(), folder: tempfile::tempdir().unwrap(), _turn: turn }
    }

    /// The folder of submissions.
    pub fn path(&self) -> PathBuf {
        self.folder.path().join("class")
    }

    /// A folder for everything else.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a kata file of a submission.
    pub fn write(&self, submission: impl AsRef<Path>, kata: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let folder = self.path().join(submission);
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join(format!("{kata}.rs"));
        fs::write(&file, content).unwrap();
        file
    }

    /// `grade` with other arguments.
    pub fn other(&self, arguments: &[&str]) -> Run {
        self.workspace.run(&[&["grade"], arguments].concat())
    }

    /// `grade`, with a cache of this class's own.
    pub fn command(&self, options: &[&str]) -> Command {
        let mut command = self.workspace.command(&["grade"]);
        command.arg(self.path()).arg("--cache").arg(self.beside("cache")).args(options);
        command
    }

    /// `grade` with these options alone.
    pub fn part(&self, options: &[&str]) -> Run {
        run(self.workspace.command(&["grade"]).arg(self.path()).args(options))
    }

    pub fn grade(&self, options: &[&str]) -> Run {
        run(&mut self.command(options))
    }
}

/// The verdicts of a report.
pub fn verdicts(report: &Json) -> Verdicts {
    let text = |value: &Json| value.as_str().unwrap_or_default().to_owned();
    let katas = |submission: &'_ Json| submission["katas"].as_array().unwrap().clone();
    let submissions = report["submissions"].as_array().unwrap();
    let of = |submission: &Json| {
        let id = text(&submission["id"]);
        let one = move |kata: Json| {
            ((id.clone(), text(&kata["kata"])), (text(&kata["verdict"]), text(&kata["message"])))
        };
        katas(submission).into_iter().map(one).collect::<Vec<_>>()
    };
    submissions.iter().flat_map(of).collect()
}
