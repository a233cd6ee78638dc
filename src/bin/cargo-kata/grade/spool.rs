//! The submissions of a report that is being made, on disk: their number is not bounded by memory.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};

use crate::document::Submission;

/// Submissions by their places, in a file without a name.
pub struct Spool {
    file: File,
    end: u64,
    /// Where each is, and how long; `None` until it is there.
    index: Vec<Option<(u64, u64)>>,
}

impl Spool {
    /// For so many submissions.
    pub fn new(places: usize) -> Result<Spool, String> {
        let file = tempfile::tempfile().map_err(|error| format!("cannot make a temporary file: {error}"))?;
        Ok(Spool { file, end: 0, index: vec![None; places] })
    }

    /// Puts a submission in its place.
    pub fn put(&mut self, place: usize, submission: &Submission) -> Result<(), String> {
        self.write(place, submission).map_err(|error| format!("cannot write to a temporary file: {error}"))
    }

    /// Puts a submission in a place after all others.
    pub fn push(&mut self, submission: &Submission) -> Result<(), String> {
        self.index.push(None);
        self.put(self.index.len() - 1, submission)
    }

    fn write(&mut self, place: usize, submission: &Submission) -> io::Result<()> {
        let text = serde_json::to_vec(submission)?;
        self.file.seek(SeekFrom::Start(self.end))?;
        self.file.write_all(&text)?;
        self.index[place] = Some((self.end, text.len() as u64));
        self.end += text.len() as u64;
        Ok(())
    }

    /// The submissions in the order of their places.
    pub fn submissions(&self) -> impl Iterator<Item = io::Result<Submission>> + '_ {
        self.index.iter().flatten().map(|&(start, length)| {
            let mut file = &self.file;
            file.seek(SeekFrom::Start(start))?;
            Ok(serde_json::from_reader(BufReader::new(file.take(length)))?)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comes_back_in_order() {
        let mut spool = Spool::new(4).unwrap();
        for (place, id) in [(2, "c"), (0, "a"), (3, "d")] {
            spool.put(place, &Submission::new(id, vec![])).unwrap();
        }
        for _ in 0..2 {
            let ids: Vec<String> = spool.submissions().map(|submission| submission.unwrap().id).collect();
            assert_eq!(ids, ["a", "c", "d"]);
        }
    }
}
