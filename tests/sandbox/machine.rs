//! What this machine gives.

use std::fs;
use std::time::{Duration, Instant};

use shousi::sandbox::{Protection, Protections};

use super::{BENCH, judge, settings, softmax};

crate::tests![what_is_in_force_is_told, a_missing_protection_is_named, nothing_outlives_its_judgement,];

fn what_is_in_force_is_told() {
    let protections = BENCH.protections();
    let all = protections.in_force.len() + protections.missing.len();
    assert_eq!(all, Protection::ALL.len(), "{protections:#?}");
    // Linux has had these two for so long that a machine without them is none to grade on.
    for protection in [Protection::SystemCalls, Protection::Limits] {
        assert!(protections.in_force.contains(&protection), "{protections:#?}");
    }
}

fn a_missing_protection_is_named() {
    assert_eq!(Protections { in_force: Protection::ALL.into(), missing: vec![] }.require(), Ok(()));
    let problem = Protections::none("only Linux has it").require().unwrap_err();
    assert!(problem.contains("landlock: files: only Linux has it"), "{problem}");
}

/// A thread that sleeps for ever goes with its worker.
fn nothing_outlives_its_judgement() {
    let sleeper = "std::thread::spawn(|| loop { std::thread::park() });\n    x.to_owned()";
    judge(&softmax("", sleeper), &settings());
    let end = Instant::now() + Duration::from_secs(5);
    let running = || {
        let worker = |entry: fs::DirEntry| {
            let program = fs::read_link(entry.path().join("exe")).unwrap_or_default();
            program.to_string_lossy().ends_with("worker-softmax/worker (deleted)")
        };
        fs::read_dir("/proc").is_ok_and(|entries| entries.flatten().any(worker))
    };
    while running() {
        assert!(Instant::now() < end, "a worker is still there");
        std::thread::sleep(Duration::from_millis(50));
    }
}
