//! Reads kata files out of folders that belong to somebody else.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use rustix::fd::OwnedFd;
use rustix::fs::{AtFlags, CWD, FileType, Mode, OFlags, fstat, openat, statat};
use rustix::io::Errno;
use shousi::build::{LARGEST_SOURCE, NotBuilt, Source};
use shousi::catalogue::Kata;
use shousi::judge::Verdict;

/// A submission's folder, held open: whatever is put in its place meanwhile is not followed.
pub struct Folder {
    root: Result<OwnedFd, String>,
    katas: Option<OwnedFd>,
    /// Why there is no `katas`, where there should be one.
    no_katas: Option<String>,
}

const LINK: &str = "is a symbolic link, which is not followed";

impl Folder {
    /// Opens a submission's folder; whether it is one is said for each of its files.
    pub fn open(path: &Path) -> Folder {
        // The path was typed, and may lead through links; the last step may not.
        let root = folder_in(CWD, path).map_err(|problem| format!("the submission {problem}"));
        let katas = match &root {
            Ok(root) => match folder_in(root, Path::new("katas")) {
                Ok(katas) => Ok(Some(katas)),
                Err(problem) if problem == ABSENT => Ok(None),
                Err(problem) => Err(format!("katas {problem}")),
            },
            Err(_) => Ok(None),
        };
        let no_katas = katas.as_ref().err().cloned();
        Folder { root, katas: katas.ok().flatten(), no_katas }
    }

    /// Reads a kata's file: `katas/softmax.rs`, or else `softmax.rs`.
    pub fn read(&self, kata: &Kata) -> Result<Source, NotBuilt> {
        let root = self.root.as_ref().map_err(|problem| missing(problem.clone()))?;
        let file = format!("{}.rs", kata.name);
        let mut read = Err(missing(match &self.no_katas {
            Some(problem) => problem.clone(),
            None => format!("neither katas/{file} nor {file} is there"),
        }));
        if let Some(katas) = &self.katas {
            read = source(katas, &file, format!("katas/{file}")).unwrap_or(read);
        }
        if read.as_ref().is_err_and(|problem| problem.verdict == Verdict::Missing) {
            read = source(root, &file, file.clone()).unwrap_or(read);
        }
        read
    }

    /// Whether there are two files for a kata, of which the one in `katas` counts.
    pub fn has_two(&self, kata: &Kata) -> bool {
        let file = format!("{}.rs", kata.name);
        let is_there = |folder: Option<&OwnedFd>| {
            folder.is_some_and(|folder| statat(folder, &file, AtFlags::SYMLINK_NOFOLLOW).is_ok())
        };
        is_there(self.root.as_ref().ok()) && is_there(self.katas.as_ref())
    }
}

const ABSENT: &str = "is not there";

fn folder_in(parent: impl rustix::fd::AsFd, name: &Path) -> Result<OwnedFd, String> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    openat(&parent, name, flags, Mode::empty()).map_err(|error| match error {
        Errno::NOENT => ABSENT.to_owned(),
        Errno::LOOP | Errno::NOTDIR => match statat(&parent, name, AtFlags::SYMLINK_NOFOLLOW) {
            Ok(stat) if FileType::from_raw_mode(stat.st_mode) == FileType::Symlink => LINK.to_owned(),
            _ => "is not a folder".to_owned(),
        },
        error => format!("cannot be read: {error}"),
    })
}

/// A file that is in a folder itself, and a file; `None` if there is nothing of that name.
fn source(folder: &OwnedFd, file: &str, name: String) -> Option<Result<Source, NotBuilt>> {
    // Looked at first: opening a device may already do something.
    let kind = |mode| match FileType::from_raw_mode(mode) {
        FileType::RegularFile => Ok(()),
        FileType::Symlink => Err(rejected(format!("{name} {LINK}"))),
        FileType::Directory => Err(rejected(format!("{name} is a folder, not a file"))),
        _ => Err(rejected(format!("{name} is a pipe or a device, not a file"))),
    };
    let unreadable = |error: std::io::Error| missing(format!("{name} cannot be read: {error}"));
    let stat = match statat(folder, file, AtFlags::SYMLINK_NOFOLLOW) {
        Ok(stat) => stat,
        Err(Errno::NOENT) => return None,
        Err(error) => return Some(Err(unreadable(error.into()))),
    };
    let read = || {
        kind(stat.st_mode)?;
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
        let opened = openat(folder, file, flags, Mode::empty()).map_err(|error| unreadable(error.into()))?;
        let stat = fstat(&opened).map_err(|error| unreadable(error.into()))?;
        kind(stat.st_mode)?;
        let mut bytes = Vec::new();
        File::from(opened).take(LARGEST_SOURCE + 1).read_to_end(&mut bytes).map_err(unreadable)?;
        if bytes.len() as u64 > LARGEST_SOURCE {
            let limit = LARGEST_SOURCE >> 10;
            return Err(rejected(format!("{name} has more than {limit} KiB")));
        }
        Ok(Source { name: name.clone(), bytes })
    };
    Some(read())
}

fn missing(message: String) -> NotBuilt {
    NotBuilt { verdict: Verdict::Missing, message }
}

fn rejected(message: String) -> NotBuilt {
    NotBuilt { verdict: Verdict::Rejected, message }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::*;
    use shousi::catalogue::find;

    fn read(folder: &Path) -> Result<Source, NotBuilt> {
        Folder::open(folder).read(find("softmax").unwrap())
    }

    #[track_caller]
    fn refused(folder: &Path, verdict: Verdict, words: &str) {
        let problem = read(folder).unwrap_err();
        assert_eq!((problem.verdict, &*problem.message), (verdict, words));
    }

    #[test]
    fn a_file_in_either_place() {
        let root = tempfile::tempdir().unwrap();
        refused(root.path(), Verdict::Missing, "neither katas/softmax.rs nor softmax.rs is there");
        fs::write(root.path().join("softmax.rs"), "fn a() {}").unwrap();
        assert_eq!(read(root.path()).unwrap().name, "softmax.rs");
        fs::create_dir(root.path().join("katas")).unwrap();
        assert_eq!(read(root.path()).unwrap().name, "softmax.rs");
        fs::write(root.path().join("katas/softmax.rs"), "fn b() {}").unwrap();
        assert_eq!(read(root.path()).unwrap().bytes, b"fn b() {}");
        assert!(Folder::open(root.path()).has_two(find("softmax").unwrap()));
    }

    #[test]
    fn nothing_is_followed() {
        let root = tempfile::tempdir().unwrap();
        let (real, sub) = (root.path().join("real"), root.path().join("sub"));
        fs::create_dir_all(real.join("katas")).unwrap();
        fs::create_dir(&sub).unwrap();
        fs::write(real.join("katas/softmax.rs"), "").unwrap();
        symlink(real.join("katas/softmax.rs"), sub.join("softmax.rs")).unwrap();
        refused(&sub, Verdict::Rejected, "softmax.rs is a symbolic link, which is not followed");
        fs::remove_file(sub.join("softmax.rs")).unwrap();
        symlink(real.join("katas"), sub.join("katas")).unwrap();
        refused(&sub, Verdict::Missing, "katas is a symbolic link, which is not followed");
        symlink(&real, root.path().join("link")).unwrap();
        let words = "the submission is a symbolic link, which is not followed";
        refused(&root.path().join("link"), Verdict::Missing, words);
        fs::hard_link(real.join("katas/softmax.rs"), sub.join("softmax.rs")).unwrap();
        assert_eq!(read(&sub).unwrap().name, "softmax.rs");
    }

    #[test]
    fn only_files_of_a_sensible_size() {
        let root = tempfile::tempdir().unwrap();
        let file = root.path().join("softmax.rs");
        fs::create_dir(&file).unwrap();
        refused(root.path(), Verdict::Rejected, "softmax.rs is a folder, not a file");
        fs::remove_dir(&file).unwrap();
        assert!(std::process::Command::new("mkfifo").arg(&file).status().unwrap().success());
        refused(root.path(), Verdict::Rejected, "softmax.rs is a pipe or a device, not a file");
        fs::remove_file(&file).unwrap();
        fs::write(&file, vec![b' '; LARGEST_SOURCE as usize + 1]).unwrap();
        refused(root.path(), Verdict::Rejected, "softmax.rs has more than 256 KiB");
        fs::write(&file, vec![b' '; LARGEST_SOURCE as usize]).unwrap();
        assert!(read(root.path()).is_ok());
    }
}
