//! A class of learners: graded, killed and resumed, graded again, sharded and merged.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use super::class::{Class, verdicts};
use super::corpus::hostile;
use super::residue;
use super::workspace::{NO_MAX_SUBTRACTION, repository, softmax};

super::tests! { a_class_is_graded_whatever_interrupts_it }

const LEARNERS: usize = 36;
const LIMITS: [&str; 4] = ["--katas=softmax,rms_norm", "--cases=4", "--timeout=5", "--memory=256M"];

fn id(number: usize) -> String {
    format!("learner-{number:02}")
}

/// What a learner has handed in: softmax, and the verdict on it. No two files are equal.
fn handed_in(number: usize) -> (String, &'static str) {
    let read = |file: &str| fs::read_to_string(repository().join(file)).unwrap();
    let attack = |name: &str| hostile().into_iter().find(|file| file.attack == name).unwrap().text;
    let (text, verdict) = match number % 9 {
        0..=2 => (read("solutions/softmax.rs"), "passed"),
        3 => (softmax(NO_MAX_SUBTRACTION), "failed"),
        4 => (read("katas/stubs/softmax.rs"), "todo"),
        5 => (softmax("    let out = ;\n    out"), "build_error"),
        6 => (attack("reads_a_file"), "rejected"),
        7 => (attack("panics"), "failed"),
        _ => (attack("aborts_by_a_failed_allocation"), "crashed"),
    };
    (format!("{text}\n// {}\n", id(number)), verdict)
}

fn class() -> Class {
    let class = Class::new();
    let rms_norm = fs::read_to_string(repository().join("solutions/rms_norm.rs")).unwrap();
    for number in 0..LEARNERS {
        class.write(id(number), "softmax", handed_in(number).0);
        if number % 9 == 0 {
            class.write(id(number), "rms_norm", &rms_norm);
        }
    }
    class
}

/// What is kept of finished work: files and when they were written.
fn kept(folder: &Path) -> BTreeMap<PathBuf, SystemTime> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        match entry.metadata() {
            Ok(metadata) if metadata.is_dir() => all.extend(kept(&path)),
            Ok(metadata) if path.extension().is_some_and(|extension| extension == "json") => {
                all.insert(path, metadata.modified().unwrap());
            }
            _ => {}
        }
    }
    all
}

/// A report without its times.
fn timeless(report: &str) -> String {
    let lines = report.lines().filter(|line| !line.trim_start().starts_with("\"seconds\":"));
    lines.collect::<Vec<_>>().join("\n")
}

fn a_class_is_graded_whatever_interrupts_it() {
    let class = class();
    let cache = class.beside("cache");
    let json = &[&LIMITS[..], &["--format=json", "--quiet"]].concat();

    // Killed when some of it is done.
    let mut killed = class.command(json).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let patience = Instant::now() + Duration::from_secs(300);
    while kept(&cache).len() < 5 && Instant::now() < patience {
        thread::sleep(Duration::from_millis(20));
    }
    killed.kill().unwrap();
    killed.wait().unwrap();
    residue::assert_none();
    let before = kept(&cache);
    assert!((5..LEARNERS / 2).contains(&before.len()), "{} were kept", before.len());

    // The same command goes on from there.
    let whole = class.grade(json);
    assert_eq!((whole.status, &*whole.stderr), (1, ""));
    let after = kept(&cache);
    assert!(before.iter().all(|(file, written)| after.get(file) == Some(written)), "judged once more");
    let verdicts = verdicts(&whole.json());
    for number in 0..LEARNERS {
        let (verdict, message) = &verdicts[&(id(number), "softmax".to_owned())];
        assert_eq!(verdict, handed_in(number).1, "{}: {message}", id(number));
        let rms_norm = &verdicts[&(id(number), "rms_norm".to_owned())].0;
        assert_eq!(rms_norm, if number % 9 == 0 { "passed" } else { "missing" });
    }

    // Once more: everything is known.
    let start = Instant::now();
    assert_eq!(class.grade(json).stdout, whole.stdout);
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    assert_eq!(kept(&cache), after);

    // In parts, on other machines, which know nothing yet.
    let parts: Vec<String> = (1..=3)
        .map(|number| {
            let cache = format!("--cache={}", class.beside(&format!("cache-{number}")).display());
            let part = class.beside(&format!("part-{number}.json")).display().to_string();
            let options = [format!("--shard={number}/3"), cache, format!("--output=json={part}")];
            let options: Vec<&str> = options.iter().map(String::as_str).collect();
            let run = class.part(&[&LIMITS[..], &["--quiet"], &options].concat());
            assert_eq!((run.status, &*run.stderr), (1, ""));
            part
        })
        .collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let merged = class.other(&[&["merge", "--format=json"], &[parts[2], parts[0], parts[1]][..]].concat());
    assert_eq!((merged.status, &*merged.stderr), (1, ""));
    assert_eq!(timeless(&merged.stdout), timeless(&whole.stdout));

    // One learner corrects a mistake.
    class.write(id(3), "softmax", format!("{}// corrected\n", handed_in(0).0));
    let again = class.grade(json);
    let new = kept(&cache);
    assert_eq!(new.len(), after.len() + 1, "one file is judged");
    assert!(after.iter().all(|(file, written)| new.get(file) == Some(written)));
    assert_eq!(super::class::verdicts(&again.json())[&(id(3), "softmax".to_owned())].0, "passed");
    residue::assert_none();
}
