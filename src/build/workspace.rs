use std::path::{Path, PathBuf};

use super::Manifest;
use crate::catalogue::Kata;

/// The folder that a learner works in: a clone of shousi, or a folder made by `cargo kata init`.
#[derive(Clone, Debug)]
pub struct Workspace {
    root: PathBuf,
    /// What a learner's own workspace was made with; a clone has none.
    manifest: Option<Manifest>,
}

impl Workspace {
    /// The workspace that contains `start`.
    pub fn find(start: &Path) -> Result<Workspace, String> {
        for folder in start.ancestors() {
            let manifest = Manifest::read(folder)?;
            let is_clone = || folder.join("katas/stubs").is_dir() && folder.join("Cargo.toml").is_file();
            if manifest.is_some() || is_clone() {
                return Ok(Workspace { root: folder.to_owned(), manifest });
            }
        }
        Err(format!(
            "{} is not inside a shousi workspace: make one with `cargo kata init DIR`, or name one with \
             --workspace DIR",
            start.display()
        ))
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// What a learner's own workspace was made with; `None` for a clone.
    pub fn manifest(&self) -> Option<&Manifest> {
        self.manifest.as_ref()
    }

    /// Whether a kata is practised here: it was not left out, or its file was put here all the same.
    pub fn has(&self, kata: &str) -> bool {
        let chosen = self.manifest.as_ref().and_then(|manifest| manifest.katas.as_ref());
        chosen.is_none_or(|chosen| chosen.iter().any(|name| name == kata)) || self.kata_file(kata).exists()
    }

    /// Whether the content of a kata's file is a stub that the learner has not touched: that of this
    /// tool, or that of an older one which made the workspace.
    pub fn is_stub(&self, kata: &Kata, content: &[u8]) -> bool {
        let older = |manifest: &Manifest| manifest.is_pristine(&Self::relative_kata_file(kata.name), content);
        content == kata.stub.as_bytes() || self.manifest.as_ref().is_some_and(older)
    }

    /// The learner's file, from the root: `katas/softmax.rs`.
    pub fn relative_kata_file(kata: &str) -> String {
        format!("katas/{kata}.rs")
    }

    pub fn kata_file(&self, kata: &str) -> PathBuf {
        self.root.join(Self::relative_kata_file(kata))
    }

    /// Where history and archive are kept.
    pub fn state_folder(&self) -> PathBuf {
        self.root.join(".kata")
    }
}
