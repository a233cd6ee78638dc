//! Keeping a learner's code: what is replaced, and what was judged in a round.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use shousi::build::Workspace;

use crate::clock;
use crate::history::code_hash;

/// What putting a stub back came to.
#[derive(Debug, PartialEq, Eq)]
pub enum Reset {
    /// The stub stands there already.
    Unchanged,
    /// There was no file.
    Restored,
    /// The file was replaced; its content lies here, from the workspace's root.
    Archived(String),
}

/// Puts a kata's stub back. The file is replaced in one step, after its content is archived. Where it is
/// a link, the file it leads to is replaced: a learner who keeps their code elsewhere goes on there.
pub fn reset(workspace: &Workspace, kata: &str, stub: &str) -> io::Result<Reset> {
    let path = workspace.kata_file(kata);
    let path = fs::canonicalize(&path).unwrap_or(path);
    if fs::metadata(&path).is_ok_and(|metadata| !metadata.is_file()) {
        return Err(io::Error::other("it is not a file"));
    }
    match fs::read(&path) {
        Ok(content) if content == stub.as_bytes() => Ok(Reset::Unchanged),
        Ok(content) => {
            let folder = workspace.state_folder().join("archive").join(kata);
            let archive = archive(&folder, &content)?;
            replace(&path, stub)?;
            Ok(Reset::Archived(relative(workspace, &archive)))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            replace(&path, stub)?;
            Ok(Reset::Restored)
        }
        Err(error) => Err(error),
    }
}

/// Keeps what was judged in a round, under the name of its content; returns the path from the
/// workspace's root. What is kept already is left alone.
pub fn keep(workspace: &Workspace, round: &str, kata: &str, content: &[u8]) -> io::Result<String> {
    let folder = workspace.state_folder().join("rounds").join(round).join(kata);
    let path = folder.join(format!("{}.rs", code_hash(content)));
    if !fs::read(&path).is_ok_and(|kept| kept == content) {
        fs::create_dir_all(&folder)?;
        let mut file = tempfile::NamedTempFile::new_in(&folder)?;
        file.write_all(content)?;
        file.as_file().sync_all()?;
        file.persist(&path)?;
    }
    Ok(relative(workspace, &path))
}

/// A path as it stands in the history: from the root, with `/` on every system.
fn relative(workspace: &Workspace, path: &Path) -> String {
    let path = path.strip_prefix(workspace.root()).unwrap_or(path);
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// Writes `content` to a new file of `folder`, named after the time.
fn archive(folder: &Path, content: &[u8]) -> io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(content)?;
    file.as_file().sync_all()?;
    let time = clock::format(clock::now()).replace(':', "-");
    for number in 1u32.. {
        let suffix = if number == 1 { String::new() } else { format!("-{number}") };
        let path = folder.join(format!("{time}{suffix}.rs"));
        match file.persist_noclobber(&path) {
            Ok(_) => return Ok(path),
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => file = error.file,
            Err(error) => return Err(error.error),
        }
    }
    unreachable!("some number is free")
}

/// Writes a file in one step, in the place of one that may be there.
pub fn replace(path: &Path, content: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644));
    let mut file = builder.prefix(".stub-").tempfile_in(folder)?;
    file.write_all(content.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}
