//! Finished work, kept on disk: what was judged once is not judged again, and whatever ends a run, the
//! same command goes on from there. Only the grader writes here, a whole file at a time.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use std::{env, fs};

use sha2::{Digest, Sha256};
use shousi::build::Source;

use crate::document::Kata;

/// The verdicts of one judge under one set of limits.
#[derive(Clone, Debug)]
pub struct Cache {
    /// Of this judge and these limits alone.
    folder: PathBuf,
}

/// Written whenever a cache is used, to know which were not used for long.
const USED: &str = "used";
const OLD: Duration = Duration::from_secs(60 * 60 * 24 * 30);

impl Cache {
    /// In `folder`, of a judge of this identity: whatever a verdict depends on besides the code.
    pub fn open(folder: &Path, identity: &str) -> io::Result<Cache> {
        let cache = Cache { folder: folder.join(&hash([identity])[..16]) };
        create_private(&cache.folder)?;
        sweep(folder);
        fs::write(cache.folder.join(USED), "")?;
        Ok(cache)
    }

    /// What was found before for a kata file of this content.
    pub fn get(&self, kata: &str, source: &Source) -> Option<Kata> {
        let kept = fs::read(self.file(kata, source)).ok()?;
        serde_json::from_slice(&kept).ok().filter(|found: &Kata| found.kata == kata)
    }

    /// Keeps a verdict.
    pub fn put(&self, verdict: &Kata, source: &Source) -> io::Result<()> {
        let path = self.file(&verdict.kata, source);
        let folder = path.parent().expect("an entry lies in a folder");
        fs::create_dir_all(folder)?;
        let mut file = tempfile::Builder::new().prefix(".new-").tempfile_in(folder)?;
        serde_json::to_writer(&mut file, verdict)?;
        file.flush()?;
        file.persist(path)?;
        Ok(())
    }

    /// Messages name the file, so that its name counts as well as its content.
    fn file(&self, kata: &str, source: &Source) -> PathBuf {
        let key = hash([kata.as_bytes(), source.name.as_bytes(), &source.bytes]);
        self.folder.join(&key[..2]).join(format!("{}.json", &key[2..]))
    }
}

/// Where finished work is kept unless another folder is named: `$SHOUSI_CACHE`, or the user's folder for
/// caches.
pub fn standard_folder() -> Option<PathBuf> {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let absolute = |name: &str| set(name).filter(|path| path.is_absolute());
    let caches = || absolute("XDG_CACHE_HOME").or_else(|| absolute("HOME").map(|home| home.join(".cache")));
    let cache = set("SHOUSI_CACHE").or_else(|| caches().map(|caches| caches.join("shousi")))?;
    Some(cache.join("grade"))
}

/// A hash of several parts, none of which can run into the next.
pub fn hash<const N: usize>(parts: [impl AsRef<[u8]>; N]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.as_ref().len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Submissions are nobody else's business.
fn create_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}

/// Removes the verdicts of judges that were not asked for long.
fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let used = fs::metadata(entry.path().join(USED)).and_then(|metadata| metadata.modified());
        let age = used.map(|used| SystemTime::now().duration_since(used).unwrap_or_default());
        if age.is_ok_and(|age| age > OLD) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use shousi::catalogue::Lang;
    use shousi::judge::{KataReport, Verdict};

    use super::*;

    fn source(text: &str) -> Source {
        Source { name: "softmax.rs".to_owned(), bytes: text.into() }
    }

    #[test]
    fn what_was_judged_is_known_again() {
        let root = tempfile::tempdir().unwrap();
        let cache = Cache::open(root.path(), "judge").unwrap();
        let report =
            KataReport::without_run("softmax", Verdict::Failed, "no".to_owned(), Duration::from_millis(7));
        let kata = Kata::of(&report, None, Lang::En);
        cache.put(&kata, &source("a")).unwrap();
        assert_eq!(cache.get("softmax", &source("a")), Some(kata));
        assert_eq!(cache.get("softmax", &source("b")), None);
        assert_eq!(cache.get("rms_norm", &source("a")), None);
        assert_eq!(
            cache.get("softmax", &Source { name: "katas/softmax.rs".to_owned(), ..source("a") }),
            None
        );
        assert_eq!(Cache::open(root.path(), "another").unwrap().get("softmax", &source("a")), None);
    }

    #[test]
    fn a_torn_entry_is_judged_again() {
        let root = tempfile::tempdir().unwrap();
        let cache = Cache::open(root.path(), "judge").unwrap();
        let file = cache.file("softmax", &source("a"));
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, "{\"kata\":").unwrap();
        assert_eq!(cache.get("softmax", &source("a")), None);
    }

    #[test]
    fn parts_do_not_run_together() {
        assert_ne!(hash(["a", "bc"]), hash(["ab", "c"]));
    }

    #[test]
    fn verdicts_of_long_ago_are_removed() {
        let root = tempfile::tempdir().unwrap();
        let cache = Cache::open(root.path(), "judge").unwrap();
        let used = fs::File::options().write(true).open(cache.folder.join(USED)).unwrap();
        used.set_modified(SystemTime::now() - 2 * OLD).unwrap();
        Cache::open(root.path(), "another").unwrap();
        assert!(!cache.folder.exists());
    }
}
