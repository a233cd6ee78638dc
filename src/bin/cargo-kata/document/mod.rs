//! The report as a document: what `--format json` writes, what every other format is made from, and
//! what is read again when reports are joined. Its schema is `report.schema.json` beside this folder.
//!
//! A document does not depend on a language but for the explanations; [`Submission::explain`] puts
//! them into another.

mod example;
mod line;

use serde::{Deserialize, Serialize};
use shousi::build::Source;
use shousi::catalogue::{Lang, find};
use shousi::judge::{KataReport, PropertyReport, Settings, Verdict};
use shousi::judging::Judged;

use crate::view::ansi;

pub use example::Example;

/// Raised when a field changes its meaning; new fields do not raise it.
pub const SCHEMA: u32 = 1;

/// A whole report, as it is read by tests: elsewhere submissions come one at a time.
#[cfg(test)]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    #[serde(flatten)]
    pub header: Header,
    pub submissions: Vec<Submission>,
}

/// What holds for every submission of a report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Header {
    pub schema: u32,
    pub tool: Tool,
    pub seed: u64,
    pub cases: u32,
    /// For one kata, in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timeout: Option<f64>,
    /// Of the code under test, in bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub memory: Option<u64>,
    /// What kept the code under test from reaching outside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub protections: Option<Vec<String>>,
}

/// What made a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tool {
    pub name: String,
    pub version: String,
}

/// One learner's katas.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Submission {
    pub id: String,
    /// Katas that passed, of how many.
    pub passed: usize,
    pub total: usize,
    /// The mean of the katas' scores.
    pub score: f64,
    pub katas: Vec<Kata>,
}

/// The verdict on one kata file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kata {
    pub kata: String,
    #[serde(with = "by_name")]
    pub verdict: Verdict,
    pub score: f64,
    pub seconds: f64,
    /// What went wrong, in a sentence or in the compiler's words; may quote the learner.
    pub message: String,
    pub mistake: Option<String>,
    /// The sentence that belongs to the mistake.
    pub explanation: Option<String>,
    /// The file that was judged, as messages call it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Where in that file to look first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    pub properties: Vec<Property>,
}

/// Whether one property holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Property {
    pub name: String,
    pub aspect: String,
    #[serde(with = "by_name")]
    pub verdict: Verdict,
    pub message: String,
    pub counterexample: Option<Example>,
}

impl Header {
    /// Of a report that this tool makes now.
    pub fn new(settings: &Settings) -> Header {
        Header {
            schema: SCHEMA,
            tool: Tool { name: "shousi".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() },
            seed: settings.seed,
            cases: settings.cases,
            timeout: Some(settings.timeout.as_secs_f64()),
            memory: Some(settings.memory),
            protections: None,
        }
    }
}

impl Submission {
    pub fn new(id: impl Into<String>, katas: Vec<Kata>) -> Submission {
        let sum: f64 = katas.iter().map(|kata| kata.score).sum();
        Submission {
            id: id.into(),
            passed: katas.iter().filter(|kata| kata.verdict == Verdict::Passed).count(),
            total: katas.len(),
            score: if katas.is_empty() { 0.0 } else { sum / katas.len() as f64 },
            katas,
        }
    }

    /// Gives the explanations in this language.
    pub fn explain(&mut self, lang: Lang) {
        for kata in &mut self.katas {
            // A mistake that this version does not know keeps the words that it came with.
            if let Some(words) = explanation(&kata.kata, kata.mistake.as_deref(), lang) {
                kata.explanation = Some(words);
            }
        }
    }
}

impl Kata {
    /// What was judged, in a document.
    pub fn new(judged: &Judged, lang: Lang) -> Kata {
        Kata::of(&judged.report, judged.source.as_ref(), lang)
    }

    /// As [`Kata::new`], from the parts.
    pub fn of(report: &KataReport, source: Option<&Source>, lang: Lang) -> Kata {
        Kata {
            kata: report.kata.clone(),
            verdict: report.verdict,
            score: report.score(),
            seconds: report.time.as_secs_f64(),
            message: message(report),
            mistake: report.mistake.map(str::to_owned),
            explanation: explanation(&report.kata, report.mistake, lang),
            file: source.map(|source| source.name.clone()),
            line: source.and_then(|source| line::line(report, source)),
            properties: report.properties.iter().map(Property::new).collect(),
        }
    }

    /// The first property that does not hold: the one that decides.
    pub fn first_failure(&self) -> Option<&Property> {
        self.properties.iter().find(|property| property.verdict != Verdict::Passed)
    }

    /// How many properties hold.
    pub fn held(&self) -> usize {
        self.properties.iter().filter(|property| property.verdict == Verdict::Passed).count()
    }
}

impl Property {
    fn new(report: &PropertyReport) -> Property {
        Property {
            name: report.name.to_owned(),
            aspect: report.aspect.name().to_owned(),
            verdict: report.verdict,
            message: report.message.clone(),
            counterexample: report.counterexample.as_ref().and_then(Example::new),
        }
    }
}

fn explanation(kata: &str, mistake: Option<&str>, lang: Lang) -> Option<String> {
    find(kata)?.statement(lang).mistake(mistake?).map(str::to_owned)
}

/// The message; where nothing was run, those are the compiler's words, without their colours.
fn message(report: &KataReport) -> String {
    match report.verdict {
        Verdict::BuildError => ansi::to_string(&ansi::parse(&report.message), false).trim_end().to_owned(),
        _ => report.message.clone(),
    }
}

/// A verdict is written by its name.
mod by_name {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};
    use shousi::judge::Verdict;

    pub fn serialize<S: Serializer>(verdict: &Verdict, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(verdict.name())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Verdict, D::Error> {
        let name = String::deserialize(from)?;
        Verdict::from_name(&name).ok_or_else(|| D::Error::custom(format!("there is no verdict `{name}`")))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn failed(message: &str) -> KataReport {
        let mut report = KataReport::without_run(
            "softmax",
            Verdict::Failed,
            message.to_owned(),
            Duration::from_millis(20),
        );
        report.mistake = Some("no_max_subtraction");
        report
    }

    #[test]
    fn what_is_written_is_read_again() {
        let katas = vec![Kata::of(&failed("\x1b[2J"), None, Lang::En)];
        let header =
            Header { protections: Some(vec!["seccomp".to_owned()]), ..Header::new(&Settings::default()) };
        let document = Document { header, submissions: vec![Submission::new("ada", katas)] };
        let text = serde_json::to_string(&document).unwrap();
        assert_eq!(serde_json::from_str::<Document>(&text).unwrap(), document);
    }

    /// Reports of earlier versions have fewer fields.
    #[test]
    fn fields_that_came_later_may_be_absent() {
        let text =
            r#"{"schema":1,"tool":{"name":"shousi","version":"0.1.0"},"seed":0,"cases":8,"submissions":[]}"#;
        let document: Document = serde_json::from_str(text).unwrap();
        assert_eq!((document.header.cases, document.header.timeout), (8, None));
    }

    #[test]
    fn explanations_change_their_language() {
        let mut submission = Submission::new("ada", vec![Kata::of(&failed(""), None, Lang::En)]);
        let english = submission.katas[0].explanation.clone().unwrap();
        submission.explain(Lang::Zh);
        assert_ne!(submission.katas[0].explanation.as_ref(), Some(&english));
        submission.katas[0].mistake = Some("of_another_version".to_owned());
        submission.katas[0].explanation = Some("as it came".to_owned());
        submission.explain(Lang::En);
        assert_eq!(submission.katas[0].explanation.as_deref(), Some("as it came"));
    }
}
