use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{env, fs};

use tempfile::TempDir;

/// Where the tool keeps what it builds: the kit, and boxes, in which katas are compiled.
///
/// Never a learner's folder: nothing that lies there takes part in a build.
#[derive(Clone, Debug)]
pub struct Home {
    folder: PathBuf,
    target: PathBuf,
}

/// What the names of boxes begin with.
const BOX: &str = "box-";

impl Home {
    /// `$SHOUSI_CACHE`; or, for a tool that cargo built in a clone, the clone's target folder, where
    /// ndarray is compiled already; or the user's folder for caches. `id` tells one kit from another.
    pub fn find(id: &str) -> Result<Home, String> {
        let own = |cache: PathBuf| {
            let folder = cache.join(format!("{}-{}", env!("CARGO_PKG_VERSION"), &id[..12]));
            Home { target: folder.join("target"), folder }
        };
        if let Some(cache) = env::var_os("SHOUSI_CACHE").filter(|value| !value.is_empty()) {
            let here = env::current_dir().map_err(|error| format!("the current folder is gone: {error}"))?;
            return Ok(own(here.join(cache)));
        }
        let program = env::current_exe().unwrap_or_default();
        if let Some(target) = program.ancestors().find(|folder| is_target(folder)) {
            return Ok(Home { folder: target.join("kata"), target: target.to_owned() });
        }
        let absolute = |name| env::var_os(name).map(PathBuf::from).filter(|folder| folder.is_absolute());
        absolute("XDG_CACHE_HOME")
            .or_else(|| absolute("HOME").map(|home| home.join(".cache")))
            .map(|cache| own(cache.join("shousi")))
            .ok_or_else(|| "there is no folder for caches: set SHOUSI_CACHE to one, or HOME".to_owned())
    }

    /// The folder itself.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where cargo builds the kit.
    pub(super) fn target(&self) -> &Path {
        &self.target
    }

    /// A new folder, which vanishes when it is dropped.
    pub(super) fn new_box(&self) -> Result<TempDir, String> {
        fs::create_dir_all(&self.folder)
            .and_then(|()| tempfile::Builder::new().prefix(BOX).tempdir_in(&self.folder))
            .map_err(|error| self.cannot_write(&error))
    }

    /// Says what to do about a home that cannot be written.
    pub(super) fn cannot_write(&self, error: &std::io::Error) -> String {
        let folder = self.folder.display();
        format!("cannot write {folder}: {error}; set SHOUSI_CACHE to a folder that can be written")
    }

    /// Removes what builds that were killed have left behind.
    pub(crate) fn sweep(&self) {
        const OLD: Duration = Duration::from_secs(3600);
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let age = entry.metadata().and_then(|data| data.modified()).map(|time| time.elapsed());
            let old = matches!(age, Ok(Ok(age)) if age > OLD);
            if old && entry.file_name().to_string_lossy().starts_with(BOX) {
                let _ = fs::remove_dir_all(entry.path());
            }
        }
    }
}

/// Whether this is a target folder of cargo's: installed tools lie in none.
fn is_target(folder: &Path) -> bool {
    folder.join("CACHEDIR.TAG").is_file() && folder.join(".rustc_info.json").is_file()
}
