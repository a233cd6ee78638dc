use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::NotBuilt;
use crate::judge::Verdict;

/// A kata file larger than this is not read: nobody writes so much by hand.
pub const LARGEST_SOURCE: u64 = 256 << 10;

/// Reads a kata file; `name` is how to call it in messages.
pub fn read_source(path: &Path, name: &str) -> Result<String, NotBuilt> {
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
    String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + before.iter().filter(|&&b| b == b'\n').count();
        NotBuilt::error(format!("{name} is not valid UTF-8: look at line {line}"))
    })
}
