//! Grading: from folders of other people's kata files to a report.

pub mod args;
mod bench;
mod cache;
mod find;
mod jobs;
mod merge;
mod open;
mod progress;
mod run;
mod seed;
mod spool;
mod telling;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use shousi::catalogue::{Kata, Lang};
use shousi::judge::Settings;
use shousi::judging::Stage;
use shousi::sandbox::Protections;

use crate::UNABLE;
use crate::document::Header;

use args::Grade;
use bench::Bench;
use cache::Cache;
use find::{Found, printable};
use progress::Progress;
use run::{Event, Tally, Work};
use seed::Drawn;
use spool::Spool;

pub use merge::merge;
pub use telling::Reader;

/// As shells expect of what was ended by Ctrl-C.
const INTERRUPTED: u8 = 130;

/// Grades submissions, and tells the outcome.
pub fn grade(reader: Reader, request: &Grade) -> Result<u8, String> {
    let katas = chosen(&request.katas)?;
    telling::check(&request.telling)?;
    let mut found = find::find(&request.paths)?;
    let settings = &mut request.judging.settings();
    let folder = request.cache.clone().or_else(cache::standard_folder);
    let drawn = draw(request, folder.as_deref(), &katas, settings)?;
    if let Some(shard) = request.shard {
        found.retain(|found| shard.has(&found.id));
    }

    let mut preparing = crate::progress::Progress::new(reader.lang);
    let bench = Bench::open(settings, || preparing.stage("", Stage::Preparing))?;
    drop(preparing);
    let protections = bench.protections();
    if request.require_sandbox {
        protections.require()?;
    } else if !protections.missing.is_empty() && !request.telling.quiet {
        eprintln!("{}", not_in_force(&protections, reader.lang));
    }
    let cache = open_cache(folder.as_deref(), &bench, reader.lang);
    let jobs = jobs(request, settings, reader.lang);
    let work = Work { bench: &bench, katas: &katas, cache: cache.as_ref(), fresh: request.fresh };
    let mut spool = Spool::new(found.len())?;
    let tally = judge(reader.lang, &work, &found, jobs, &mut spool, request.telling.quiet)?;

    if let Some(drawn) = drawn.filter(|_| tally.unable.is_none()) {
        drawn.finish();
    }
    let in_force = protections.in_force.iter().map(|protection| protection.name().to_owned()).collect();
    let header = Header { protections: Some(in_force), ..Header::new(settings) };
    let status = telling::tell(reader, &header, &spool, &request.telling, tally.passed == tally.submissions)?;
    match tally.unable {
        None => Ok(status),
        Some(problem) => {
            let again = reader
                .lang
                .pick("; the same command tries again what is open", "；再次运行同一命令会补判未完成的部分");
            eprintln!("error: {problem}{again}");
            Ok(UNABLE)
        }
    }
}

/// A warning that names what is missing.
fn not_in_force(protections: &Protections, lang: Lang) -> String {
    let missing: Vec<&str> = protections.missing.iter().map(|missing| missing.protection.name()).collect();
    let missing = missing.join(lang.pick(", ", "、"));
    match lang {
        Lang::En => {
            format!("warning: not in force on this machine: {missing}; --require-sandbox says why, and stops")
        }
        Lang::Zh => format!("警告：本机上未生效的防护：{missing}；--require-sandbox 会说明原因并停止"),
    }
}

/// The katas that are named, or all, in the order in which they are best learned.
fn chosen(names: &[String]) -> Result<Vec<&'static Kata>, String> {
    let named = names.iter().map(|name| crate::names::kata(name)).collect::<Result<Vec<_>, _>>()?;
    let is_chosen = |kata: &&Kata| named.is_empty() || named.iter().any(|named| named.name == kata.name);
    Ok(shousi::catalogue::katas().iter().filter(is_chosen).collect())
}

/// A random seed belongs to a run, however often that is ended and started again.
fn draw(
    request: &Grade,
    folder: Option<&Path>,
    katas: &[&Kata],
    settings: &mut Settings,
) -> Result<Option<Drawn>, String> {
    let seed = request.judging.seed;
    if !seed.random {
        return Ok(None);
    }
    if request.shard.is_some() {
        return Err(format!("every shard needs the same seed: draw one for all, as --seed {}", seed.number));
    }
    let paths = request.paths.iter().map(|path| path.canonicalize().unwrap_or_else(|_| path.clone()));
    let names: Vec<&str> = katas.iter().map(|kata| kata.name).collect();
    let rest = Settings { seed: 0, ..settings.clone() };
    let command = format!("{:?} {names:?} {rest:?}", paths.collect::<Vec<PathBuf>>());
    // Where it cannot be remembered, another run draws another one.
    let drawn = folder.and_then(|folder| Drawn::resume(folder, &command, seed.number).ok());
    settings.seed = drawn.as_ref().map_or(seed.number, |drawn| drawn.seed);
    Ok(drawn)
}

/// Finished work is kept where that is possible, and else a run has to finish in one go.
fn open_cache(folder: Option<&Path>, bench: &Bench, lang: Lang) -> Option<Cache> {
    let problem = match folder {
        Some(folder) => match Cache::open(folder, bench.identity()) {
            Ok(cache) => return Some(cache),
            Err(error) => format!("{}: {error}", printable(folder)),
        },
        None => lang.pick("there is no cache folder", "没有缓存文件夹").to_owned(),
    };
    eprintln!(
        "{} ({problem})",
        lang.pick(
            "warning: finished work cannot be kept; name a folder for it with --cache DIR",
            "警告：无法保存已完成的结果；可用 --cache DIR 指定文件夹",
        )
    );
    None
}

/// All cores, unless that many submissions could ask for more memory than there is.
fn jobs(request: &Grade, settings: &Settings, lang: Lang) -> usize {
    let cores = jobs::cores();
    let Some(wanted) = request.jobs else {
        let free = jobs::free_memory();
        let jobs = jobs::bounded(cores, settings.memory, free);
        if jobs < cores && !request.telling.quiet {
            let (each, free) = (jobs::gib(settings.memory), jobs::gib(free.unwrap_or_default()));
            eprintln!(
                "{}",
                match lang {
                    Lang::En => format!(
                        "{jobs} at a time on {cores} cores: each may use {each} of memory, and {free} are free"
                    ),
                    Lang::Zh =>
                        format!("{cores} 个核上同时评 {jobs} 份：每份最多用 {each} 内存，空闲 {free}"),
                }
            );
        }
        return jobs;
    };
    wanted.get()
}

fn judge(
    lang: Lang,
    work: &Work,
    found: &[Found],
    jobs: usize,
    spool: &mut Spool,
    quiet: bool,
) -> Result<Tally, String> {
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM] {
        // The first is answered below, and a second one does not wait for that.
        signal_hook::flag::register_conditional_shutdown(signal, INTERRUPTED.into(), stop.clone())
            .and_then(|_| signal_hook::flag::register(signal, stop.clone()))
            .map_err(|error| format!("signals cannot be received: {error}"))?;
    }
    let mut progress = Progress::new(lang, quiet, found.len());
    let tally = run::run(work, found, jobs, spool, &mut |event| {
        match event {
            Event::Done(tally) => progress.done(tally),
            Event::Tick => progress.tick(),
            Event::Twice(found, kata) if !quiet => progress.say(&match lang {
                Lang::En => format!("{}: katas/{kata}.rs counts, and {kata}.rs does not", found.shown),
                Lang::Zh => format!("{}：以 katas/{kata}.rs 为准，不看 {kata}.rs", found.shown),
            }),
            Event::Twice(..) => {}
        }
        if stop.load(Relaxed) {
            progress.say(lang.pick(
                "stopped: what is finished is kept, and the same command goes on from there",
                "已停止：完成的结果已保存，再次运行同一命令即可继续",
            ));
            std::process::exit(INTERRUPTED.into());
        }
    })?;
    // From here on there is nothing to go on with, and a signal ends the program as usual.
    stop.store(true, Relaxed);
    progress.finish();
    if let Some(problem) = &tally.not_kept {
        eprintln!(
            "{} ({problem})",
            lang.pick("warning: some finished work could not be kept", "警告：部分结果未能保存")
        );
    }
    Ok(tally)
}
