//! A page of Markdown for `$GITHUB_STEP_SUMMARY`: a table, the mistakes by frequency, and what is
//! wrong in detail.

use std::collections::HashMap;
use std::io::{self, Write};

use shousi::catalogue::Lang;
use shousi::judge::Verdict;

use super::{Submissions, text};
use crate::document::{Header, Kata, Submission};
use crate::view::words;

/// GitHub refuses a summary of more than 1 MiB. So much may the table take, and so much the details;
/// the rest is for the mistakes.
const LARGEST_TABLE: usize = 400 << 10;
const LARGEST_DETAILS: usize = 500 << 10;
/// Details of one kata.
const LONGEST: usize = 6000;

pub fn write(header: &Header, submissions: Submissions, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let mut summary = Summary::default();
    for submission in submissions {
        summary.add(&submission?, lang);
    }
    let text = summary.finish(header, lang);
    out.write_all(text.as_bytes())
}

/// What is kept of the submissions that went by: never more than a page holds.
#[derive(Default)]
struct Summary {
    columns: Vec<String>,
    rows: String,
    details: String,
    mistakes: HashMap<(String, String), Mistake>,
    submissions: usize,
    passed: usize,
    /// What found no room.
    rows_left_out: usize,
    details_left_out: usize,
}

struct Mistake {
    times: usize,
    explanation: String,
}

impl Summary {
    fn add(&mut self, submission: &Submission, lang: Lang) {
        self.submissions += 1;
        self.passed += usize::from(submission.passed == submission.total);
        for kata in &submission.katas {
            if !self.columns.contains(&kata.kata) {
                self.columns.push(kata.kata.clone());
            }
            if let (Some(name), Some(explanation)) = (&kata.mistake, &kata.explanation) {
                let new = || Mistake { times: 0, explanation: explanation.clone() };
                self.mistakes.entry((kata.kata.clone(), name.clone())).or_insert_with(new).times += 1;
            }
        }
        let row = self.row(submission, lang);
        if self.rows.len() + row.len() <= LARGEST_TABLE {
            self.rows += &row
        } else {
            self.rows_left_out += 1
        }
        let details = details(submission, lang);
        if self.details.len() + details.len() <= LARGEST_DETAILS {
            self.details += &details;
        } else {
            self.details_left_out += 1;
        }
    }

    /// A kata that comes up for the first time makes the rows above it shorter than their head, which
    /// Markdown fills with empty cells.
    fn row(&self, submission: &Submission, lang: Lang) -> String {
        let cell = |column: &String| {
            submission
                .katas
                .iter()
                .find(|kata| &kata.kata == column)
                .map(|kata| sign(kata, lang))
                .unwrap_or_default()
        };
        let cells: Vec<String> = self.columns.iter().map(cell).collect();
        let (passed, total) = (submission.passed, submission.total);
        let score = format!("{:.0}%", submission.score * 100.0);
        format!("| {} | {passed}/{total} | {score} | {} |\n", cell_code(&submission.id), cells.join(" | "))
    }

    fn finish(self, header: &Header, lang: Lang) -> String {
        let (passed, all) = (self.passed, self.submissions);
        let mut text = match (lang, all) {
            (_, 1) => lang.pick("## Katas\n\n", "## 手撕\n\n").to_owned(),
            (Lang::En, _) => format!("## Katas\n\n{passed} of {all} submissions passed every kata.\n\n"),
            (Lang::Zh, _) => format!("## 手撕\n\n{all} 份提交中，{passed} 份通过了全部题目。\n\n"),
        };
        let titles: Vec<String> = self.columns.iter().map(|kata| prose(&text::title(kata, lang))).collect();
        let head = lang.pick(["submission", "passed", "score"], ["提交", "通过", "得分"]);
        text += &format!("| {} | {} |\n", head.join(" | "), titles.join(" | "));
        text += &format!("|{}\n", " --- |".repeat(head.len() + titles.len()));
        text += &self.rows;
        if self.rows_left_out > 0 {
            let n = self.rows_left_out;
            text += &lang.pick(
                format!("\n{n} more submissions have no room in this summary.\n"),
                format!("\n另有 {n} 份提交在本摘要中放不下。\n"),
            );
        }
        text += &mistakes(self.mistakes, lang);
        if !self.details.is_empty() {
            text += lang.pick("\n### What is wrong\n\n", "\n### 问题所在\n\n");
            text += &self.details;
        }
        if self.details_left_out > 0 {
            let n = self.details_left_out;
            text += &lang.pick(
                format!("\nThe details of {n} more submissions have no room in this summary; another format has them.\n"),
                format!("\n另有 {n} 份提交的详情在本摘要中放不下，请看其他格式的报告。\n"),
            );
        }
        let (seed, cases) = (header.seed, header.cases);
        text += &lang.pick(
            format!("\nSeed {seed}, {cases} cases a property.\n"),
            format!("\n种子 {seed}，每条性质 {cases} 个用例。\n"),
        );
        text
    }
}

/// A verdict in a cell; what has neither passed nor been left open is told in a word.
fn sign(kata: &Kata, lang: Lang) -> String {
    let sign = words::sign(kata.verdict).0;
    match kata.verdict {
        Verdict::Passed => sign.to_owned(),
        Verdict::Failed => format!("{sign} {}/{}", kata.held(), kata.properties.len()),
        verdict => format!("{sign} {}", words::verdict(verdict, lang)),
    }
}

fn mistakes(mistakes: HashMap<(String, String), Mistake>, lang: Lang) -> String {
    if mistakes.is_empty() {
        return String::new();
    }
    let mut sorted: Vec<_> = mistakes.into_iter().collect();
    sorted.sort_by(|(a, x), (b, y)| y.times.cmp(&x.times).then(a.cmp(b)));
    let mut text = lang.pick("\n### Mistakes\n\n", "\n### 常见错误\n\n").to_owned();
    for ((kata, _), Mistake { times, explanation }) in sorted.iter().take(100) {
        let title = prose(&text::title(kata, lang));
        text += &format!("- **{times} ×** {title}{}{}\n", lang.pick(": ", "："), prose(explanation));
    }
    text
}

/// What is wrong with a submission, folded; empty if nothing is.
fn details(submission: &Submission, lang: Lang) -> String {
    let mut text = String::new();
    for kata in submission.katas.iter().filter(|kata| !is_plain(kata)) {
        let title = prose(&text::title(&kata.kata, lang));
        let why = text::cut(&text::explanation(kata, lang), LONGEST);
        text += &format!("**{title}** · {}\n\n{}\n\n", text::verdict(kata.verdict, lang), fenced(&why));
    }
    if text.is_empty() {
        return text;
    }
    // Markdown goes on after an empty line.
    format!("<details><summary><code>{}</code></summary>\n\n{text}</details>\n\n", html(&submission.id))
}

/// A verdict that says everything itself.
fn is_plain(kata: &Kata) -> bool {
    matches!(kata.verdict, Verdict::Passed | Verdict::Todo)
}

/// Words that are shown as prose: code between backticks stays, everything else that Markdown, HTML or GitHub would
/// act on is only seen.
fn prose(text: &str) -> String {
    let text = text::line(text);
    let pieces: Vec<&str> = text.split('`').collect();
    if pieces.len().is_multiple_of(2) {
        return plain(&text);
    }
    let piece = |(i, piece): (usize, &&str)| if i % 2 == 0 { plain(piece) } else { code(piece) };
    pieces.iter().enumerate().map(piece).collect()
}

fn plain(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe += "&amp;",
            '<' => safe += "&lt;",
            '>' => safe += "&gt;",
            // People and issues are looked for in what Markdown has become.
            '@' | '#' => safe += &format!("<span>{c}</span>"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' | '!' => safe.extend(['\\', c]),
            c => safe.push(c),
        }
    }
    safe.replace("://", "&#58;//").replace("www.", "www&#46;")
}

/// A learner's text on one line, as code that it cannot end.
fn code(text: &str) -> String {
    let text = text::line(text);
    let fence = "`".repeat(longest_run(&text) + 1);
    // Spaces at both ends are not shown, and keep backticks apart from the fence.
    let space = if text.contains('`') { " " } else { "" };
    if text.is_empty() { text } else { format!("{fence}{space}{text}{space}{fence}") }
}

/// Code in a table: a bar would end the cell, and a backslash before it is not shown.
fn cell_code(text: &str) -> String {
    let text = text::cut(&text::line(text), 100);
    format!("<code>{}</code>", html(&text))
}

/// A learner's text over several lines, in a fence that it cannot close.
fn fenced(text: &str) -> String {
    let fence = "`".repeat((longest_run(text) + 1).max(3));
    format!("{fence}text\n{text}\n{fence}")
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// Text inside an HTML element that stands among Markdown, which still looks into it.
fn html(text: &str) -> String {
    let safe = |c: char| match c {
        c if c.is_alphanumeric() || matches!(c, ' ' | '-' | '.' | '/') => c.to_string(),
        c => format!("&#{};", u32::from(c)),
    };
    text::line(text).chars().map(safe).collect()
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Event, Options, Parser, Tag};

    use super::super::tests::{NASTY, header, report, submission};
    use super::super::{Format, write};
    use super::*;

    /// All of a page but its words: headings, links, pictures, blocks and the tags of HTML.
    fn skeleton(markdown: &str) -> Vec<String> {
        let tags = |html: &str| -> Vec<String> {
            html.split('<').skip(1).map(|tag| tag.split('>').next().unwrap().to_owned()).collect()
        };
        let bones = |event: Event| match event {
            Event::Text(_) | Event::Code(_) | Event::SoftBreak | Event::End(_) => vec![],
            Event::Start(Tag::CodeBlock(_)) => vec!["code block".to_owned()],
            Event::Html(html) | Event::InlineHtml(html) => tags(&html),
            other => vec![format!("{other:?}")],
        };
        Parser::new_ext(markdown, Options::all())
            .flat_map(bones)
            .filter(|bone| !bone.contains("span"))
            .collect()
    }

    #[test]
    fn a_learner_is_only_seen() {
        for lang in [Lang::En, Lang::Zh] {
            let innocent = skeleton(&report(Format::Markdown, "a `b` c", lang));
            for nasty in NASTY {
                let page = report(Format::Markdown, nasty, lang);
                let without_words =
                    |bones: Vec<String>| bones.into_iter().filter(|bone| !bone.contains("Paragraph"));
                assert!(without_words(skeleton(&page)).eq(without_words(innocent.clone())), "{page}");
            }
        }
    }

    #[test]
    fn a_fence_is_longer_than_what_it_holds() {
        assert_eq!(fenced("a"), "```text\na\n```");
        assert!(fenced("a\n`````\nb").starts_with("``````text\n"));
        assert_eq!((code("a``b"), code("`")), ("``` a``b ```".to_owned(), "`` ` ``".to_owned()));
    }

    #[test]
    fn prose_keeps_its_code() {
        assert_eq!(
            prose("take `a|b` of <x> @me [l](u)"),
            "take `a|b` of &lt;x&gt; <span>@</span>me \\[l\\](u)"
        );
        assert_eq!(prose("an odd ` one"), "an odd \\` one");
        assert_eq!(html("<b>|`@x"), "&#60;b&#62;&#124;&#96;&#64;x");
    }

    #[test]
    fn a_page_stays_within_the_limit_of_github() {
        let mut rows = (0..4000).map(|i| Ok(submission(&format!("{i} {}", "x|".repeat(60)))));
        let mut page = Vec::new();
        write(Format::Markdown, &header(), &mut rows, Lang::En, &mut page).unwrap();
        assert!((800 << 10..1 << 20).contains(&page.len()), "{}", page.len());
        let page = String::from_utf8(page).unwrap();
        assert!(page.contains("more submissions have no room") && page.contains("**4000 ×** Softmax"));
        assert!(page.ends_with("cases a property.\n"));
    }
}
