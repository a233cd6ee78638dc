//! The report document in every format. Nothing here judges.
//!
//! A report may be about thousands of submissions: they come one at a time, and a format keeps no
//! more of them than it must.

mod csv;
mod github;
mod gradescope;
mod html;
mod json;
mod junit;
mod markdown;
mod output;
mod text;

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
    /// JUnit's XML, for CI
    Junit,
    /// A table: a row for each submission and kata
    Csv,
    /// A summary in Markdown, for $GITHUB_STEP_SUMMARY
    Markdown,
    /// Annotations on the lines, for the log of GitHub Actions
    Github,
    /// Gradescope's results.json, of one submission
    Gradescope,
    /// A page for a browser, complete in one file
    Html,
}

impl Format {
    /// As it is typed.
    pub fn name(self) -> &'static str {
        match self {
            Format::Json => "json",
            Format::Junit => "junit",
            Format::Csv => "csv",
            Format::Markdown => "markdown",
            Format::Github => "github",
            Format::Gradescope => "gradescope",
            Format::Html => "html",
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
        Format::Junit => junit::write(header, submissions, lang, out),
        Format::Csv => csv::write(submissions, lang, out),
        Format::Markdown => markdown::write(header, submissions, lang, out),
        Format::Github => github::write(submissions, lang, out),
        Format::Gradescope => gradescope::write(header, submissions, lang, out),
        Format::Html => html::write(header, submissions, lang, out),
    }
}

#[cfg(test)]
mod tests;
