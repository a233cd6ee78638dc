//! `--seed random`: one seed for a whole run, also when it is ended and started again.

use std::path::{Path, PathBuf};
use std::{fs, io};

use super::cache::hash;

/// The seed of a run that has begun, until it is finished.
pub struct Drawn {
    pub seed: u64,
    file: PathBuf,
}

impl Drawn {
    /// The seed that the same command has drawn before it was ended, or else this one, which is then
    /// remembered. `command` is whatever makes two commands the same.
    pub fn resume(folder: &Path, command: &str, seed: u64) -> io::Result<Drawn> {
        let file = folder.join(format!("seed-{}", &hash([command])[..16]));
        let before = fs::read_to_string(&file).ok().and_then(|text| text.trim().parse().ok());
        if before.is_none() {
            fs::create_dir_all(folder)?;
            let mut new = tempfile::NamedTempFile::new_in(folder)?;
            io::Write::write_all(&mut new, format!("{seed}\n").as_bytes())?;
            new.persist(&file)?;
        }
        Ok(Drawn { seed: before.unwrap_or(seed), file })
    }

    /// The run is finished: the next one draws again.
    pub fn finish(self) {
        let _ = fs::remove_file(self.file);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_until_the_run_is_finished() {
        let folder = tempfile::tempdir().unwrap();
        let draw = |command, seed| Drawn::resume(folder.path(), command, seed).unwrap();
        assert_eq!(draw("a", 1).seed, 1);
        assert_eq!((draw("a", 2).seed, draw("b", 3).seed), (1, 3));
        draw("a", 4).finish();
        assert_eq!(draw("a", 5).seed, 5);
    }
}
