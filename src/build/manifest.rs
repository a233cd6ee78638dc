use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::catalogue::Lang;

/// What a learner's own workspace was made with: the file `shousi.json` at its root, which marks it as
/// one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of the tool that wrote its files last.
    pub tool: String,
    /// The language of its README.
    #[serde(default)]
    pub lang: Lang,
    /// The katas that were chosen; without it, all that the tool has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub katas: Option<Vec<String>>,
    /// Each file as the tool last wrote or offered it: its path and the hash of its content. A file
    /// that still has this hash has not been touched by the learner.
    #[serde(default)]
    pub files: BTreeMap<String, String>,
}

impl Manifest {
    /// Its name at the root of a workspace.
    pub const FILE: &str = "shousi.json";

    /// The manifest of a folder; `None` where it has none.
    pub(super) fn read(root: &Path) -> Result<Option<Manifest>, String> {
        let path = root.join(Self::FILE);
        let wrong = |problem: String| {
            format!("{} cannot be read: {problem}; put it back as `cargo kata` wrote it", path.display())
        };
        match fs::read(&path) {
            Ok(bytes) => serde_json::from_slice(&bytes).map(Some).map_err(|error| wrong(error.to_string())),
            Err(error) if [ErrorKind::NotFound, ErrorKind::NotADirectory].contains(&error.kind()) => Ok(None),
            Err(error) => Err(wrong(error.to_string())),
        }
    }

    /// The text of the file.
    pub fn to_text(&self) -> String {
        serde_json::to_string_pretty(self).expect("a manifest is plain data") + "\n"
    }

    /// Whether this is what the tool put into the file.
    pub fn is_pristine(&self, file: &str, content: &[u8]) -> bool {
        self.files.get(file).is_some_and(|hash| *hash == Self::hash(content))
    }

    /// The identity of a content.
    pub fn hash(content: &[u8]) -> String {
        Sha256::digest(content).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Manifest {
        let files = [("katas/softmax.rs".to_owned(), Manifest::hash(b"stub"))].into();
        Manifest { tool: "0.1.0".into(), lang: Lang::Zh, katas: None, files }
    }

    #[test]
    fn comes_back_as_it_was_written() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Manifest::read(folder.path()), Ok(None));
        fs::write(folder.path().join(Manifest::FILE), manifest().to_text()).unwrap();
        assert_eq!(Manifest::read(folder.path()), Ok(Some(manifest())));
    }

    #[test]
    fn a_broken_one_is_named() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(Manifest::FILE), "<<<<<<<").unwrap();
        assert!(Manifest::read(folder.path()).unwrap_err().contains("shousi.json cannot be read"));
    }

    #[test]
    fn pristine_is_what_the_tool_wrote() {
        assert!(manifest().is_pristine("katas/softmax.rs", b"stub"));
        assert!(!manifest().is_pristine("katas/softmax.rs", b"mine"));
        assert!(!manifest().is_pristine("katas/rms_norm.rs", b"stub"));
    }
}
