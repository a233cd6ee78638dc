//! Practice: shows one kata, and judges it whenever its file is saved.
//!
//! [`state`] decides what happens, [`body`] and [`draw`] what is seen, both without doing anything;
//! [`run`](run::run) connects them with the screen, the files and the judge.

mod body;
mod draw;
mod keys;
mod run;
mod state;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

use shousi::catalogue::Kata;
use shousi::judging::{Judged, Stage};

use crate::view::list::Status;

pub use run::run;

/// What the screen needs from the workspace.
pub trait Workshop: Send + Sync {
    fn katas(&self) -> Vec<&'static Kata>;
    fn status(&self, kata: &str) -> Status;
    /// The learner's file.
    fn file(&self, kata: &str) -> PathBuf;
    /// Judges the learner's file, and records the verdict. Called in a thread of its own, and anew
    /// while an earlier judgement still runs.
    fn judge(&self, kata: &str, progress: &mut dyn FnMut(Stage)) -> Judged;
    /// How many hints were seen; `None` while a round locks them.
    fn hints_seen(&self, kata: &str) -> Option<usize>;
    /// Records that the next hint is seen; how many are seen now.
    fn reveal_hint(&self, kata: &str) -> Option<usize>;
}
