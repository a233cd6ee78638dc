//! Each property of each kata as a test, judged on the learner's file.

use std::collections::HashMap;
use std::path::Path;
use std::process::ExitCode;
use std::sync::{Arc, LazyLock, Mutex, OnceLock};

use libtest_mimic::{Arguments, Failed, Trial};
use shousi::build::Workspace;
use shousi::catalogue::find;
use shousi::judge::{KataReport, REPEATABLE, Settings, Verdict, test_name};
use shousi::judging::judge_kata;
use shousi::specs::{NAMES, spec};

pub fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let trials = NAMES.iter().flat_map(|kata| trials(kata)).collect();
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn trials(kata: &'static str) -> Vec<Trial> {
    let spec = spec(kata).expect("the kata is registered");
    let names = spec.properties.iter().map(|property| property.name).chain([REPEATABLE.0]);
    let trial = |(index, name): (usize, &str)| {
        Trial::test(format!("{kata}::{}", test_name(name)), move || verdict(kata, index))
    };
    names.enumerate().map(trial).collect()
}

/// The verdict on one property.
fn verdict(kata: &str, index: usize) -> Result<(), Failed> {
    let report = report(kata)?;
    match report.properties.get(index) {
        None => Err(format!("{}: {}", report.verdict, report.message).into()),
        Some(property) if property.verdict == Verdict::Passed => Ok(()),
        Some(property) => Err(format!(
            "{}: {}\n\n`cargo kata test {kata}` shows the counterexample",
            property.verdict, property.message
        )
        .into()),
    }
}

/// The report on a kata, which is judged once, by whichever of its tests comes first.
fn report(kata: &str) -> Result<KataReport, String> {
    type Once = Arc<OnceLock<Result<KataReport, String>>>;
    static REPORTS: LazyLock<Mutex<HashMap<String, Once>>> = LazyLock::new(Mutex::default);
    let once = REPORTS.lock().expect("no test panics here").entry(kata.to_owned()).or_default().clone();
    once.get_or_init(|| {
        let workspace = Workspace::find(Path::new(env!("CARGO_MANIFEST_DIR")))?;
        let kata = find(kata).expect("the kata is registered");
        Ok(judge_kata(&workspace, kata, &Settings::default(), &mut |_| {})?.report)
    })
    .clone()
}
