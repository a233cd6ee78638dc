//! What all formats must bear: a report in which a learner chose every text.

use serde_json::json;
use shousi::catalogue::Lang;
use shousi::judge::{Settings, Verdict};

use super::{Format, write};
use crate::document::{Example, Header, Kata, Property, Submission};

/// Texts that want to be more than text.
pub const NASTY: [&str; 16] = [
    "</script><script>document.title = 'owned'</script><img src=x onerror=alert(1)>",
    "<!--<script>",
    "]]><x a=\"b\" c='d'>&amp;&unknown;<!DOCTYPE x>",
    "=HYPERLINK(\"http://example.com\")",
    "@SUM(A1)\r\n-1+1,\"quoted\"\t=2",
    "\n::error file=x,line=1::owned\r\n::stop-commands::x\n##[error]owned",
    "a::b,c:d%0A::e",
    "```\n</details>\n# owned\n~~~\n| a | b |",
    "`` ` ``` @everyone [link](http://example.com) ![image](http://example.com/x.png) http://example.com",
    "\\`escaped\\` <https://example.com> $x$ #1 owner/repo#1",
    "\x1b[2J\x1b]0;title\x07\0\x08\u{7f}\u{9b}31m",
    "\u{202e}reversed\u{2066}\u{200b}\u{feff}\u{2028}\u{2029}\u{ffff}\u{fffe}\u{85}",
    "__proto__",
    "",
    "手撕 \u{1f600} é",
    "-- \n    indented\n\t=1",
];

pub fn header() -> Header {
    Header::new(&Settings::default())
}

/// A submission with a kata that fails and one that does not compile.
pub fn submission(text: &str) -> Submission {
    let text = || text.to_owned();
    let property = |verdict, name: &str, counterexample| Property {
        name: name.to_owned(),
        aspect: "correctness".to_owned(),
        verdict,
        message: if verdict == Verdict::Passed { String::new() } else { format!("panicked: {}", text()) },
        counterexample,
    };
    let example = Example {
        function: "softmax".to_owned(),
        input: serde_json::from_value(json!({ "x": [[1.0, 2.5], [text(), "-inf"]] })).unwrap(),
        expected: json!([[0.1, 0.9], [1.0, 0.0]]),
        actual: json!([["NaN", 0.9], [1.0, text()]]),
        differing: vec![true, false, false, true],
    };
    let failed = Kata {
        kata: "softmax".to_owned(),
        verdict: Verdict::Failed,
        score: 0.5,
        seconds: 1234.5,
        message: text(),
        mistake: Some("of_tomorrow".to_owned()),
        explanation: Some(text()),
        file: Some(format!("class/{}.rs", text())),
        line: Some(3),
        properties: vec![
            property(Verdict::Passed, "the shape stays the same", None),
            property(Verdict::Failed, &format!("of tomorrow {}", text()), Some(example)),
        ],
    };
    let broken = Kata {
        kata: "rms_norm".to_owned(),
        verdict: Verdict::BuildError,
        score: 0.0,
        mistake: None,
        explanation: None,
        properties: vec![],
        ..failed.clone()
    };
    Submission::new(text(), vec![failed, broken])
}

/// The report on one submission.
pub fn report(format: Format, text: &str, lang: Lang) -> String {
    let mut out = Vec::new();
    write(format, &header(), &mut std::iter::once(Ok(submission(text))), lang, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn formats_are_called_as_they_are_typed() {
    use clap::ValueEnum;
    for format in Format::value_variants() {
        assert_eq!(format.to_possible_value().unwrap().get_name(), format.name());
    }
}

/// Nothing that acts on a terminal or reorders a line gets through in any format but the JSON ones,
/// which write what was said, escaped as JSON is.
#[test]
fn control_characters_are_written_out() {
    for format in [Format::Junit, Format::Csv, Format::Markdown, Format::Github, Format::Html] {
        for nasty in NASTY {
            let text = report(format, nasty, Lang::En);
            let acts = |c: &char| c.is_control() && !matches!(c, '\n' | '\r');
            assert_eq!(text.chars().find(acts), None, "{format:?}: {text}");
            assert!(!text.contains(['\u{202e}', '\u{2066}', '\u{200b}', '\u{2028}']), "{format:?}: {text}");
        }
    }
}
