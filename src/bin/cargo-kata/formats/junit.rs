//! JUnit's XML, as GitHub's actions, GitLab and Jenkins read it: a suite for each kata of a
//! submission, a case for each property.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use shousi::catalogue::Lang;
use shousi::judge::Verdict;

use super::{Submissions, text};
use crate::document::{Header, Kata, Submission};

type Xml<'a> = Writer<&'a mut dyn Write>;

pub fn write(header: &Header, submissions: Submissions, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let mut xml = Writer::new_with_indent(out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    xml.write_event(Event::Start(BytesStart::new("testsuites").with_attributes([("name", "cargo kata")])))?;
    for submission in submissions {
        let submission = submission?;
        for kata in &submission.katas {
            suite(&mut xml, header, &submission, kata, lang)?;
        }
    }
    xml.write_event(Event::End(BytesEnd::new("testsuites")))?;
    writeln!(xml.into_inner())
}

/// One case of a suite.
struct Case {
    name: String,
    verdict: Verdict,
    /// Why it has not passed, in a line and in full.
    reason: String,
    explanation: String,
}

fn suite(xml: &mut Xml, header: &Header, submission: &Submission, kata: &Kata, lang: Lang) -> io::Result<()> {
    let cases = cases(kata, lang);
    let count =
        |outcome| cases.iter().filter(|case| element(case.verdict) == Some(outcome)).count().to_string();
    let (tests, failures, errors) = (cases.len().to_string(), count("failure"), count("error"));
    let (id, name) = (text::line(&submission.id), text::line(&kata.kata));
    let suite = valid(&format!("{id} / {name}"));
    // What stands before the last dot is taken for a package.
    let class = valid(&format!("{}.{name}", id.replace('.', "_")));
    // Properties are not timed one by one, and whoever reads the file adds the cases up.
    let (time, share) = (seconds(kata.seconds), seconds(kata.seconds / cases.len() as f64));
    let attributes = [
        ("name", &*suite),
        ("tests", &*tests),
        ("failures", &*failures),
        ("errors", &*errors),
        ("skipped", "0"),
        ("time", &*time),
    ];
    let file = kata.file.as_deref().map(|file| valid(&text::line(file)));
    let element = xml.create_element("testsuite").with_attributes(attributes);
    let element = element.with_attributes(file.as_deref().map(|file| ("file", file)));
    element.write_inner_content(|xml| {
        settings(xml, header)?;
        cases.iter().try_for_each(|case| write_case(xml, case, &class, &share))
    })?;
    Ok(())
}

fn settings(xml: &mut Xml, header: &Header) -> io::Result<()> {
    let (seed, cases) = (header.seed.to_string(), header.cases.to_string());
    xml.create_element("properties").write_inner_content(|xml| {
        for (name, value) in [("seed", &seed), ("cases", &cases), ("version", &valid(&header.tool.version))] {
            xml.create_element("property")
                .with_attributes([("name", name), ("value", value.as_str())])
                .write_empty()?;
        }
        Ok(())
    })?;
    Ok(())
}

fn write_case(xml: &mut Xml, case: &Case, class: &str, time: &str) -> io::Result<()> {
    let attributes = [("name", &*case.name), ("classname", class), ("time", time)];
    let testcase = xml.create_element("testcase").with_attributes(attributes);
    match element(case.verdict) {
        None => testcase.write_empty()?,
        Some(outcome) => testcase.write_inner_content(|xml| {
            xml.create_element(outcome)
                .with_attributes([("type", case.verdict.name()), ("message", &*case.reason)])
                .write_text_content(BytesText::new(&case.explanation))?;
            Ok(())
        })?,
    };
    Ok(())
}

/// A kata that was not run is one case, which says why.
fn cases(kata: &Kata, lang: Lang) -> Vec<Case> {
    if kata.properties.is_empty() {
        return vec![Case {
            name: valid(&text::title(&kata.kata, lang)),
            verdict: kata.verdict,
            reason: valid(&text::cut(&text::reason(kata, lang), 500)),
            explanation: valid(&text::explanation(kata, lang)),
        }];
    }
    let deciding = kata.first_failure().map(|property| &property.name);
    let case = |property: &crate::document::Property| Case {
        name: valid(&text::sentence(&kata.kata, &property.name, lang)),
        verdict: property.verdict,
        reason: valid(&text::cut(&text::message(&property.message, lang), 500)),
        explanation: valid(&match deciding == Some(&property.name) {
            true => text::explanation(kata, lang),
            false => text::failure(kata, property, lang),
        }),
    };
    kata.properties.iter().map(case).collect()
}

/// What JUnit calls an outcome. Code that is not written counts as failed: what is skipped looks green.
fn element(verdict: Verdict) -> Option<&'static str> {
    match verdict {
        Verdict::Passed => None,
        Verdict::Failed | Verdict::Todo | Verdict::Missing => Some("failure"),
        _ => Some("error"),
    }
}

fn seconds(seconds: f64) -> String {
    format!("{seconds:.3}")
}

/// Without the characters that XML cannot hold in any way.
fn valid(text: &str) -> String {
    text.chars().map(|c| if is_valid(c) { c } else { '\u{fffd}' }).collect()
}

fn is_valid(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{NASTY, report};
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_replaced() {
        assert_eq!(valid("a\0\u{b}\u{ffff}手\n"), "a\u{fffd}\u{fffd}\u{fffd}手\n");
    }

    #[test]
    fn a_learner_cannot_leave_an_element() {
        for nasty in NASTY {
            let xml = report(super::super::Format::Junit, nasty, Lang::En);
            let mut reader = quick_xml::Reader::from_str(&xml);
            let mut elements = 0;
            loop {
                match reader.read_event().unwrap_or_else(|error| panic!("{error}: {xml}")) {
                    Event::Eof => break,
                    Event::Start(_) | Event::Empty(_) => elements += 1,
                    Event::Comment(_) | Event::CData(_) | Event::PI(_) | Event::DocType(_) => panic!("{xml}"),
                    _ => {}
                }
            }
            // testsuites, 2 suites with 1 + 3 properties, 3 cases of which 2 have not passed.
            assert_eq!(elements, 1 + 2 * 5 + 3 + 2, "{xml}");
            assert!(xml.chars().all(is_valid), "{xml}");
        }
    }
}
