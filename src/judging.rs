//! From a learner's file to its verdict: build, run, judge.

use std::panic::resume_unwind;
use std::rc::Rc;
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::{Duration, Instant};

use crate::build::{Kit, NotBuilt, Program, Source, Workspace, compile};
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

/// The kit that is there, or a new one.
pub fn prepare(workspace: &Workspace, progress: &mut dyn FnMut(Stage)) -> Result<Kit, String> {
    workspace.sweep();
    Kit::ready(workspace).map_or_else(
        || {
            progress(Stage::Preparing);
            Kit::build(workspace)
        },
        Ok,
    )
}

/// Judges the learner's file of a kata as it stands now.
///
/// An error means that the work could not be done; whatever is wrong with the file is a verdict.
pub fn judge_kata(
    workspace: &Workspace,
    kata: &Kata,
    settings: &Settings,
    progress: &mut dyn FnMut(Stage),
) -> Result<Judged, String> {
    judge_file(workspace, kata, &Workspace::relative_kata_file(kata.name), settings, progress)
}

/// As [`judge_kata`], for any file, named from the workspace's root.
pub fn judge_file(
    workspace: &Workspace,
    kata: &Kata,
    file: &str,
    settings: &Settings,
    progress: &mut dyn FnMut(Stage),
) -> Result<Judged, String> {
    match Source::read(&workspace.root().join(file), file) {
        Ok(source) => judge_source(workspace, kata, source, settings, progress),
        Err(problem) => Ok(Judged::without_run(not_built(kata, problem, Duration::ZERO))),
    }
}

/// As [`judge_kata`], for a file that was read already.
pub fn judge_source(
    workspace: &Workspace,
    kata: &Kata,
    source: Source,
    settings: &Settings,
    progress: &mut dyn FnMut(Stage),
) -> Result<Judged, String> {
    let kit = prepare(workspace, progress)?;
    progress(Stage::Compiling);
    let start = Instant::now();
    let program = match compile(workspace, &kit, kata, &source)? {
        // The toolchain was updated in place since the kit was made.
        Err(problem) if problem.message.contains("E0514") => {
            progress(Stage::Preparing);
            compile(workspace, &Kit::build(workspace)?, kata, &source)?
        }
        built => built,
    };
    let (mut report, output) = match program {
        Ok(program) => judge_program(&program, kata, settings, progress),
        Err(problem) => (not_built(kata, problem, Duration::ZERO), String::new()),
    };
    report.time = start.elapsed();
    Ok(Judged { report, output, source: Some(source) })
}

fn not_built(kata: &Kata, problem: NotBuilt, time: Duration) -> KataReport {
    KataReport::without_run(kata.name, problem.verdict, problem.message, time)
}

/// A kata's properties are judged in so many lanes side by side, whatever the machine has: the same
/// file gets the same report everywhere.
const LANES: usize = 2;

fn judge_program(
    program: &Program,
    kata: &Kata,
    settings: &Settings,
    progress: &mut dyn FnMut(Stage),
) -> (KataReport, String) {
    let start = Instant::now();
    let spec = spec_of(kata);
    let of = spec.properties.len() + [REPEATABLE].len();
    progress(Stage::Judging { done: 0, of });
    let lanes = thread::scope(|scope| {
        let (sender, finished) = mpsc::channel();
        let lane = |number| {
            let sender = sender.clone();
            scope.spawn(move || run_lane(program, kata, settings, Lane { number, of: LANES }, &sender))
        };
        let lanes: Vec<_> = (0..LANES).map(lane).collect();
        drop(sender);
        finished.iter().enumerate().for_each(|(i, ())| progress(Stage::Judging { done: i + 1, of }));
        lanes.into_iter().map(|lane| lane.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
    });
    let (lanes, outputs): (Vec<Seen>, Vec<String>) = Vec::into_iter(lanes).unzip();
    (conclude(&spec, lanes, start.elapsed()), outputs.concat())
}

/// Judges one lane with a worker of its own; also returns what the code printed there.
fn run_lane(
    program: &Program,
    kata: &Kata,
    settings: &Settings,
    lane: Lane,
    finished: &Sender<()>,
) -> (Seen, String) {
    let worker = Rc::new(Worker::new(program.path.clone(), settings));
    let seen = judge_lane(&spec_of(kata), lane, worker.clone(), settings, |_| {
        // Whoever waits may have gone.
        let _ = finished.send(());
    });
    (seen, Rc::into_inner(worker).map(Worker::into_output).unwrap_or_default())
}

fn spec_of(kata: &Kata) -> Spec {
    spec(kata.name).expect("every kata of the catalogue has a spec")
}
