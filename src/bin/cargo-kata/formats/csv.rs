//! A table for spreadsheets: a row for each kata of a submission.

use std::io::{self, Write};

use shousi::catalogue::Lang;

use super::{Submissions, text};
use crate::document::{Kata, Submission};

/// The columns; as names for programs they are the same in every language.
const COLUMNS: [&str; 11] = [
    "id",
    "kata",
    "verdict",
    "score",
    "held",
    "properties",
    "seconds",
    "mistake",
    "first_failing_property",
    "message",
    "line",
];

/// Longer messages are for other formats.
const LONGEST_MESSAGE: usize = 300;

pub fn write(submissions: Submissions, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    // RFC 4180 ends lines so.
    let mut table = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(out);
    table.write_record(COLUMNS)?;
    for submission in submissions {
        let submission = submission?;
        for kata in &submission.katas {
            table.write_record(row(&submission, kata, lang))?;
        }
    }
    table.flush()
}

fn row(submission: &Submission, kata: &Kata, lang: Lang) -> [String; COLUMNS.len()] {
    let failing = kata.first_failure();
    let message = failing.map_or(&kata.message, |property| &property.message);
    [
        cell(&submission.id),
        cell(&kata.kata),
        kata.verdict.name().to_owned(),
        format!("{:.4}", kata.score),
        kata.held().to_string(),
        kata.properties.len().to_string(),
        format!("{:.3}", kata.seconds),
        cell(kata.mistake.as_deref().unwrap_or_default()),
        failing.map(|property| cell(&text::sentence(&kata.kata, &property.name, lang))).unwrap_or_default(),
        cell(&text::cut(&text::message(message, lang), LONGEST_MESSAGE)),
        kata.line.map(|line| line.to_string()).unwrap_or_default(),
    ]
}

/// Text on one line that no spreadsheet takes for a formula.
fn cell(text: &str) -> String {
    let text = text::line(text);
    // Spreadsheets also take the full-width signs for theirs.
    let formula = text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\'']);
    if formula { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{NASTY, report};
    use super::*;

    #[test]
    fn formulas_stay_text() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r\n=1", " =1", "＝1", "'=1"] {
            assert!(cell(formula).starts_with(['\'', '\\']), "{formula}");
        }
        assert_eq!((cell("ada"), cell("a=b")), ("ada".to_owned(), "a=b".to_owned()));
    }

    #[test]
    fn every_row_has_every_column() {
        for nasty in NASTY {
            let text = report(super::super::Format::Csv, nasty, Lang::Zh);
            let mut table = ::csv::Reader::from_reader(text.as_bytes());
            assert_eq!(table.headers().unwrap().len(), COLUMNS.len());
            let rows: Vec<_> = table.records().map(|row| row.unwrap()).collect();
            assert_eq!(rows.len(), 2, "{text}");
            let formula = |cell: &str| cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
            assert!(rows.iter().flatten().all(|cell| !formula(cell)), "{text}");
        }
    }
}
