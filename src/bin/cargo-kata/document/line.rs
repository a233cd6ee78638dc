//! Where in a learner's file to look first.

use shousi::build::Source;
use shousi::judge::{KataReport, Verdict};
use shousi::wire::Fault;

use crate::view::ansi;

/// The line that the verdict is about: of the panic, of the compiler's first error, or else of the
/// function that was called. `None` where nothing is wrong, or the file has no such line.
pub fn line(report: &KataReport, source: &Source) -> Option<usize> {
    if report.verdict == Verdict::Passed {
        return None;
    }
    let text = String::from_utf8_lossy(&source.bytes);
    let within = |line: &usize| (1..=text.lines().count()).contains(line);
    panicked(report, &source.name)
        .or_else(|| named(&report.message, &source.name))
        .filter(within)
        .or_else(|| function(called(report), &text))
}

/// Where the code itself panicked; ndarray's lines are not the learner's.
fn panicked(report: &KataReport, file: &str) -> Option<usize> {
    let call = report.first_failure()?.counterexample.as_ref()?.calls.last()?;
    match &call.outcome {
        Err(Fault::Panicked { location: Some(location), .. }) => {
            number(location.strip_prefix(file)?.strip_prefix(':')?)
        }
        _ => None,
    }
}

/// The first line that a message names, as the compiler does (`katas/softmax.rs:3:5`) or in words.
fn named(message: &str, file: &str) -> Option<usize> {
    let message = ansi::to_string(&ansi::parse(message), false);
    let after = |lead: &str| message.split_once(lead).and_then(|(_, rest)| number(rest));
    after(&format!("{file}:")).or_else(|| after("line "))
}

/// The function whose answer decided; most katas have one of their own name.
fn called(report: &KataReport) -> &str {
    let example = report.first_failure().and_then(|property| property.counterexample.as_ref());
    example.and_then(|found| found.calls.last()).map_or(&report.kata, |call| call.function)
}

/// Where a function begins, or else the first one that others can call.
fn function(name: &str, text: &str) -> Option<usize> {
    let heads = || {
        text.lines().zip(1..).filter_map(|(line, n)| Some((line.trim_start().strip_prefix("pub fn ")?, n)))
    };
    let is_it = |rest: &str| {
        let rest = rest.trim_start().strip_prefix(name).map(str::trim_start);
        rest.is_some_and(|rest| rest.starts_with(['(', '<']))
    };
    heads().find(|(rest, _)| is_it(rest)).or_else(|| heads().next()).map(|(_, n)| n)
}

/// The number that a text begins with.
fn number(text: &str) -> Option<usize> {
    text.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const CODE: &str = "use x;\n\npub fn softmax_2() {}\npub fn softmax(\n    x: X,\n) {\n}\n";

    fn line_of(verdict: Verdict, message: &str) -> Option<usize> {
        let report = KataReport::without_run("softmax", verdict, message.to_owned(), Duration::ZERO);
        line(&report, &Source { name: "katas/softmax.rs".to_owned(), bytes: CODE.into() })
    }

    #[test]
    fn the_compiler_names_its_first_error() {
        let words = "\x1b[1m\x1b[91merror\x1b[0m: no\n \x1b[94m--> \x1b[0mkatas/softmax.rs:5:8\n --> katas/softmax.rs:2:1";
        assert_eq!(line_of(Verdict::BuildError, words), Some(5));
        assert_eq!(line_of(Verdict::BuildError, "not valid UTF-8: look at line 2"), Some(2));
    }

    #[test]
    fn else_it_is_the_function() {
        assert_eq!(line_of(Verdict::Failed, ""), Some(4));
        assert_eq!(line_of(Verdict::BuildError, "katas/softmax.rs:99:1"), Some(4));
        assert_eq!(line_of(Verdict::BuildError, "katas/softmax.rs:99999999999999999999999:1"), Some(4));
        let report = KataReport::without_run("rms_norm", Verdict::Failed, String::new(), Duration::ZERO);
        let source = Source { name: "katas/rms_norm.rs".to_owned(), bytes: CODE.into() };
        assert_eq!(line(&report, &source), Some(3));
        assert_eq!(line_of(Verdict::Passed, "katas/softmax.rs:1:1"), None);
    }
}
