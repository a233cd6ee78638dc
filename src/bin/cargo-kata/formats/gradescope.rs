//! Gradescope's `results.json`: a test for each kata.

use std::io::{self, Write};

use serde::Serialize;
use shousi::catalogue::Lang;
use shousi::judge::Verdict;

use super::{Submissions, text};
use crate::document::{Header, Kata};

#[derive(Serialize)]
struct Results {
    /// In whole seconds, as in the specification.
    execution_time: u64,
    output: String,
    output_format: &'static str,
    tests: Vec<Test>,
    extra_data: Extra,
}

#[derive(Serialize)]
struct Test {
    name: String,
    score: f64,
    max_score: f64,
    status: &'static str,
    output: String,
    output_format: &'static str,
    visibility: &'static str,
}

/// What the verdicts depended on.
#[derive(Serialize)]
struct Extra {
    tool: String,
    version: String,
    seed: u64,
    cases: u32,
}

pub fn write(header: &Header, submissions: Submissions, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let problem = |en: &str, zh: &str| io::Error::other(lang.pick(en, zh).to_owned());
    let submission = submissions.next().ok_or_else(|| {
        problem(
            "a results.json of Gradescope is about one submission, and this report has none",
            "Gradescope 的 results.json 对应一份提交，而这份报告里没有提交",
        )
    })??;
    if submissions.next().is_some() {
        return Err(problem(
            "a results.json of Gradescope is about one submission, and this report has several: grade them one by one",
            "Gradescope 的 results.json 只对应一份提交，而这份报告有多份：请逐份评测",
        ));
    }
    let (passed, total) = (submission.passed, submission.total);
    let (seed, cases) = (header.seed, header.cases);
    let results = Results {
        execution_time: submission.katas.iter().map(|kata| kata.seconds).sum::<f64>().round() as u64,
        output: lang.pick(
            format!("{passed} of {total} katas passed (seed {seed}, {cases} cases a property)"),
            format!("{total} 题中通过 {passed} 题（种子 {seed}，每条性质 {cases} 个用例）"),
        ),
        output_format: "text",
        tests: submission.katas.iter().map(|kata| test(kata, lang)).collect(),
        extra_data: Extra {
            tool: header.tool.name.clone(),
            version: header.tool.version.clone(),
            seed,
            cases,
        },
    };
    serde_json::to_writer_pretty(&mut *out, &results)?;
    writeln!(out)
}

fn test(kata: &Kata, lang: Lang) -> Test {
    let passed = kata.verdict == Verdict::Passed;
    Test {
        name: format!("{} · {}", text::title(&kata.kata, lang), text::verdict(kata.verdict, lang)),
        score: kata.score,
        max_score: 1.0,
        status: if passed { "passed" } else { "failed" },
        output: text::explanation(kata, lang),
        // Never Markdown or HTML: it quotes the learner's code.
        output_format: "text",
        visibility: "visible",
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{header, report, submission};
    use super::*;

    #[test]
    fn a_test_for_each_kata() {
        let results: serde_json::Value =
            serde_json::from_str(&report(super::super::Format::Gradescope, "<b>", Lang::En)).unwrap();
        let tests = results["tests"].as_array().unwrap();
        assert_eq!(tests.len(), 2);
        assert_eq!((&tests[0]["score"], &tests[0]["status"]), (&0.5.into(), &"failed".into()));
        assert_eq!(tests[0]["output_format"], "text");
    }

    #[test]
    fn it_is_about_one_submission() {
        let mut several = [Ok(submission("a")), Ok(submission("b"))].into_iter();
        let problem = write(&header(), &mut several, Lang::En, &mut Vec::new()).unwrap_err();
        assert!(problem.to_string().contains("one by one"));
        assert!(write(&header(), &mut std::iter::empty(), Lang::Zh, &mut Vec::new()).is_err());
    }
}
