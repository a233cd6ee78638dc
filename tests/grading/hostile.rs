//! The corpus, graded.

use std::fs;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use shousi::build::{Source, Workbench};
use shousi::catalogue::find;
use shousi::judge::Settings;
use shousi::judging::judge_submission;

use super::class::{Class, turn, verdicts};
use super::corpus::{Hostile, hostile};
use super::residue;

super::tests! { every_hostile_submission_gets_its_verdict, the_walls_behind_the_screening_hold }

/// Few cases decide as well as many here; the others are waited for.
const LIMITS: [&str; 6] = ["--cases", "4", "--timeout", "5", "--memory", "256M"];

fn wrong(file: &Hostile, expected: &[String], verdict: &str, message: &str) -> Option<String> {
    let about: String = message.chars().take(300).collect();
    (!expected.iter().any(|one| one == verdict))
        .then(|| format!("{}: {verdict}, expected {}: {about}", file.attack, expected.join(" or ")))
}

fn every_hostile_submission_gets_its_verdict() {
    let class = Class::new();
    let corpus = hostile();
    for file in &corpus {
        class.write(&file.attack, &file.kata, &file.text);
    }
    let formats = ["csv", "github", "html", "junit", "markdown"];
    let output = |format| format!("{format}={}", class.beside(format).display());
    let outputs: Vec<String> =
        formats.iter().flat_map(|format| ["--output".to_owned(), output(format)]).collect();
    let outputs: Vec<&str> = outputs.iter().map(String::as_str).collect();
    let run =
        class.grade(&[&LIMITS[..], &["--format", "json", "--quiet", "--seed", "random"], &outputs].concat());
    residue::assert_none();
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert_eq!(run.stderr, "", "the grader is silent about what it was told to do quietly");

    let report = run.json();
    let verdicts = verdicts(&report);
    let wrong: Vec<String> = corpus
        .iter()
        .filter_map(|file| {
            let (verdict, message) = &verdicts[&(file.attack.clone(), file.kata.clone())];
            wrong(file, &file.expected, verdict, message)
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), corpus.len(), wrong.join("\n"));

    for format in formats {
        // CSV ends its lines as Windows does.
        let text = fs::read_to_string(class.beside(format)).unwrap().replace("\r\n", "\n");
        residue::assert_safe_to_print(format, &text);
    }
    let seed = report["seed"].to_string();
    let text = class.grade(&[&LIMITS[..], &["--seed", &seed]].concat());
    residue::assert_safe_to_print("the terminal", &text.stdout);
    residue::assert_safe_to_print("the terminal", &text.stderr);
}

/// The screening is a courtesy: whatever it refuses must come to nothing without it as well.
fn the_walls_behind_the_screening_hold() {
    let _turn = turn();
    let bench = Workbench::untrusted(|| {}).unwrap();
    if let Err(missing) = bench.protections().require() {
        return eprintln!("not tried, because {missing}");
    }
    let settings =
        Settings { cases: 4, timeout: Duration::from_secs(5), memory: 256 << 20, ..Settings::default() };
    let screened = hostile().into_iter().filter(|file| file.expected.contains(&"rejected".to_owned()));
    let left: Mutex<Vec<Hostile>> = Mutex::new(screened.collect());
    let wrong = Mutex::new(Vec::new());
    let judge = || {
        while let Some(file) = { left.lock().unwrap().pop() } {
            let name = format!("{}.rs", file.kata);
            // The compiler's own lint is a courtesy as well.
            let text = format!("#![allow(unsafe_code)]\n{}", file.text);
            let source = Source { name, bytes: text.into() };
            let kata = find(&file.kata).unwrap();
            let judged = judge_submission(&bench, vec![(kata, source)], &settings, &mut |_, _| {});
            let report = &judged.unwrap()[0].report;
            wrong.lock().unwrap().extend(self::wrong(
                &file,
                &file.unscreened,
                report.verdict.name(),
                &report.message,
            ));
        }
    };
    let lanes = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| (0..lanes).for_each(|_| drop(scope.spawn(judge))));
    residue::assert_none();
    let wrong = wrong.into_inner().unwrap();
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}
