//! From a learner's file to a worker that serves its functions.
//!
//! The file is compiled as a crate of its own, which sees `std` and ndarray and nothing else, by
//! rustc itself: no manifest, no build script, no other kata takes part. A second, tiny crate, made
//! from the pristine stub's signatures, links it to the worker.

mod bench;
mod compile;
mod glue;
mod home;
mod kit;
mod manifest;
pub(crate) mod places;
mod screen;
mod source;
mod sources;
mod words;
mod workspace;

pub use bench::Workbench;
pub use compile::{BuildBox, Compiled, Program};
pub use glue::{Signature, signatures};
pub use home::Home;
pub use kit::Kit;
pub use manifest::Manifest;
pub use screen::{Reason, Rejection, screen};
pub use source::{LARGEST_SOURCE, Source};
pub use workspace::Workspace;

use crate::judge::Verdict;

/// Why there is nothing to judge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotBuilt {
    pub verdict: Verdict,
    /// A sentence, or what the compiler says, with its colours.
    pub message: String,
}

impl NotBuilt {
    fn error(message: impl Into<String>) -> Self {
        NotBuilt { verdict: Verdict::BuildError, message: message.into() }
    }
}
