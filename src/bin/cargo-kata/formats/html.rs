//! A page for a browser, complete in one file: the class at a glance, and each learner's
//! counterexamples.
//!
//! The page holds the report as JSON, a value on each line, and a script that draws it. Nothing that a
//! learner wrote is ever markup: the JSON cannot end its element, and the script sets text only. A
//! policy forbids the page every connection and every other script.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};

use serde::Serialize;
use serde_json::Value as Json;
use sha2::{Digest, Sha256};
use shousi::catalogue::Lang;
use shousi::judge::Verdict;

use super::{Submissions, text};
use crate::document::{self, Header};
use crate::view::words;

mod strings;

const PAGE: &str = include_str!("html/page.html");
const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");

/// Arrays with more entries are named by their shape: nobody compares them by eye.
const LARGEST_ARRAY: usize = 600;
/// What a message is cut at.
const LONGEST: usize = 6000;

pub fn write(header: &Header, submissions: Submissions, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let (before, after) = PAGE.split_once("{report}").expect("the page has a place for the report");
    let fill = |page: &str| {
        page.replace("{lang}", lang.pick("en", "zh-CN"))
            .replace("{title}", strings::pick("title", lang))
            .replace("{needs-script}", strings::pick("needs-script", lang))
            .replace("{policy}", &policy())
            .replace("{style}", STYLE)
            .replace("{script}", SCRIPT)
    };
    out.write_all(fill(before).as_bytes())?;
    Report { lang, out, known: HashMap::new() }.write(header, submissions)?;
    out.write_all(fill(after).as_bytes())
}

/// Only this style and this script, and no connection to anywhere.
fn policy() -> String {
    let hash = |text: &str| format!("'sha256-{}'", base64(&Sha256::digest(text)));
    format!(
        "default-src 'none'; style-src {}; script-src {}; base-uri 'none'; form-action 'none'",
        hash(STYLE),
        hash(SCRIPT)
    )
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits = |group: &[u8]| {
        let bits = group.iter().chain(&[0, 0]).take(3).fold(0, |bits, &byte| bits << 8 | usize::from(byte));
        let digit = |i: usize| if i <= group.len() { DIGITS[bits >> (18 - 6 * i) & 63].into() } else { '=' };
        [0, 1, 2, 3].map(digit)
    };
    bytes.chunks(3).flat_map(digits).collect()
}

/// A line of the report. What many submissions share is written once, before the first of them, and
/// named by its place among its kind.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Line<'a> {
    Head(Head),
    Kata {
        name: String,
        title: String,
        properties: Vec<Property>,
    },
    Mistake {
        kata: String,
        sentence: String,
    },
    Example {
        function: String,
        input: Vec<(String, Json)>,
        expected: Json,
        actual: Json,
        differing: &'a [bool],
    },
    Submission {
        id: String,
        passed: usize,
        total: usize,
        score: f64,
        katas: Vec<Entry>,
    },
}

#[derive(Serialize)]
struct Head {
    lang: &'static str,
    /// What the verdicts depended on, as pairs of words.
    settings: Vec<(String, String)>,
    /// Goes with the command that comes to a verdict again.
    options: String,
    verdicts: BTreeMap<&'static str, (&'static str, &'static str)>,
    strings: BTreeMap<&'static str, &'static str>,
}

#[derive(Serialize)]
struct Property {
    sentence: String,
    aspect: String,
}

/// A kata of a submission.
#[derive(Serialize)]
struct Entry {
    kata: usize,
    verdict: &'static str,
    score: f64,
    seconds: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    mistake: Option<usize>,
    /// Where no property was judged: why.
    #[serde(skip_serializing_if = "String::is_empty")]
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    failures: Vec<Failure>,
}

#[derive(Serialize)]
struct Failure {
    /// Its place among the kata's properties.
    property: usize,
    verdict: &'static str,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    example: Option<usize>,
}

struct Report<'a> {
    lang: Lang,
    out: &'a mut dyn Write,
    /// The place of each shared line, by a hash of its text, so that memory stays small.
    known: HashMap<[u8; 32], usize>,
}

impl Report<'_> {
    fn write(&mut self, header: &Header, submissions: Submissions) -> io::Result<()> {
        self.line(&Line::Head(head(header, self.lang)))?;
        for submission in submissions {
            let submission = submission?;
            let katas = submission.katas.iter().map(|kata| self.entry(kata)).collect::<io::Result<_>>()?;
            self.line(&Line::Submission {
                id: text::line(&submission.id),
                passed: submission.passed,
                total: submission.total,
                score: submission.score,
                katas,
            })?;
        }
        Ok(())
    }

    fn entry(&mut self, kata: &document::Kata) -> io::Result<Entry> {
        let name = text::line(&kata.kata);
        let property = |property: &document::Property| Property {
            sentence: text::sentence(&kata.kata, &property.name, self.lang),
            aspect: text::aspect(&property.aspect, self.lang),
        };
        let properties = kata.properties.iter().map(property).collect();
        let title = text::title(&kata.kata, self.lang);
        let failing = kata.properties.iter().enumerate().filter(|(_, p)| p.verdict != Verdict::Passed);
        // What is not written yet has nothing to say about each property.
        let failing = failing.filter(|(_, property)| property.verdict != Verdict::Todo);
        let failures = failing.map(|(i, property)| self.failure(i, property)).collect::<io::Result<_>>()?;
        let mistake = match &kata.explanation {
            Some(words) => Some(
                self.shared("mistake", &Line::Mistake { kata: name.clone(), sentence: text::line(words) })?,
            ),
            None => None,
        };
        let place = kata.file.as_deref().map(text::line);
        let line = kata.line.map_or_else(String::new, |line| format!(":{line}"));
        let message = match kata.properties.is_empty() {
            true => text::cut(&words::message(&kata.message, self.lang), LONGEST),
            false => String::new(),
        };
        Ok(Entry {
            kata: self.shared("kata", &Line::Kata { name, title, properties })?,
            verdict: kata.verdict.name(),
            score: kata.score,
            seconds: (kata.seconds * 1000.0).round() / 1000.0,
            mistake,
            message,
            place: place.map(|file| file + &line),
            failures,
        })
    }

    fn failure(&mut self, place: usize, property: &document::Property) -> io::Result<Failure> {
        let example = match &property.counterexample {
            Some(example) => {
                let argument = |(name, value): &(String, Json)| (text::line(name), shown(value, self.lang));
                Some(self.shared(
                    "example",
                    &Line::Example {
                        function: text::line(&example.function),
                        input: example.input.0.iter().map(argument).collect(),
                        expected: shown(&example.expected, self.lang),
                        actual: shown(&example.actual, self.lang),
                        differing: &example.differing,
                    },
                )?)
            }
            None => None,
        };
        Ok(Failure {
            property: place,
            verdict: property.verdict.name(),
            message: text::cut(&words::message(&property.message, self.lang), LONGEST),
            example,
        })
    }

    /// The place of a line among those of its kind; it is written the first time.
    fn shared(&mut self, kind: &'static str, line: &Line) -> io::Result<usize> {
        let count: [u8; 32] = Sha256::digest(kind).into();
        let hash = Sha256::digest(serde_json::to_vec(line)?).into();
        if let Some(&place) = self.known.get(&hash) {
            return Ok(place);
        }
        let place = *self.known.entry(count).and_modify(|count| *count += 1).or_insert(1) - 1;
        self.known.insert(hash, place);
        self.line(line)?;
        Ok(place)
    }

    /// Inside a script element, only `<` could be taken for markup.
    fn line(&mut self, line: &Line) -> io::Result<()> {
        let json = serde_json::to_string(line)?;
        let safe = json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
        writeln!(self.out, "{safe}")
    }
}

fn head(header: &Header, lang: Lang) -> Head {
    let say = |en: &str, zh: &str| lang.pick(en, zh).to_owned();
    let mut settings = vec![
        (
            say("made by", "工具"),
            format!("{} {}", text::line(&header.tool.name), text::line(&header.tool.version)),
        ),
        (say("seed", "种子"), header.seed.to_string()),
        (say("cases a property", "每条性质的用例数"), header.cases.to_string()),
    ];
    settings
        .extend(header.timeout.map(|limit| (say("time limit for a kata", "每题时限"), format!("{limit} s"))));
    settings
        .extend(header.memory.map(|limit| (say("memory limit", "内存上限"), format!("{} MiB", limit >> 20))));
    settings.extend(header.protections.as_ref().map(|all| {
        let all: Vec<String> = all.iter().map(|protection| text::line(protection)).collect();
        let none = say("none", "无");
        (
            say("protections in force", "已生效的防护"),
            if all.is_empty() { none } else { all.join(lang.pick(", ", "、")) },
        )
    }));
    let verdicts = Verdict::ALL.map(|v| (v.name(), (words::sign(v).0, words::verdict(v, lang))));
    Head {
        lang: lang.pick("en", "zh"),
        settings,
        options: format!("--seed {} --cases {}", header.seed, header.cases),
        verdicts: verdicts.into(),
        strings: strings::all(lang),
    }
}

/// A value with every number and text as it is to be read, its axes kept.
fn shown(value: &Json, lang: Lang) -> Json {
    if entries(value) > LARGEST_ARRAY {
        let shape =
            format!("[{}]", shape(value).iter().map(ToString::to_string).collect::<Vec<_>>().join(", "));
        let words = lang.pick("array of shape", "数组，形状");
        return format!("{words} {shape}").into();
    }
    match value {
        Json::Array(items) => items.iter().map(|item| shown(item, lang)).collect(),
        Json::Null => Json::Null,
        leaf => text::inline(leaf, lang).into(),
    }
}

fn entries(value: &Json) -> usize {
    value.as_array().map_or(1, |items| items.iter().map(entries).sum())
}

fn shape(value: &Json) -> Vec<usize> {
    let Some(items) = value.as_array() else { return vec![] };
    let rest = items.first().map(shape).unwrap_or_default();
    std::iter::once(items.len()).chain(rest).collect()
}

#[cfg(test)]
mod tests {
    use super::super::Format;
    use super::super::tests::{NASTY, report};
    use super::*;

    #[test]
    fn hashes_are_written_in_base64() {
        let cases = ["", "f", "fo", "foo", "foob", "fooba", "foobar"];
        let written = ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"];
        assert_eq!(cases.map(|text| base64(text.as_bytes())), written);
    }

    #[test]
    fn a_report_cannot_end_its_element() {
        let innocent = report(Format::Html, "ada", Lang::En);
        let tags = |page: &str| page.matches('<').count();
        for nasty in NASTY {
            let page = report(Format::Html, nasty, Lang::En);
            assert_eq!(tags(&page), tags(&innocent), "{page}");
        }
    }

    #[test]
    fn every_line_is_json() {
        for nasty in NASTY {
            let page = report(Format::Html, nasty, Lang::Zh);
            let lines = page.split_once("id=\"report\">").unwrap().1.split_once("</script>").unwrap().0;
            for line in lines.trim().lines() {
                serde_json::from_str::<Json>(line).unwrap();
            }
        }
    }

    #[test]
    fn what_is_shared_is_written_once() {
        use super::super::tests::{header, submission};
        let mut rows = ["ada", "ada", "ada"].map(|id| Ok(submission(id))).into_iter();
        let mut out = Vec::new();
        write(&header(), &mut rows, Lang::En, &mut out).unwrap();
        let page = String::from_utf8(out).unwrap();
        let count = |kind: &str| page.matches(&format!("\n{{\"{kind}\"")).count();
        assert_eq!(["submission", "kata", "mistake", "example"].map(count), [3, 2, 1, 1]);
    }

    #[test]
    fn large_arrays_are_named() {
        let large = serde_json::json!(vec![vec![0.5; 100]; 10]);
        assert_eq!(shown(&large, Lang::En), "array of shape [10, 100]");
        assert_eq!(shown(&serde_json::json!([[1.0, "NaN"]]), Lang::En), serde_json::json!([["1", "NaN"]]));
    }
}
