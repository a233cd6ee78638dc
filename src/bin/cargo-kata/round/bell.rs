use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use shousi::build::{Source, Workspace};
use shousi::catalogue::Kata;
use shousi::judge::{Aspect, KataReport, Verdict};
use shousi::judging::{Judged, Stage, judge_source};
use shousi::specs::spec;

use crate::app::App;
use crate::archive::keep;
use crate::clock;
use crate::history::{Attempt, Ended, Handed, What, code_hash};

use super::last;
use super::lock::{Lock, lock};
use super::state::{Phase, Round, Task};

/// Rings the bell of the open round: its code is handed in as it stands. A round that has rung already,
/// or is over, stays as it is.
pub fn ring(app: &App) -> Result<Round, String> {
    hand_in(app, &lock(app)?)
}

/// Rings the bell if need be, judges the code that was handed in, and closes the round. What an
/// earlier process has judged is not judged again.
pub fn conclude(app: &App, progress: &mut dyn FnMut(&'static Kata, Stage)) -> Result<Round, String> {
    let lock = lock(app)?;
    let round = hand_in(app, &lock)?;
    let ended = match round.phase {
        Phase::Rung(ended) => ended,
        // Another process was quicker.
        _ => return Ok(round),
    };
    for (task, kata) in round.tasks.iter().filter_map(|task| Some((task, task.kata()?))) {
        if task.attempt.is_none() {
            let attempt = attempt(app, &round, task, kata, &mut |stage| progress(kata, stage))?;
            app.remember(kata.name, What::Attempt(Box::new(attempt)))?;
        }
    }
    app.remember("", What::RoundFinish { round: round.id.clone(), ended })?;
    again(app, &round.id)
}

fn hand_in(app: &App, _lock: &Lock) -> Result<Round, String> {
    let round = last(app).ok_or("no round is open; `cargo kata round start` begins one")?;
    if matches!(round.phase, Phase::Rung(_) | Phase::Over(_)) {
        return Ok(round);
    }
    let deadline = round.deadline().filter(|_| round.is_up(clock::now()));
    let ended = match deadline {
        Some(_) => Ended::Time,
        None if round.all_passed() => Ended::Passed,
        None => Ended::Finished,
    };
    let known = round.tasks.iter().filter_map(|task| Some((task, task.kata()?)));
    let codes =
        known.map(|(task, kata)| handed(app, &round, task, kata, deadline)).collect::<Result<_, _>>()?;
    app.remember("", What::RoundBell { round: round.id.clone(), ended, codes })?;
    again(app, &round.id)
}

/// The code that counts, archived: the file, unless it was written after the deadline or cannot be
/// read; then what was judged last during the round, or else the stub.
fn handed(
    app: &App,
    round: &Round,
    task: &Task,
    kata: &Kata,
    deadline: Option<SystemTime>,
) -> Result<Handed, String> {
    let path = app.workspace.kata_file(kata.name);
    let in_time = |path: &Path| {
        let written = fs::metadata(path).and_then(|metadata| metadata.modified());
        deadline.is_none_or(|deadline| written.is_ok_and(|written| written <= deadline))
    };
    let before = task.last.as_ref().map_or_else(|| code_hash(kata.stub.as_bytes()), |last| last.code.clone());
    let file = Source::read(&path, &Workspace::relative_kata_file(kata.name)).ok();
    // To save once more what is known is not late.
    let file = file.filter(|file| code_hash(&file.bytes) == before || in_time(&path));
    let late = file.is_none();
    let bytes = match (file, &task.last) {
        (Some(file), _) => file.bytes,
        (None, Some(last)) => return Ok(Handed { late, ..last.clone() }),
        (None, None) => kata.stub.as_bytes().to_owned(),
    };
    let archive = keep(&app.workspace, &round.id, kata.name, &bytes)
        .map_err(|error| format!("the code of {} cannot be archived: {error}", kata.name))?;
    Ok(Handed { kata: kata.name.to_owned(), code: code_hash(&bytes), archive, late })
}

/// Judges what was handed in for one kata.
fn attempt(
    app: &App,
    round: &Round,
    task: &Task,
    kata: &'static Kata,
    progress: &mut dyn FnMut(Stage),
) -> Result<Attempt, String> {
    let handed = round.codes.iter().find(|handed| handed.kata == kata.name);
    let bytes = handed.and_then(|handed| {
        let bytes = fs::read(app.workspace.root().join(&handed.archive)).ok()?;
        (code_hash(&bytes) == handed.code).then_some(bytes)
    });
    let judged = match bytes {
        Some(bytes) => {
            let source = Source { name: Workspace::relative_kata_file(kata.name), bytes };
            judge_source(kata, source, &round.settings, progress)?
        }
        None => Judged::without_run(KataReport::without_run(
            kata.name,
            Verdict::Missing,
            String::new(),
            Duration::ZERO,
        )),
    };
    let (code, archive) =
        handed.map(|handed| (handed.code.clone(), handed.archive.clone())).unwrap_or_default();
    if judged.source.is_some() {
        // The verdict is one on this content, in a round or not.
        let part_of = Some((round.id.as_str(), archive.clone()));
        let recorded = app.history.record_verdict(&judged.report, &code, &round.settings, part_of);
        recorded.map_err(|error| format!(".kata/history.jsonl cannot be written: {error}"))?;
    }
    let place = round.tasks.iter().position(|other| other.name == task.name).unwrap_or_default();
    Ok(Attempt {
        round: round.id.clone(),
        code,
        archive,
        verdict: judged.report.verdict.name().to_owned(),
        mistake: judged.report.mistake.map(str::to_owned),
        aspects: aspects(kata, &judged.report),
        seconds: round.spent(place, clock::now()).as_secs(),
        compiled: task.compiled.map(|time| time.as_secs()),
        passed: task.passed.map(|time| time.as_secs()),
        par: 60 * u64::from(kata.meta.par),
        hints: task.hints,
        solution: task.solution,
    })
}

/// For each aspect how many properties held, of how many; none, where nothing could be run.
fn aspects(kata: &Kata, report: &KataReport) -> BTreeMap<String, [usize; 2]> {
    let mut aspects = BTreeMap::new();
    let mut count = |aspect: &str, held: bool| {
        let [holding, all] = aspects.entry(aspect.to_owned()).or_default();
        *holding += usize::from(held);
        *all += 1;
    };
    report.properties.iter().for_each(|p| count(p.aspect.name(), p.verdict == Verdict::Passed));
    if report.properties.is_empty() {
        let spec = spec(kata.name).expect("every kata of the catalogue has a spec");
        spec.properties.iter().for_each(|property| count(property.aspect.name(), false));
        // Every kata is also asked for the same answer twice.
        count(Aspect::Correctness.name(), false);
    }
    aspects
}

fn again(app: &App, id: &str) -> Result<Round, String> {
    let rounds = Round::all(&app.history.events());
    let round = rounds.into_iter().find(|round| round.id == id);
    round.ok_or_else(|| "the round is gone from .kata/history.jsonl".to_owned())
}
