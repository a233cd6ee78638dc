//! The report document in every format. Nothing here judges.
//!
//! A report may be about thousands of submissions: they come one at a time, and a format keeps no
//! more of them than it must.

mod json;
mod output;

use std::io::{self, Write};

use clap::ValueEnum;
use shousi::catalogue::Lang;

use crate::document::{Header, Submission};

pub use output::Output;

/// A format that a report can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// The report document
    Json,
}

impl Format {
    /// As it is typed.
    pub fn name(self) -> &'static str {
        match self {
            Format::Json => "json",
        }
    }
}

/// The submissions of a report in order, or why one cannot be read.
pub type Submissions<'a> = &'a mut dyn Iterator<Item = io::Result<Submission>>;

/// Writes a report; its words are in `lang`, whatever language it was made in.
pub fn write(
    format: Format,
    header: &Header,
    submissions: Submissions,
    lang: Lang,
    out: &mut dyn Write,
) -> io::Result<()> {
    let submissions = &mut submissions.map(|submission| {
        submission.map(|mut submission| {
            submission.explain(lang);
            submission
        })
    });
    match format {
        Format::Json => json::write(header, submissions, out),
    }
}
