//! Grades submissions side by side.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

use shousi::build::{NotBuilt, Source, screen};
use shousi::catalogue::{Kata, Lang};
use shousi::judge::{KataReport, Verdict};

use super::bench::Bench;
use super::cache::Cache;
use super::find::Found;
use super::open::Folder;
use super::spool::Spool;
use crate::document::{self, Submission};

/// What is done with every submission.
pub struct Work<'a> {
    pub bench: &'a Bench,
    pub katas: &'a [&'static Kata],
    /// Where finished work is kept.
    pub cache: Option<&'a Cache>,
    /// Judge again what is kept there.
    pub fresh: bool,
}

/// What a run has come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub submissions: usize,
    /// Submissions of which every kata passed.
    pub passed: usize,
    /// Kata files that were judged.
    pub judged: usize,
    /// Kata files whose verdict was known.
    pub known: usize,
    /// Why some could not be judged, or not be kept.
    pub unable: Option<String>,
    pub not_kept: Option<String>,
}

/// A submission with its verdicts.
struct Graded {
    submission: Submission,
    tally: Tally,
    /// Katas of which it has two files.
    twice: Vec<&'static str>,
}

/// What happens while submissions are graded.
pub enum Event<'a> {
    /// A submission is finished.
    Done(&'a Tally),
    /// Of two files for a kata, the one in `katas` counts.
    Twice(&'a Found, &'static str),
    /// Some time has passed.
    Tick,
}

/// How often whoever waits is told something.
const TICK: Duration = Duration::from_millis(200);

/// Grades all submissions, so many at a time, into the spool.
pub fn run(
    work: &Work,
    found: &[Found],
    jobs: usize,
    spool: &mut Spool,
    tell: &mut dyn FnMut(Event),
) -> Result<Tally, String> {
    let next = AtomicUsize::new(0);
    // Nobody runs ahead of what is written.
    let (sender, receiver) = sync_channel(jobs);
    thread::scope(|scope| {
        for _ in 0..jobs.min(found.len()) {
            let (sender, next) = (sender.clone(), &next);
            scope.spawn(move || {
                loop {
                    let place = next.fetch_add(1, Relaxed);
                    let Some(one) = found.get(place) else { break };
                    if sender.send((place, work.grade(one))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        // Dropped when this ends early, which ends the others.
        let receiver = receiver;
        let mut tally = Tally::default();
        loop {
            match receiver.recv_timeout(TICK) {
                Ok((place, graded)) => {
                    spool.put(place, &graded.submission)?;
                    graded.twice.iter().for_each(|kata| tell(Event::Twice(&found[place], kata)));
                    tally.add(graded.tally);
                    tell(Event::Done(&tally));
                }
                Err(RecvTimeoutError::Timeout) => tell(Event::Tick),
                Err(RecvTimeoutError::Disconnected) => return Ok(tally),
            }
        }
    })
}

impl Tally {
    fn add(&mut self, more: Tally) {
        self.submissions += more.submissions;
        self.passed += more.passed;
        self.judged += more.judged;
        self.known += more.known;
        self.unable = self.unable.take().or(more.unable);
        self.not_kept = self.not_kept.take().or(more.not_kept);
    }
}

impl Work<'_> {
    fn grade(&self, found: &Found) -> Graded {
        let folder = Folder::open(&found.folder);
        let mut tally = Tally { submissions: 1, ..Tally::default() };
        let mut verdicts: Vec<Option<document::Kata>> = Vec::with_capacity(self.katas.len());
        let mut open = Vec::new();
        for &kata in self.katas {
            verdicts.push(match folder.read(kata) {
                Err(problem) => Some(not_judged(kata, problem, None)),
                Ok(source) => match screen(&source.bytes) {
                    Err(rejection) => Some(not_judged(kata, rejection.into(), Some(&source))),
                    Ok(()) => {
                        let known = self.known(kata, &source);
                        if known.is_none() {
                            open.push((kata, source));
                        }
                        known
                    }
                },
            });
        }
        tally.judged = open.len();
        tally.known = verdicts.iter().flatten().filter(|verdict| is_judged(verdict)).count();
        let mut judged = self.judge(&open, &mut tally).into_iter();
        let mut katas: Vec<document::Kata> = verdicts
            .into_iter()
            .map(|known| known.unwrap_or_else(|| judged.next().expect("one for each")))
            .collect();
        for kata in &mut katas {
            kata.file = kata.file.take().map(|file| match &*found.shown {
                "." => file,
                folder => format!("{folder}/{file}"),
            });
        }
        let submission = Submission::new(found.id.clone(), katas);
        tally.passed = usize::from(submission.passed == submission.total);
        let twice = self.katas.iter().filter(|kata| folder.has_two(kata)).map(|kata| kata.name).collect();
        Graded { submission, tally, twice }
    }

    fn known(&self, kata: &Kata, source: &Source) -> Option<document::Kata> {
        self.cache.filter(|_| !self.fresh)?.get(kata.name, source)
    }

    fn judge(&self, files: &[(&'static Kata, Source)], tally: &mut Tally) -> Vec<document::Kata> {
        let mut verdicts = Vec::with_capacity(files.len());
        for ((kata, source), judged) in files.iter().zip(self.bench.judge(files)) {
            match judged {
                Ok(judged) => {
                    let verdict = document::Kata::new(&judged, Lang::En);
                    if let Some(Err(error)) = self.cache.map(|cache| cache.put(&verdict, source)) {
                        tally.not_kept = Some(error.to_string());
                    }
                    verdicts.push(verdict);
                }
                Err(problem) => {
                    let message = format!("could not be judged: {problem}");
                    verdicts.push(not_judged(
                        kata,
                        NotBuilt { verdict: Verdict::Crashed, message },
                        Some(source),
                    ));
                    tally.unable = Some(problem);
                }
            }
        }
        verdicts
    }
}

/// Whether a verdict was made by running something, or trying to.
fn is_judged(verdict: &document::Kata) -> bool {
    !matches!(verdict.verdict, Verdict::Missing | Verdict::Rejected)
}

fn not_judged(kata: &Kata, problem: NotBuilt, source: Option<&Source>) -> document::Kata {
    let report = KataReport::without_run(kata.name, problem.verdict, problem.message, Duration::ZERO);
    document::Kata::of(&report, source, Lang::En)
}
