use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{env, fs};

/// What the names of folders for one build begin with.
pub(crate) const BOX: &str = "box-";

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

    /// Where workers are built: beside cargo's own output, or in the system's folder for temporary
    /// files where that cannot be written.
    pub fn build_folder(&self) -> PathBuf {
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);
        let folder = self.root.join(target).join("kata");
        let writable = fs::create_dir_all(&folder).is_ok() && tempfile::tempfile_in(&folder).is_ok();
        if writable { folder } else { env::temp_dir().join("shousi") }
    }

    /// Removes what builds that were killed have left behind.
    pub(crate) fn sweep(&self) {
        const OLD: Duration = Duration::from_secs(3600);
        for entry in fs::read_dir(self.build_folder()).into_iter().flatten().flatten() {
            let age = entry.metadata().and_then(|data| data.modified()).map(|time| time.elapsed());
            let old = matches!(age, Ok(Ok(age)) if age > OLD);
            if old && entry.file_name().to_string_lossy().starts_with(BOX) {
                let _ = fs::remove_dir_all(entry.path());
            }
        }
    }
}
