//! From a learner's file to its verdict: build, run, judge.

use std::panic::resume_unwind;
use std::rc::Rc;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use crate::build::{BuildBox, Compiled, NotBuilt, Program, Source, Workbench, Workspace};
use crate::catalogue::Kata;
use crate::judge::{KataReport, Lane, REPEATABLE, Seen, Settings, Spec, conclude, judge_lane};
use crate::remote::Worker;
use crate::specs::spec;

/// What is going on, for whoever waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// What every kata needs is being built; takes its time, once.
    Preparing,
    Compiling,
    Judging {
        done: usize,
        of: usize,
    },
}

/// A verdict, and what it was made from.
#[derive(Clone, Debug)]
pub struct Judged {
    pub report: KataReport,
    /// What the code printed on the way to it.
    pub output: String,
    /// What was judged; `None` where there was nothing that could be read.
    pub source: Option<Source>,
}

impl Judged {
    /// For code that was not run.
    pub fn without_run(report: KataReport) -> Self {
        Judged { report, output: String::new(), source: None }
    }
}

/// What a learner's own katas are judged with.
pub fn prepare(progress: &mut dyn FnMut(Stage)) -> Result<Workbench, String> {
    Workbench::own(|| progress(Stage::Preparing))
}

/// Judges the learner's file of a kata as it stands now.
///
/// An error means that the work could not be done; whatever is wrong with the file is a verdict.
pub fn judge_kata(
    workspace: &Workspace,
    kata: &'static Kata,
    settings: &Settings,
    progress: &mut dyn FnMut(Stage),
) -> Result<Judged, String> {
    judge_file(workspace, kata, &Workspace::relative_kata_file(kata.name), settings, progress)
}

/// As [`judge_kata`], for any file, named from the workspace's root.
pub fn judge_file(
    workspace: &Workspace,
    kata: &'static Kata,
    file: &str,
    settings: &Settings,
    progress: &mut dyn FnMut(Stage),
) -> Result<Judged, String> {
    match Source::read(&workspace.root().join(file), file) {
        Ok(source) => judge_source(kata, source, settings, progress),
        Err(problem) => Ok(Judged::without_run(not_built(kata, problem, Duration::ZERO))),
    }
}

/// As [`judge_kata`], for a file that was read already.
pub fn judge_source(
    kata: &'static Kata,
    source: Source,
    settings: &Settings,
    progress: &mut dyn FnMut(Stage),
) -> Result<Judged, String> {
    let bench = prepare(progress)?;
    progress(Stage::Compiling);
    let start = Instant::now();
    let (mut report, output) = match judge_on(&bench, kata, &source, settings, progress)? {
        // The toolchain was updated in place since the kit was made.
        (report, _) if report.message.contains("E0514") => {
            progress(Stage::Preparing);
            judge_on(&bench.rebuilt()?, kata, &source, settings, progress)?
        }
        judged => judged,
    };
    report.time = start.elapsed();
    Ok(Judged { report, output, source: Some(source) })
}

/// Builds and judges one kata alone.
fn judge_on(
    bench: &Workbench,
    kata: &'static Kata,
    source: &Source,
    settings: &Settings,
    progress: &mut dyn FnMut(Stage),
) -> Result<(KataReport, String), String> {
    let place = BuildBox::new(bench)?;
    let program = match place.compile(kata, source)? {
        Ok(compiled) => place.link(&[compiled], &source.name)?,
        Err(problem) => Err(problem),
    };
    Ok(match program {
        Ok(program) => judge_program(bench, &program, kata, settings, Lanes::SideBySide, progress),
        Err(problem) => (not_built(kata, problem, Duration::ZERO), String::new()),
    })
}

/// Judges the katas of one submission: each compiled as a crate of its own, one worker linked for all
/// that compile, and a process of its own for each kata. The reports, in the order of `sources`, are those
/// that [`judge_source`] makes.
///
/// An error means that the work could not be done; whatever is wrong with a file is a verdict.
pub fn judge_submission(
    bench: &Workbench,
    sources: Vec<(&'static Kata, Source)>,
    settings: &Settings,
    progress: &mut dyn FnMut(&'static Kata, Stage),
) -> Result<Vec<Judged>, String> {
    let place = BuildBox::new(bench)?;
    let mut built = Vec::with_capacity(sources.len());
    for (kata, source) in &sources {
        progress(kata, Stage::Compiling);
        let start = Instant::now();
        built.push((place.compile(kata, source)?, start.elapsed()));
    }
    let compiled: Vec<Compiled> =
        built.iter().filter_map(|(result, _)| result.as_ref().ok().copied()).collect();
    let start = Instant::now();
    // One kata that does not fit must not stop the others.
    let joint = if compiled.len() > 1 { place.link(&compiled, "")?.ok() } else { None };
    let share = start.elapsed() / u32::try_from(compiled.len().max(1)).unwrap_or(u32::MAX);
    let mut judged = Vec::with_capacity(sources.len());
    for ((kata, source), (result, compiling)) in sources.into_iter().zip(built) {
        let start = Instant::now();
        let program = match (result, &joint) {
            (Ok(_), Some(program)) => Ok(program.clone()),
            (Ok(compiled), None) => place.link(&[compiled], &source.name)?,
            (Err(problem), _) => Err(problem),
        };
        let (mut report, output) = match program {
            Ok(program) => judge_program(bench, &program, kata, settings, Lanes::InSequence, &mut |stage| {
                progress(kata, stage);
            }),
            Err(problem) => (not_built(kata, problem, Duration::ZERO), String::new()),
        };
        report.time = compiling + share + start.elapsed();
        judged.push(Judged { report, output, source: Some(source) });
    }
    Ok(judged)
}

fn not_built(kata: &Kata, problem: NotBuilt, time: Duration) -> KataReport {
    KataReport::without_run(kata.name, problem.verdict, problem.message, time)
}

/// A kata's properties are judged in so many lanes side by side, whatever the machine has: the same
/// file gets the same report everywhere.
const LANES: usize = 2;

/// When the lanes of a kata are judged; the report is the same.
#[derive(Clone, Copy)]
enum Lanes {
    /// Somebody waits for this kata.
    SideBySide,
    /// Other katas are judged meanwhile.
    InSequence,
}

fn judge_program(
    bench: &Workbench,
    program: &Program,
    kata: &'static Kata,
    settings: &Settings,
    lanes: Lanes,
    progress: &mut dyn FnMut(Stage),
) -> (KataReport, String) {
    let start = Instant::now();
    let spec = spec_of(kata);
    let of = spec.properties.len() + [REPEATABLE].len();
    let mut done = 0;
    let mut finished = |progress: &mut dyn FnMut(Stage)| {
        done += 1;
        progress(Stage::Judging { done, of });
    };
    progress(Stage::Judging { done: 0, of });
    let lane = |number| Lane { number, of: LANES };
    let seen: Vec<(Seen, String)> = match lanes {
        Lanes::InSequence => (0..LANES)
            .map(|number| run_lane(bench, program, kata, settings, lane(number), || finished(progress)))
            .collect(),
        Lanes::SideBySide => thread::scope(|scope| {
            let (sender, reports) = mpsc::channel();
            let start = |number| {
                let sender = sender.clone();
                let done = move || {
                    // Whoever waits may have gone.
                    let _ = sender.send(());
                };
                scope.spawn(move || run_lane(bench, program, kata, settings, lane(number), done))
            };
            let lanes: Vec<_> = (0..LANES).map(start).collect();
            drop(sender);
            reports.iter().for_each(|()| finished(progress));
            lanes.into_iter().map(|lane| lane.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
        }),
    };
    let (seen, outputs): (Vec<Seen>, Vec<String>) = seen.into_iter().unzip();
    (conclude(&spec, seen, start.elapsed()), outputs.concat())
}

/// Judges one lane with a worker of its own; also returns what the code printed there.
fn run_lane(
    bench: &Workbench,
    program: &Program,
    kata: &'static Kata,
    settings: &Settings,
    lane: Lane,
    mut finished: impl FnMut(),
) -> (Seen, String) {
    let worker = Rc::new(Worker::new(program.clone(), bench.jail().cloned(), kata.name, settings));
    let seen = judge_lane(&spec_of(kata), lane, worker.clone(), settings, |_| finished());
    (seen, Rc::into_inner(worker).map(Worker::into_output).unwrap_or_default())
}

fn spec_of(kata: &Kata) -> Spec {
    spec(kata.name).expect("every kata of the catalogue has a spec")
}
