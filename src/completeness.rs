//! Whether a kata has everything that a kata must have.

use std::collections::BTreeSet;
use std::fs;
use std::rc::Rc;

use crate::build::{Workspace, signatures};
use crate::catalogue::{Lang, Meta, Statement, find, parse_meta, parse_statement};
use crate::judge::{Settings, Verdict, judge};
use crate::judging::judge_file;
use crate::specs::{NAMES, spec};

/// What came of a known mistake.
#[derive(Clone, Debug)]
pub struct MistakeFound {
    pub name: &'static str,
    /// The property that rejects it; `None` if it is accepted.
    pub rejected_by: Option<&'static str>,
    /// What it is taken for.
    pub named: Option<&'static str>,
}

/// A spec with fewer properties leaves an aspect open.
const FEWEST_PROPERTIES: usize = 8;
const HINTS: usize = 3;
const FEWEST_QUESTIONS: usize = 4;

/// The files of a kata, from the root, but for the learner's own.
fn files(name: &str) -> [String; 7] {
    [
        format!("katas/{name}.md"),
        format!("katas/{name}.zh.md"),
        format!("katas/stubs/{name}.rs"),
        format!("solutions/{name}.rs"),
        format!("tests/{name}.rs"),
        format!("tests/variants/{name}.rs"),
        format!("benches/{name}.rs"),
    ]
}

/// The files that register a kata, with the words that do so.
fn registrations(name: &str) -> [(&'static str, String); 5] {
    [
        ("katas/lib.rs", format!("    {name},")),
        ("solutions/lib.rs", format!("pub mod {name};")),
        ("tests/variants/mod.rs", format!("pub mod {name};")),
        ("tests/specs.rs", format!("    {name}(")),
        ("benches/lib.rs", format!("    {name},")),
    ]
}

/// Checks one kata: its files, its texts, and that its stub and its reference get the verdicts they
/// should. Returns what is missing or wrong, each in a sentence; an error means that the check itself
/// could not be done.
pub fn check(workspace: &Workspace, name: &str) -> Result<Vec<String>, String> {
    let mut problems = Vec::new();
    check_files(workspace, name, &mut problems);
    let texts_are_good = check_texts(workspace, name, &mut problems);
    if texts_are_good && problems.is_empty() {
        check_verdicts(workspace, name, &mut problems)?;
    }
    Ok(problems)
}

/// Judges the known mistake of this index in a kata's spec.
pub fn judge_mistake(name: &str, index: usize, settings: &Settings) -> MistakeFound {
    let spec_of = || spec(name).expect("the kata is registered");
    let mistake = spec_of().mistakes.swap_remove(index);
    let report = judge(&spec_of(), Rc::new(mistake.functions), settings, |_| {});
    let rejected_by = report.first_failure().map(|property| property.name);
    MistakeFound { name: mistake.name, rejected_by, named: report.mistake }
}

fn read(workspace: &Workspace, file: &str) -> Option<String> {
    fs::read_to_string(workspace.root().join(file)).ok()
}

fn check_files(workspace: &Workspace, name: &str, problems: &mut Vec<String>) {
    for file in files(name) {
        if read(workspace, &file).is_none_or(|text| text.trim().is_empty()) {
            problems.push(format!("{file} is missing or empty"));
        }
    }
    for (file, words) in registrations(name) {
        if !read(workspace, file).is_some_and(|text| text.contains(&words)) {
            problems.push(format!("{file} does not register it: there is no `{}`", words.trim()));
        }
    }
    if !NAMES.contains(&name) {
        problems.push("src/specs.rs does not register it".to_owned());
    }
    let stub = read(workspace, &format!("katas/stubs/{name}.rs"));
    let reference = read(workspace, &format!("solutions/{name}.rs"));
    if let (Some(stub), Some(reference)) = (stub, reference) {
        let names = |text: &str| signatures(text).into_iter().map(|s| s.text).collect::<Vec<_>>();
        if names(&stub) != names(&reference) {
            problems.push(format!("solutions/{name}.rs has other public functions than the stub"));
        }
    }
}

/// Whether the statements can be read; what is wrong with their content is found as well.
fn check_texts(workspace: &Workspace, name: &str, problems: &mut Vec<String>) -> bool {
    let file = |extension: &str| format!("katas/{name}{extension}");
    let (Some(english), Some(chinese)) = (read(workspace, &file(".md")), read(workspace, &file(".zh.md")))
    else {
        return false;
    };
    let mut readable = true;
    let mut unreadable = |file: String, problem: String| {
        problems.push(format!("{file}: {problem}"));
        readable = false;
    };
    let meta = parse_meta(&english).map_err(|problem| unreadable(file(".md"), problem)).ok();
    let english =
        parse_statement(&english, Lang::En).map_err(|problem| unreadable(file(".md"), problem)).ok();
    let chinese =
        parse_statement(&chinese, Lang::Zh).map_err(|problem| unreadable(file(".zh.md"), problem)).ok();
    if let Some(meta) = meta {
        check_meta(&meta, problems);
    }
    let (Some(english), Some(chinese)) = (english, chinese) else { return readable };
    for (file, statement) in [(file(".md"), &english), (file(".zh.md"), &chinese)] {
        check_statement(name, &file, statement, problems);
    }
    if mistake_names(&english) != mistake_names(&chinese) {
        problems.push("the two languages list different mistakes".to_owned());
    }
    if english.questions.len() != chinese.questions.len() {
        problems.push("the two languages have different numbers of questions".to_owned());
    }
    readable
}

fn check_meta(meta: &Meta, problems: &mut Vec<String>) {
    for prerequisite in &meta.prerequisites {
        if !NAMES.contains(&prerequisite.as_str()) {
            problems.push(format!("the prerequisite `{prerequisite}` is no kata"));
        }
    }
    if meta.sources.is_empty() {
        problems.push("the front matter names no source".to_owned());
    }
}

fn mistake_names(statement: &Statement) -> BTreeSet<&str> {
    statement.mistakes.iter().map(|mistake| mistake.name.as_str()).collect()
}

fn check_statement(name: &str, file: &str, statement: &Statement, problems: &mut Vec<String>) {
    let texts = [&statement.task, &statement.constraints, &statement.example];
    if texts.iter().any(|text| text.is_empty()) {
        problems.push(format!("{file} has an empty section"));
    }
    if statement.hints.len() != HINTS {
        problems.push(format!("{file} has {} hints, and should have {HINTS}", statement.hints.len()));
    }
    if statement.questions.len() < FEWEST_QUESTIONS {
        problems.push(format!("{file} has fewer than {FEWEST_QUESTIONS} follow-up questions"));
    }
    if statement.questions.iter().any(|question| question.answer.is_empty()) {
        problems.push(format!("{file} has a question without an answer"));
    }
    let known = mistake_names(statement);
    for mistake in spec(name).iter().flat_map(|spec| &spec.mistakes) {
        if !known.contains(mistake.name) {
            problems.push(format!("{file} has no sentence for the mistake `{}`", mistake.name));
        }
    }
}

fn check_verdicts(workspace: &Workspace, name: &str, problems: &mut Vec<String>) -> Result<(), String> {
    let (Some(kata), Some(spec)) = (find(name), spec(name)) else { return Ok(()) };
    if spec.properties.len() < FEWEST_PROPERTIES {
        problems.push(format!("tests/{name}.rs has fewer than {FEWEST_PROPERTIES} properties"));
    }
    let distinct: BTreeSet<&str> = spec.properties.iter().map(|property| property.name).collect();
    if distinct.len() != spec.properties.len() {
        problems.push(format!("tests/{name}.rs has two properties of one name"));
    }
    let files = [
        (format!("katas/stubs/{name}.rs"), Verdict::Todo),
        (format!("solutions/{name}.rs"), Verdict::Passed),
    ];
    for (file, wanted) in files {
        let report = judge_file(workspace, kata, &file, &Settings::default(), &mut |_| {})?.report;
        if report.verdict != wanted {
            let (verdict, message) = (report.verdict, report.message);
            problems.push(format!("{file} is judged {verdict}, and should be {wanted}: {message}"));
        }
    }
    Ok(())
}
