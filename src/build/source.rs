use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::NotBuilt;
use crate::judge::Verdict;

/// A kata file larger than this is not read: nobody writes so much by hand.
pub const LARGEST_SOURCE: u64 = 256 << 10;

/// What stood in a kata file when it was read. It is read once: what is compiled, judged, hashed and
/// archived is this, whatever happens to the file meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// How messages call the file: `katas/softmax.rs`.
    pub name: String,
    pub bytes: Vec<u8>,
}

impl Source {
    /// Reads a kata file; `name` is a relative path, and how to call the file in messages.
    pub fn read(path: &Path, name: &str) -> Result<Source, NotBuilt> {
        let missing =
            |problem: &str| NotBuilt { verdict: Verdict::Missing, message: format!("{name} {problem}") };
        let metadata = fs::metadata(path).map_err(|error| match error.kind() {
            ErrorKind::NotFound => missing("does not exist; `cargo kata reset` puts the stub back"),
            _ => missing(&format!("cannot be read: {error}")),
        })?;
        if !metadata.is_file() {
            return Err(missing("is not a file"));
        }
        if metadata.len() > LARGEST_SOURCE {
            let size = metadata.len() >> 10;
            return Err(NotBuilt::error(format!(
                "{name} has {size} KiB; the limit is {} KiB",
                LARGEST_SOURCE >> 10
            )));
        }
        let bytes = fs::read(path).map_err(|error| missing(&format!("cannot be read: {error}")))?;
        Ok(Source { name: name.to_owned(), bytes })
    }

    /// The text, if it is one.
    pub fn text(&self) -> Result<&str, NotBuilt> {
        std::str::from_utf8(&self.bytes).map_err(|error| {
            let before = &self.bytes[..error.valid_up_to()];
            let line = 1 + before.iter().filter(|&&b| b == b'\n').count();
            NotBuilt::error(format!("{} is not valid UTF-8: look at line {line}", self.name))
        })
    }
}
