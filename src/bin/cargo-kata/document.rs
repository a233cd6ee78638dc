//! The report as one JSON document. Its schema is `report.schema.json` beside this file.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::{Map, Value as Json};
use shousi::catalogue::{Lang, find};
use shousi::judge::{Counterexample, KataReport, PropertyReport, Settings, Shown, Verdict};

use crate::view::ansi;

/// Raised when a field changes its meaning; new fields do not raise it.
const SCHEMA: u32 = 1;

#[derive(Debug, Serialize)]
pub struct Document<'a> {
    schema: u32,
    tool: Tool,
    seed: u64,
    cases: u32,
    submissions: Vec<Submission<'a>>,
}

#[derive(Debug, Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Debug, Serialize)]
struct Submission<'a> {
    id: &'a str,
    /// Katas that passed, of how many.
    passed: usize,
    total: usize,
    /// The mean of the katas' scores.
    score: f64,
    katas: Vec<Kata<'a>>,
}

#[derive(Debug, Serialize)]
struct Kata<'a> {
    kata: &'a str,
    verdict: &'static str,
    score: f64,
    seconds: f64,
    message: Cow<'a, str>,
    mistake: Option<&'static str>,
    /// The sentence that belongs to the mistake.
    explanation: Option<&'static str>,
    properties: Vec<Property<'a>>,
}

#[derive(Debug, Serialize)]
struct Property<'a> {
    name: &'static str,
    aspect: &'static str,
    verdict: &'static str,
    message: &'a str,
    counterexample: Option<Example>,
}

#[derive(Debug, Serialize)]
struct Example {
    function: &'static str,
    input: Json,
    expected: Json,
    actual: Json,
}

/// The document on one submission.
pub fn document(id: &str, reports: &[KataReport], settings: &Settings, lang: Lang) -> String {
    let passed = reports.iter().filter(|report| report.verdict == Verdict::Passed).count();
    let sum: f64 = reports.iter().map(KataReport::score).sum();
    let submission = Submission {
        id,
        passed,
        total: reports.len(),
        score: if reports.is_empty() { 0.0 } else { sum / reports.len() as f64 },
        katas: reports.iter().map(|report| kata(report, lang)).collect(),
    };
    let document = Document {
        schema: SCHEMA,
        tool: Tool { name: "shousi", version: env!("CARGO_PKG_VERSION") },
        seed: settings.seed,
        cases: settings.cases,
        submissions: vec![submission],
    };
    let mut text = serde_json::to_string_pretty(&document).expect("a document is plain data");
    text.push('\n');
    text
}

fn kata(report: &KataReport, lang: Lang) -> Kata<'_> {
    let statement = find(&report.kata).map(|kata| kata.statement(lang));
    Kata {
        kata: &report.kata,
        verdict: report.verdict.name(),
        score: report.score(),
        seconds: report.time.as_secs_f64(),
        message: message(report),
        mistake: report.mistake,
        explanation: report.mistake.and_then(|name| statement?.mistake(name)),
        properties: report.properties.iter().map(property).collect(),
    }
}

/// The message; where nothing was run, those are the compiler's words, without their colours.
fn message(report: &KataReport) -> Cow<'_, str> {
    match report.verdict {
        Verdict::BuildError => {
            ansi::to_string(&ansi::parse(&report.message), false).trim_end().to_owned().into()
        }
        _ => (&report.message).into(),
    }
}

fn property(report: &PropertyReport) -> Property<'_> {
    Property {
        name: report.name,
        aspect: report.aspect.name(),
        verdict: report.verdict.name(),
        message: &report.message,
        counterexample: report.counterexample.as_ref().and_then(example),
    }
}

fn example(counterexample: &Counterexample) -> Option<Example> {
    let call = counterexample.calls.last()?;
    let input: Map<String, Json> =
        call.args.iter().map(|(name, value)| ((*name).to_owned(), Shown::from(value).to_json())).collect();
    let json = |shown: &Option<Shown>| shown.as_ref().map_or(Json::Null, Shown::to_json);
    Some(Example {
        function: call.function,
        input: input.into(),
        expected: json(&counterexample.expected),
        actual: json(&counterexample.actual),
    })
}
