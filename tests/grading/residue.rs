//! What submissions may not leave behind.

use std::path::Path;
use std::time::{Duration, Instant};
use std::{fs, thread};

/// Begins the name of every file that a hostile submission tries to leave.
const MARK: &str = "shousi-hostile";
/// How long the programs that hostile submissions start would sleep: an argument like no other.
const NAP: &str = "31.4159";

/// Files that a hostile submission has left in a folder that everybody may write to.
fn files() -> Vec<String> {
    let shared = ["/tmp", "/dev/shm", "/var/tmp"].map(fs::read_dir).into_iter().flatten().flatten();
    let names = shared.flatten().map(|entry| entry.path().display().to_string());
    names.filter(|name| name.contains(MARK)).collect()
}

/// Processes that run what a submission was linked to, or a program that one has started.
fn processes() -> Vec<String> {
    let runs = |process: &Path| {
        let arguments = fs::read(process.join("cmdline")).unwrap_or_default();
        let arguments = String::from_utf8_lossy(&arguments).replace('\0', " ");
        let program = fs::read_link(process.join("exe")).unwrap_or_default();
        let worker = program.to_string_lossy().trim_end_matches(" (deleted)").ends_with("/worker");
        (worker && program.starts_with(env!("CARGO_MANIFEST_DIR")) || arguments.contains(NAP))
            .then(|| format!("{}: {} {arguments}", process.display(), program.display()))
    };
    let all = fs::read_dir("/proc").into_iter().flatten().flatten();
    all.filter_map(|entry| runs(&entry.path())).collect()
}

/// Nothing of a submission is left: no file, and no process.
#[track_caller]
pub fn assert_none() {
    assert_eq!(files(), [""; 0], "left behind");
    // What was killed may take a moment to vanish.
    let end = Instant::now() + Duration::from_secs(2);
    while !processes().is_empty() && Instant::now() < end {
        thread::sleep(Duration::from_millis(50));
    }
    assert_eq!(processes(), [""; 0], "left running");
}

/// No control character or change of direction that a terminal would obey.
#[track_caller]
pub fn assert_safe_to_print(what: &str, text: &str) {
    let obeyed = |c: &char| {
        c.is_control() && !matches!(c, '\n' | '\t')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let place = text.find(|c| obeyed(&c));
    let around = place.map(|at| text[at..].chars().take(60).collect::<String>());
    assert_eq!(around, None, "in {what}");
}
