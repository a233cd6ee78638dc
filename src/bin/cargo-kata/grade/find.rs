//! Which folders are submissions, and what they are called.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use shousi::catalogue::katas;

use crate::view::escape::escape;

/// A folder of kata files from somebody else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What a report calls it: the folder's name, or more of its path where that is not unique.
    pub id: String,
    pub folder: PathBuf,
    /// The folder as it was named, safe to print.
    pub shown: String,
}

/// The submissions of these paths, ordered by their names. A path is a submission itself if it has a kata
/// file, and else a folder of submissions; nothing below those is looked at.
pub fn find(paths: &[PathBuf]) -> Result<Vec<Found>, String> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    for path in paths {
        let whole = path.canonicalize().unwrap_or_else(|_| path.clone());
        for folder in submissions(path)? {
            // The same folder may be named twice; a link is no folder, and stays what it is.
            let name = folder.file_name().filter(|_| folder != *path).unwrap_or_default();
            if seen.insert(whole.join(name)) {
                found.push(folder);
            }
        }
    }
    if found.is_empty() {
        let names: Vec<String> = paths.iter().map(|path| printable(path)).collect();
        return Err(format!(
            "there is no submission in {}: a submission is a folder with kata files, such as softmax.rs or \
             katas/softmax.rs",
            names.join(", ")
        ));
    }
    Ok(named(found))
}

/// A path that is a submission, or else the folders in it.
fn submissions(path: &Path) -> Result<Vec<PathBuf>, String> {
    let wrong = |problem: String| format!("{} {problem}", printable(path));
    let metadata = fs::metadata(path).map_err(|error| wrong(format!("cannot be read: {error}")))?;
    if !metadata.is_dir() {
        return Err(wrong("is not a folder: name the folder that the kata files lie in".to_owned()));
    }
    if is_submission(path) {
        return Ok(vec![path.to_owned()]);
    }
    let unreadable = |error| wrong(format!("cannot be read: {error}"));
    let mut folders = Vec::new();
    for entry in fs::read_dir(path).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        let kind = entry.file_type().map_err(unreadable)?;
        // A link to a folder was meant as a submission; it gets its verdict like any other.
        let linked =
            || kind.is_symlink() && fs::metadata(entry.path()).is_ok_and(|metadata| metadata.is_dir());
        if !hidden && (kind.is_dir() || linked()) {
            folders.push(entry.path());
        }
    }
    Ok(folders)
}

fn is_submission(folder: &Path) -> bool {
    let is_there = |file: String| fs::symlink_metadata(folder.join(file)).is_ok();
    katas()
        .iter()
        .any(|kata| is_there(format!("{}.rs", kata.name)) || is_there(format!("katas/{}.rs", kata.name)))
}

/// Gives every folder a name of its own, the shortest that does.
fn named(folders: Vec<PathBuf>) -> Vec<Found> {
    let mut by_name: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for folder in folders {
        by_name.entry(short(&folder)).or_default().push(folder);
    }
    let alone = |(id, folders): (String, Vec<PathBuf>)| -> Vec<(String, PathBuf)> {
        match <[PathBuf; 1]>::try_from(folders) {
            Ok([folder]) => vec![(id, folder)],
            Err(several) => several.into_iter().map(|folder| (printable(&folder), folder)).collect(),
        }
    };
    let mut taken = HashSet::new();
    let mut found: Vec<Found> = by_name
        .into_iter()
        .flat_map(alone)
        .map(|(id, folder)| {
            // Names that differ only in what cannot be printed.
            let numbered = (2..).map(|number| format!("{id} ({number})"));
            let id = std::iter::once(id.clone()).chain(numbered).find(|id| taken.insert(id.clone()));
            Found { id: id.expect("some number is free"), shown: printable(&folder), folder }
        })
        .collect();
    found.sort_by(|a, b| a.id.cmp(&b.id));
    found
}

/// The name of a folder; `.` is called what it is.
fn short(folder: &Path) -> String {
    let whole = || folder.canonicalize().ok().and_then(|whole| whole.file_name().map(PathBuf::from));
    match folder.file_name().map(PathBuf::from).or_else(whole) {
        Some(name) => printable(&name),
        None => printable(folder),
    }
}

/// A path as text that is safe to print: a name may hold anything but `/` and NUL.
pub fn printable(path: &Path) -> String {
    let mut text = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        text += &escape(chunk.valid()).replace('\n', "\\u{a}");
        text.extend(chunk.invalid().iter().map(|byte| format!("\\x{byte:02x}")));
    }
    match text.strip_prefix("./") {
        Some(rest) if !rest.is_empty() => rest.trim_end_matches('/').to_owned(),
        _ => text,
    }
}

/// One of several equal parts of the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    number: u64,
    of: u64,
}

impl Shard {
    /// Reads `3/16`: the third of sixteen.
    pub fn parse(text: &str) -> Result<Shard, String> {
        let numbers =
            text.split_once('/').and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
        match numbers {
            Some((number, of)) if (1..=of).contains(&number) => Ok(Shard { number, of }),
            _ => Err("a shard is I/N, as 3/16, from 1/16 to 16/16".to_owned()),
        }
    }

    /// Whether a submission is in this part. That depends on its name alone.
    pub fn has(self, id: &str) -> bool {
        let hash = Sha256::digest(id);
        let number = u64::from_be_bytes(hash[..8].try_into().expect("eight bytes"));
        number % self.of == self.number - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folders(names: &[&str]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        names.iter().for_each(|name| fs::create_dir_all(root.path().join(name)).unwrap());
        root
    }

    fn ids(paths: &[PathBuf]) -> Vec<String> {
        find(paths).unwrap().into_iter().map(|found| found.id).collect()
    }

    #[test]
    fn a_folder_of_submissions_or_one() {
        let root = folders(&["zoe", "ada/katas", ".git", "bob/softmax.rs"]);
        fs::write(root.path().join("notes.txt"), "").unwrap();
        assert_eq!(ids(&[root.path().to_owned()]), ["ada", "bob", "zoe"]);
        fs::write(root.path().join("ada/katas/softmax.rs"), "").unwrap();
        assert_eq!(
            ids(&[root.path().join("ada"), root.path().join("bob"), root.path().join("ada/")]),
            ["ada", "bob"]
        );
        fs::write(root.path().join("softmax.rs"), "").unwrap();
        assert_eq!(ids(&[root.path().to_owned()]).len(), 1);
    }

    #[test]
    fn equal_names_are_told_apart() {
        let root = folders(&["x/ada", "y/ada", "y/bob"]);
        let paths = ["x", "y"].map(|name| root.path().join(name));
        let at = |name: &str| root.path().join(name).display().to_string();
        assert_eq!(ids(&paths), [at("x/ada"), at("y/ada"), "bob".to_owned()]);
    }

    #[test]
    fn names_are_safe_to_print() {
        let root = folders(&["a\nb", "\x1b[2J", "--quiet", "@file"]);
        assert_eq!(ids(&[root.path().to_owned()]), ["--quiet", "@file", "\\u{1b}[2J", "a\\u{a}b"]);
    }

    #[test]
    fn shards_are_parts() {
        for wrong in ["", "0/4", "5/4", "1", "1/0", "a/b", "-1/4"] {
            assert!(Shard::parse(wrong).is_err(), "{wrong}");
        }
        let shards: Vec<Shard> = (1..=4).map(|i| Shard::parse(&format!("{i}/4")).unwrap()).collect();
        let mut sizes = [0; 4];
        for id in 0..400 {
            let holders: Vec<usize> = (0..4).filter(|&i| shards[i].has(&id.to_string())).collect();
            assert_eq!(holders.len(), 1);
            sizes[holders[0]] += 1;
        }
        assert!(sizes.iter().all(|size| (60..140).contains(size)), "{sizes:?}");
    }
}
