//! Where a system keeps what programs need.

use std::env;
use std::path::{Path, PathBuf};

/// Shared libraries, and the list of them.
pub(crate) const LIBRARIES: &[&str] =
    &["/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache", "/nix/store"];

/// Where the linker and its parts lie.
pub(super) fn of_the_linker() -> Vec<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let found = env::split_paths(&path).map(|folder| folder.join("cc")).find(|cc| cc.is_file());
    // Beside `bin` lie what it calls and what it links.
    let own = found.and_then(|cc| cc.canonicalize().ok()?.parent()?.parent().map(Path::to_owned));
    own.into_iter().filter(|folder| folder.parent().is_some()).chain(["/usr".into(), "/bin".into()]).collect()
}
