//! The document itself.

use std::cell::RefCell;
use std::io::{self, Write};

use serde::ser::{Error, SerializeSeq};
use serde::{Serialize, Serializer};

use super::Submissions;
use crate::document::Header;

/// Writes what `cargo kata grade merge` reads.
pub fn write(header: &Header, submissions: Submissions, out: &mut dyn Write) -> io::Result<()> {
    let document = Streamed { header, submissions: Rows(RefCell::new(submissions)) };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

#[derive(Serialize)]
struct Streamed<'a> {
    #[serde(flatten)]
    header: &'a Header,
    submissions: Rows<'a>,
}

/// Submissions that are used up while they are written.
struct Rows<'a>(RefCell<Submissions<'a>>);

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut rows = to.serialize_seq(None)?;
        for submission in &mut **self.0.borrow_mut() {
            rows.serialize_element(&submission.map_err(S::Error::custom)?)?;
        }
        rows.end()
    }
}
