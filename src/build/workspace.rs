use std::path::{Path, PathBuf};

/// The folder that a learner works in.
#[derive(Clone, Debug)]
pub struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// The workspace that contains `start`.
    pub fn find(start: &Path) -> Result<Workspace, String> {
        let is_root =
            |folder: &&Path| folder.join("katas/stubs").is_dir() && folder.join("Cargo.toml").is_file();
        match start.ancestors().find(is_root) {
            Some(root) => Ok(Workspace { root: root.to_owned() }),
            None => Err(format!(
                "{} is not inside a shousi workspace: go to a clone of shousi, or name it with --workspace DIR",
                start.display()
            )),
        }
    }

    pub fn root(&self) -> &Path {
        &self.root
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
