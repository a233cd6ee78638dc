//! Notices when the katas' files are written.

use std::path::{Path, PathBuf};
use std::time::Duration;

use notify::event::ModifyKind;
use notify::{Config, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

/// Where the system does not tell, the files are looked at this often.
const POLL: Duration = Duration::from_millis(300);

/// Calls `written` for every file of a folder that may have changed, as long as the result lives.
/// The folder is watched, and not its files, because editors replace a file by another of the same
/// name.
pub fn watch(
    folder: &Path,
    written: impl Fn(PathBuf) + Clone + Send + 'static,
) -> notify::Result<Box<dyn Watcher + Send>> {
    let notice = move |event: notify::Result<notify::Event>| {
        if let Ok(event) = event
            && is_change(&event.kind)
        {
            event.paths.into_iter().for_each(&written);
        }
    };
    let told = RecommendedWatcher::new(notice.clone(), Config::default()).and_then(|mut watcher| {
        watcher.watch(folder, RecursiveMode::NonRecursive)?;
        Ok(Box::new(watcher) as Box<dyn Watcher + Send>)
    });
    told.or_else(|_| {
        let mut watcher = PollWatcher::new(notice, Config::default().with_poll_interval(POLL))?;
        watcher.watch(folder, RecursiveMode::NonRecursive)?;
        Ok(Box::new(watcher) as Box<dyn Watcher + Send>)
    })
}

/// Reading a file is no change of it; that happens at every judgement.
fn is_change(kind: &EventKind) -> bool {
    match kind {
        EventKind::Access(_) => false,
        EventKind::Modify(ModifyKind::Metadata(what)) => {
            // The poller knows of a change by the time of writing alone.
            matches!(what, notify::event::MetadataKind::WriteTime)
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn a_file_that_is_written_or_replaced_is_noticed_and_a_read_one_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("softmax.rs");
        fs::write(&file, "").unwrap();
        let (sender, changes) = mpsc::channel();
        let watcher = watch(folder.path(), move |path| drop(sender.send(path))).unwrap();
        fs::read(&file).unwrap();
        assert!(changes.recv_timeout(Duration::from_millis(100)).is_err());
        fs::write(&file, "a").unwrap();
        assert_eq!(changes.recv_timeout(Duration::from_secs(5)).unwrap().file_name(), file.file_name());
        while changes.recv_timeout(Duration::from_millis(100)).is_ok() {}
        let other = folder.path().join(".softmax.rs.swp");
        fs::write(&other, "b").unwrap();
        fs::rename(&other, &file).unwrap();
        let seen = || changes.recv_timeout(Duration::from_secs(5)).unwrap();
        while seen().file_name() != file.file_name() {}
        drop(watcher);
    }
}
