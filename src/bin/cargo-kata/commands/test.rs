use std::collections::{HashMap, HashSet};
use std::io;
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::mpsc;
use std::thread;

use shousi::catalogue::Kata;
use shousi::judge::Settings;
use shousi::judging::{Judged, Stage, prepare};

use crate::app::{App, print, warn};
use crate::args::{Printed, Reporting};
use crate::document::{self, Header, Submission};
use crate::formats::{self, Output};
use crate::names::kata;
use crate::progress::Progress;
use crate::round;
use crate::view::{self, list::Status};
use crate::{DONE, NOT_PASSED};

use super::round::brief;

/// What was asked for.
pub struct Request {
    pub names: Vec<String>,
    pub all: bool,
    pub report: Reporting,
    pub show_output: bool,
    pub settings: Settings,
}

pub fn run(app: &App, request: &Request) -> Result<u8, String> {
    request.report.output.iter().try_for_each(Output::check)?;
    let chosen = chosen(app, request)?;
    let context = app.context(&request.settings);
    let mut katas = Vec::with_capacity(chosen.len());
    judge_all(app, &chosen, &request.settings, |kata, judged| {
        if request.report.format == Printed::Text {
            app.print(&view::report::kata_report(&judged.report, kata, &context, chosen.len() == 1));
            if request.show_output && !judged.output.is_empty() {
                print(&view::escape::escape(&judged.output));
                print("\n");
            }
        }
        katas.push(document::Kata::new(&judged, app.lang));
    })?;
    let submission = Submission::new("local", katas);
    report(app, request, &submission)?;
    if request.report.format == Printed::Text {
        brief(app, &chosen);
    }
    Ok(if submission.passed == submission.total { DONE } else { NOT_PASSED })
}

/// Prints what was asked for, and writes the reports that go into files.
fn report(app: &App, request: &Request, submission: &Submission) -> Result<(), String> {
    let header = Header::new(&request.settings);
    let rows = || std::iter::once(Ok(submission.clone()));
    for output in &request.report.output {
        output.write(&header, &mut rows(), app.lang)?;
    }
    match request.report.format {
        Printed::Report(format) => {
            let mut text = Vec::new();
            formats::write(format, &header, &mut rows(), app.lang, &mut text)
                .map_err(|error| error.to_string())?;
            print(&String::from_utf8_lossy(&text));
        }
        Printed::Text if submission.total > 1 => print(&summary(app, submission)),
        Printed::Text => {}
    }
    Ok(())
}

fn summary(app: &App, submission: &Submission) -> String {
    let (passed, all) = (submission.passed, submission.total);
    app.lang.pick(format!("\n{passed} of {all} katas passed\n"), format!("\n{all} 题中通过 {passed} 题\n"))
}

/// The katas that are named; without names those that were begun, or else the next one.
fn chosen(app: &App, request: &Request) -> Result<Vec<&'static Kata>, String> {
    if !request.names.is_empty() {
        let mut chosen = request.names.iter().map(|name| kata(name)).collect::<Result<Vec<_>, _>>()?;
        let mut seen = HashSet::new();
        chosen.retain(|kata| seen.insert(kata.name));
        return Ok(chosen);
    }
    let all = app.katas();
    if request.all {
        return Ok(all);
    }
    let begun = |status: &Status| !matches!(status, Status::Todo | Status::Missing);
    let statuses = app.statuses(&all);
    let begun: Vec<&Kata> =
        all.iter().zip(&statuses).filter(|(_, s)| begun(s)).map(|(kata, _)| *kata).collect();
    Ok(if begun.is_empty() { app.next().into_iter().collect() } else { begun })
}

/// Judges katas on all cores; `done` sees each in order, as soon as it is its turn.
fn judge_all(
    app: &App,
    katas: &[&'static Kata],
    settings: &Settings,
    mut done: impl FnMut(&'static Kata, Judged),
) -> Result<(), String> {
    let mut progress = Progress::new(app.lang);
    prepare(&mut |stage| progress.stage("", stage))?;
    progress.clear();
    let next = AtomicUsize::new(0);
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(katas.len());
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..threads {
            let (sender, next) = (sender.clone(), &next);
            scope.spawn(move || {
                while let Some(kata) = katas.get(next.fetch_add(1, Relaxed)) {
                    let judged = round::judge(app, kata, settings, &mut |stage| {
                        let _ = sender.send((kata.name, Message::Stage(stage)));
                    });
                    let _ = sender.send((kata.name, Message::Judged(Box::new(judged))));
                }
            });
        }
        drop(sender);
        let mut waiting = katas.iter().peekable();
        let mut ready = HashMap::new();
        for (name, message) in receiver {
            match message {
                Message::Stage(stage) => progress.stage(name, stage),
                Message::Judged(judged) => {
                    ready.insert(name, judged);
                }
            }
            while let Some(judged) = waiting.peek().and_then(|kata| ready.remove(kata.name)) {
                let (judged, remembered) = (*judged)?;
                let kata = waiting.next().expect("just peeked");
                progress.clear();
                warn(remembered);
                done(kata, judged);
            }
        }
        Ok(())
    })
}

enum Message {
    Stage(Stage),
    Judged(Box<Result<(Judged, io::Result<()>), String>>),
}
