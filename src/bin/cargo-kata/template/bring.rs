//! Bringing a workspace's files up to this version of the tool, past everything that the learner wrote.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use shousi::build::{Manifest, Workspace};
use shousi::catalogue::katas;

use super::{File, VERSION, files};
use crate::archive;

/// What becomes of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It is new.
    Add,
    /// It is still as an older version wrote it: the new content takes its place.
    Replace,
    /// It is what it should be.
    Current,
    /// The learner wrote it, and has seen the tool's version.
    Keep,
    /// The learner wrote it, and the tool's version has changed: that is put into [`offer`].
    Offer,
    /// The learner removed it, and it stays away.
    Removed,
}

/// What to do about a file: the hash that was recorded when the tool last wrote or offered it, what
/// stands there, and what the tool has now.
fn step(recorded: Option<&str>, there: Option<&[u8]>, new: &[u8]) -> Step {
    let was = |content: &[u8]| recorded == Some(&*Manifest::hash(content));
    match there {
        None if recorded.is_none() => Step::Add,
        None => Step::Removed,
        Some(content) if content == new => Step::Current,
        Some(content) if was(content) => Step::Replace,
        Some(_) if was(new) => Step::Keep,
        Some(_) => Step::Offer,
    }
}

/// Where a new version is put for the learner to look at, from the root.
pub fn offer(path: &str) -> String {
    format!(".kata/upgrade/{path}")
}

/// Brings every file of the workspace, and records them. Where it is interrupted, doing it again
/// finishes it.
pub fn bring(workspace: &Workspace, manifest: &Manifest) -> Result<Vec<(String, Step)>, String> {
    let mut manifest = Manifest { tool: VERSION.to_owned(), ..manifest.clone() };
    let mut steps = Vec::new();
    for file in files(workspace, &manifest) {
        let cannot = |error: io::Error| format!("{} cannot be brought: {error}", file.path);
        let there = content(&workspace.root().join(&file.path)).map_err(cannot)?;
        let recorded = manifest.files.get(&file.path).map(String::as_str);
        let step = step(recorded, there.as_deref(), file.content.as_bytes());
        take(workspace, &file, step).map_err(cannot)?;
        manifest.files.insert(file.path.clone(), Manifest::hash(file.content.as_bytes()));
        steps.push((file.path, step));
    }
    let path = workspace.root().join(Manifest::FILE);
    archive::replace(&path, &manifest.to_text())
        .map_err(|error| format!("{} cannot be written: {error}", path.display()))?;
    Ok(steps)
}

fn take(workspace: &Workspace, file: &File, step: Step) -> io::Result<()> {
    let path = workspace.root().join(&file.path);
    match step {
        Step::Current | Step::Keep | Step::Removed => Ok(()),
        Step::Add => write_new(&path, &file.content),
        Step::Replace => {
            let kata = katas().iter().find(|kata| file.path == Workspace::relative_kata_file(kata.name));
            match kata {
                // What the learner might have saved at this very moment is archived.
                Some(kata) => archive::reset(workspace, kata.name, kata.stub).map(drop),
                None => archive::replace(&path, &file.content),
            }
        }
        Step::Offer => {
            let path = workspace.root().join(offer(&file.path));
            fs::create_dir_all(folder(&path))?;
            archive::replace(&path, &file.content)
        }
    }
}

/// What stands in a file; a pipe or a device in its place might never end.
fn content(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => fs::read(path).map(Some),
        Ok(_) => Err(io::Error::other("something that is no file stands in its place")),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Writes a file whole, unless there is one.
fn write_new(path: &Path, content: &str) -> io::Result<()> {
    fs::create_dir_all(folder(path))?;
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644));
    let mut file = builder.prefix(".new-").tempfile_in(folder(path))?;
    file.write_all(content.as_bytes())?;
    file.persist_noclobber(path)?;
    Ok(())
}

fn folder(path: &Path) -> PathBuf {
    path.parent().expect("a file lies in a folder").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_untouched_is_replaced() {
        let (old, new) = (Manifest::hash(b"old"), Manifest::hash(b"new"));
        let step = |recorded: Option<&String>, there| step(recorded.map(String::as_str), there, b"new");
        assert_eq!(step(None, None), Step::Add);
        assert_eq!(step(Some(&old), Some(b"old")), Step::Replace);
        assert_eq!(step(Some(&old), Some(b"new")), Step::Current);
        assert_eq!(step(None, Some(b"new")), Step::Current);
        assert_eq!(step(Some(&old), None), Step::Removed);
        // Mine, beside a file that has changed, one that has not, and one that was unknown.
        assert_eq!(step(Some(&old), Some(b"mine")), Step::Offer);
        assert_eq!(step(Some(&new), Some(b"mine")), Step::Keep);
        assert_eq!(step(None, Some(b"mine")), Step::Offer);
    }
}
