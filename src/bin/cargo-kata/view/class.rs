//! A class at a glance: who has passed what, and which mistakes are made most.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use ratatui_core::text::{Line, Span, Text};
use shousi::catalogue::{Lang, find};
use shousi::judge::Verdict;
use unicode_width::UnicodeWidthStr;

use super::escape::escape;
use super::markdown::markdown_after;
use super::style::{FAINT, HEADING, PASSED, PLAIN};
use super::words;
use super::wrap::clip;
use crate::document::{Kata, Submission};

/// What is kept of the submissions of a report: a few bytes of each.
#[derive(Debug, Default)]
pub struct Class {
    rows: Vec<Row>,
    katas: Vec<String>,
    /// How often each mistake of a kata was recognised.
    mistakes: BTreeMap<(String, String), usize>,
    /// Of a report on a single submission everything is shown.
    only: Option<Submission>,
}

#[derive(Debug)]
struct Row {
    id: String,
    passed: usize,
    score: f64,
    verdicts: Vec<Verdict>,
}

/// So many mistakes are named; the others are in the reports.
const MOST: usize = 5;
/// Names longer than this are cut.
const LONGEST_NAME: usize = 32;

impl Class {
    pub fn add(&mut self, submission: &Submission) {
        if self.rows.is_empty() {
            self.katas = submission.katas.iter().map(|kata| kata.kata.clone()).collect();
        }
        for kata in &submission.katas {
            if let Some(mistake) = &kata.mistake {
                *self.mistakes.entry((kata.kata.clone(), mistake.clone())).or_default() += 1;
            }
        }
        self.only = self.rows.is_empty().then(|| submission.clone());
        self.rows.push(Row {
            id: escape(&submission.id).replace('\n', " "),
            passed: submission.passed,
            score: submission.score,
            verdicts: submission.katas.iter().map(|kata| kata.verdict).collect(),
        });
    }

    pub fn show(&self, lang: Lang, width: u16) -> Text<'static> {
        let mut lines = match &self.only {
            Some(submission) => submission.katas.iter().map(|kata| one(kata, lang, width.into())).collect(),
            None => self.table(lang),
        };
        lines.extend(self.frequent(lang, width.into()));
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        lines.push(self.summary(lang));
        Text::from(lines)
    }

    /// A line for each submission with a sign for each kata, and then the katas.
    fn table(&self, lang: Lang) -> Vec<Line<'static>> {
        let longest = self.rows.iter().map(|row| row.id.width()).max().unwrap_or(0).min(LONGEST_NAME);
        let of = self.katas.len().to_string();
        let row = |row: &Row| {
            let name = clip(&row.id, longest);
            let padding = " ".repeat(longest - name.width() + 2);
            let share = format!("{:>3}/{of}  {:>4}  ", row.passed, percent(row.score));
            let style = if row.passed == row.verdicts.len() { PASSED } else { PLAIN };
            let mut spans = vec![Span::styled(name, style), Span::raw(padding), Span::styled(share, style)];
            spans.extend(row.verdicts.iter().flat_map(|&verdict| {
                let (sign, style) = words::sign(verdict);
                [Span::raw(" "), Span::styled(sign, style)]
            }));
            Line::from(spans)
        };
        let mut lines: Vec<Line> = self.rows.iter().map(row).collect();
        let longest = self.katas.iter().map(String::len).max().unwrap_or(0);
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        for (number, kata) in self.katas.iter().enumerate() {
            let passed =
                self.rows.iter().filter(|row| row.verdicts.get(number) == Some(&Verdict::Passed)).count();
            let words = match lang {
                Lang::En => format!("{passed} of {} passed", self.rows.len()),
                Lang::Zh => format!("{} 份中通过 {passed} 份", self.rows.len()),
            };
            lines.push(Line::from(vec![Span::raw(format!("{kata:longest$}  ")), Span::styled(words, FAINT)]));
        }
        lines
    }

    fn frequent(&self, lang: Lang, width: usize) -> Vec<Line<'static>> {
        let mut mistakes: Vec<_> = self.mistakes.iter().collect();
        mistakes.sort_by_key(|&(_, count)| Reverse(*count));
        let mut lines = Vec::new();
        for ((kata, mistake), count) in mistakes.into_iter().take(MOST) {
            let known = find(kata).and_then(|kata| kata.statement(lang).mistake(mistake));
            let lead = format!("{count} × {kata}{}", lang.pick(": ", "："));
            let lead = Span::styled(lead, HEADING);
            lines.push(Line::default());
            let words = known.map_or_else(|| escape(mistake), str::to_owned);
            lines.extend(markdown_after(Some(lead), &words, width).lines);
        }
        lines
    }

    fn summary(&self, lang: Lang) -> Line<'static> {
        let (all, katas) = (self.rows.len(), self.katas.len());
        let passed = self.rows.iter().filter(|row| row.passed == row.verdicts.len()).count();
        let mean = self.rows.iter().map(|row| row.score).sum::<f64>() / all.max(1) as f64;
        let mean = percent(mean);
        let words = match (&self.only, lang) {
            (Some(one), Lang::En) => format!("{} of {katas} katas passed, score {mean}", one.passed),
            (Some(one), Lang::Zh) => format!("{katas} 题中通过 {} 题，得分 {mean}", one.passed),
            (None, Lang::En) => format!("{passed} of {all} submissions passed all katas, mean score {mean}"),
            (None, Lang::Zh) => format!("{all} 份中 {passed} 份全部通过，平均得分 {mean}"),
        };
        Line::raw(words)
    }
}

/// A kata of a single submission.
fn one(kata: &Kata, lang: Lang, width: usize) -> Line<'static> {
    let (sign, style) = words::sign(kata.verdict);
    let head = format!("{:24} {}", kata.kata, words::verdict(kata.verdict, lang));
    let message = words::message(&kata.message, lang);
    let message = message.lines().next().unwrap_or_default();
    let room = width.saturating_sub(head.width() + 6);
    Line::from(vec![
        Span::styled(format!("{sign} "), style),
        Span::raw(format!("{head}  ")),
        Span::styled(clip(message, room), FAINT),
    ])
}

/// Rounded down: all of it is what has passed altogether.
fn percent(score: f64) -> String {
    format!("{}%", (score * 100.0 + 1e-9).floor())
}
