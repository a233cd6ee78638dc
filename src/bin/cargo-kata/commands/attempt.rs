use std::io::{self, IsTerminal};
use std::path::{Component, Path};
use std::{fs, iter};

use shousi::catalogue::Kata;
use shousi::judge::Verdict;
use similar::TextDiff;

use super::solution::colored;
use crate::DONE;
use crate::app::{App, print, warn};
use crate::args::Against;
use crate::calendar::{clock, minute};
use crate::history::{What, code_hash};
use crate::names;
use crate::round::locked;
use crate::round::state::{Round, Task};
use crate::view::escape::escape;
use crate::view::{self, words};

/// The rounds so far.
pub fn list(app: &App) -> Result<u8, String> {
    let rounds = Round::all(&app.history.events());
    if rounds.is_empty() {
        return Err("there was no round yet; `cargo kata round` starts one".to_owned());
    }
    app.print(&view::attempts::attempts(&rounds, crate::clock::now(), app.lang, app.width()));
    Ok(DONE)
}

/// The code of a round, or how it differs from other code.
pub fn run(app: &App, number: usize, name: Option<&str>, diff: Option<Against>) -> Result<u8, String> {
    let rounds = Round::all(&app.history.events());
    let round =
        rounds.iter().find(|round| round.number == number).ok_or_else(|| none(number, rounds.len()))?;
    let wanted = name.map(names::kata).transpose()?;
    let tasks: Vec<&Task> =
        round.tasks.iter().filter(|task| wanted.is_none_or(|kata| kata.name == task.name)).collect();
    if let (Some(kata), []) = (wanted, &tasks[..]) {
        return Err(format!("{} is not a part of round {number}, which has {}", kata.name, katas(round)));
    }
    // Everything is read before anything is shown: half an answer is none.
    let shown = tasks.iter().map(|task| match diff {
        None => code(app, round, task),
        Some(against) => difference(app, &rounds, round, task, against),
    });
    let shown = shown.collect::<Result<Vec<String>, String>>()?;
    for (task, text) in iter::zip(&tasks, &shown) {
        // Written as comments, so that what is piped into a file is still Rust.
        let head = format!("// {}\n", head(app, round, task));
        print(&if diff.is_some() { colored(app, &(head + text)) } else { head + text });
    }
    Ok(DONE)
}

fn none(number: usize, rounds: usize) -> String {
    match rounds {
        0 => "there was no round yet; `cargo kata round` starts one".to_owned(),
        1 => format!("there is no round {number}: there was only round 1"),
        _ => format!(
            "there is no round {number}: there are rounds 1 to {rounds}; `cargo kata attempt` lists them"
        ),
    }
}

fn katas(round: &Round) -> String {
    round.tasks.iter().map(|task| escape(&task.name)).collect::<Vec<_>>().join(", ")
}

/// `attempt 3, softmax, 2026-11-22 19:05: ✓ passed after 4:05`
fn head(app: &App, round: &Round, task: &Task) -> String {
    let lang = app.lang;
    let verdict = task.verdict().map_or(view::attempts::phase(round.phase, lang).0.to_owned(), |verdict| {
        format!("{} {}", words::sign(verdict).0, words::verdict(verdict, lang))
    });
    let time =
        task.passed.filter(|_| task.verdict() == Some(Verdict::Passed)).map(|time| clock(time.as_secs()));
    let time =
        time.map_or(String::new(), |time| lang.pick(format!(" after {time}"), format!("，用时 {time}")));
    let (number, name, when) = (round.number, escape(&task.name), minute(round.started));
    lang.pick(
        format!("round {number}, {name}, {when}: {verdict}{time}"),
        format!("第 {number} 轮，{name}，{when}：{verdict}{time}"),
    )
}

fn code(app: &App, round: &Round, task: &Task) -> Result<String, String> {
    let mut code = archived(app, round, task)?;
    if !code.ends_with('\n') {
        code.push('\n');
    }
    // On a terminal it must not move the cursor; in a file it is what was archived.
    Ok(if io::stdout().is_terminal() { escape(&code) } else { code })
}

fn difference(
    app: &App,
    rounds: &[Round],
    round: &Round,
    task: &Task,
    against: Against,
) -> Result<String, String> {
    let new = archived(app, round, task)?;
    let number = round.number;
    let name = |number: usize| {
        format!("{}.rs ({})", task.name, app.lang.pick(format!("round {number}"), format!("第 {number} 轮")))
    };
    let (old_name, old, new_name, new) = match against {
        Against::Reference => {
            let kata = names::kata(&task.name)?;
            let reference = spoil(app, kata)?;
            (name(number), new, format!("solutions/{}.rs", kata.name), reference)
        }
        Against::Previous => {
            let earlier = rounds.iter().rev().filter(|other| other.number < number);
            let previous = earlier
                .filter_map(|round| Some((round, round.task(&task.name)?)))
                .find(|(round, task)| place(round, task).is_some());
            let (earlier, previous) = previous.ok_or_else(|| {
                format!(
                    "round {number} is the first with {}; compare it with --diff=reference",
                    escape(&task.name)
                )
            })?;
            (name(earlier.number), archived(app, earlier, previous)?, name(number), new)
        }
    };
    if old == new {
        return Ok(app.lang.pick("// no difference\n", "// 没有差别\n").to_owned());
    }
    let diff = TextDiff::from_lines(&old, &new).unified_diff().header(&old_name, &new_name).to_string();
    Ok(escape(&diff))
}

/// The reference, with the same consequences as `cargo kata solution` has.
fn spoil(app: &App, kata: &Kata) -> Result<String, String> {
    if let Some(why) = locked(app, kata) {
        return Err(why);
    }
    warn(app.history.append(kata.name, What::Solution));
    Ok(kata.solution.to_owned())
}

/// The hash and the archive of the code that counts, or of what was judged last.
fn place<'a>(round: &'a Round, task: &'a Task) -> Option<(&'a str, &'a str)> {
    let attempt = task.attempt.as_ref().map(|attempt| (attempt.code.as_str(), attempt.archive.as_str()));
    let handed = round.codes.iter().find(|handed| handed.kata == task.name).or(task.last.as_ref());
    attempt.or(handed.map(|handed| (handed.code.as_str(), handed.archive.as_str())))
}

fn archived(app: &App, round: &Round, task: &Task) -> Result<String, String> {
    let (number, name) = (round.number, escape(&task.name));
    let (hash, archive) = place(round, task)
        .ok_or_else(|| format!("round {number} has no code of {name}: nothing was judged before it ended"))?;
    // A history may have come from somebody else; it must not name just any file.
    let inside = Path::new(archive).components().all(|part| matches!(part, Component::Normal(_)));
    if !inside || !archive.starts_with(".kata/") {
        return Err(format!(
            "the history names {:?} as the code of {name} in round {number}, outside of .kata",
            archive
        ));
    }
    let bytes = fs::read(app.workspace.root().join(archive)).map_err(|error| {
        format!("{archive}, the code of {name} in round {number}, cannot be read: {error}")
    })?;
    if code_hash(&bytes) != hash {
        eprintln!("warning: {archive} is not what was archived in round {number}: it was changed since");
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
