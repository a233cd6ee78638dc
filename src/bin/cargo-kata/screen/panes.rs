//! The texts of panes that several screens have.

use ratatui_core::text::{Line, Span};
use shousi::catalogue::{Kata, Lang};
use shousi::judge::{KataReport, Verdict};

use super::bench::Bench;
use crate::view::Context;
use crate::view::escape::escape;
use crate::view::report::{properties, why};
use crate::view::statement::{hint, statement};
use crate::view::style::{CODE, FAINT, HEADING, OPEN};
use crate::view::wrap::{chop, wrap};

/// What a learner wants to know next: the task before anything is written, then what is wrong.
pub fn verdict(bench: &Bench, kata: &Kata, context: &Context) -> Vec<Line<'static>> {
    let task = statement(kata, context.lang, context.width).lines;
    let Some(report) = &bench.report else { return task };
    if report.verdict == Verdict::Todo && report.passed_properties() == 0 {
        let words = context.lang.pick(
            "Write it in your editor: it is judged on every save.",
            "用编辑器作答，每次保存都会自动评判。",
        );
        let words = wrap(&[Span::styled(words, OPEN)], usize::from(context.width).saturating_sub(2));
        let words = words.into_iter().map(|line| Line::from([vec![Span::raw("  ")], line.spans].concat()));
        return words.chain([Line::default()]).chain(task).collect();
    }
    let why = why(report, kata, context);
    let mut lines: Vec<Line> = why.lines.iter().flat_map(|line| chop(line, context.width.into())).collect();
    lines.push(Line::default());
    lines.extend(properties(report, context));
    lines.extend(printed(report, bench, context.lang));
    lines
}

/// Whether the code printed something.
fn printed(report: &KataReport, bench: &Bench, lang: Lang) -> Vec<Line<'static>> {
    if bench.output.is_empty() || report.properties.is_empty() {
        return vec![];
    }
    vec![Line::default(), key("o", lang.pick("what your code printed", "代码的输出").to_owned())]
}

pub fn output(bench: &Bench, lang: Lang, width: u16) -> Vec<Line<'static>> {
    if bench.output.is_empty() {
        return vec![Line::styled(lang.pick("Your code printed nothing.", "代码没有输出。"), FAINT)];
    }
    escape(&bench.output).lines().flat_map(|line| chop(&Line::raw(line), width.into())).collect()
}

/// The hints seen so far, and how many there are.
pub fn hints(kata: &Kata, seen: usize, lang: Lang, width: u16) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    for n in 1..=seen {
        lines.extend(hint(kata, n, lang, width).lines);
        lines.push(Line::default());
    }
    let left = kata.statement(lang).hints.len().saturating_sub(seen);
    lines.push(match (lang, left) {
        (Lang::En, 0) => Line::styled("That is all of them.", FAINT),
        (Lang::Zh, 0) => Line::styled("没有更多提示了。", FAINT),
        (Lang::En, _) => key("h", format!("one more hint ({left} left)")),
        (Lang::Zh, _) => key("h", format!("再看一条提示（还有 {left} 条）")),
    });
    lines
}

/// A key and what it does, on a line of its own.
pub fn key(key: &'static str, words: String) -> Line<'static> {
    Line::from(vec![Span::raw("  "), Span::styled(key, CODE.patch(HEADING)), Span::raw(format!("  {words}"))])
}
