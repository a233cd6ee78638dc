//! Progress: times against par, weaknesses, streak.

mod kata;

use std::iter;

use ratatui_core::style::Style;
use ratatui_core::text::{Line, Span, Text};
use unicode_width::UnicodeWidthStr;

use super::chart::{bar, bar_against_par, sparkline};
use super::escape::escape;
use super::markdown::markdown;
use super::style::{CODE, FAILED, FAINT, HEADING, OPEN, PASSED, PLAIN};
use super::table::{Cell, cell, number, table};
use super::words;
use super::wrap::wrap;
use crate::calendar::{clock, days_between, span};
use crate::stats::{KataStats, MistakeCount, Run, Stats};
use shousi::catalogue::Lang;
use shousi::judge::Aspect;

pub use kata::kata_stats;

/// Times of a sparkline, mistakes that are explained, days of the activity.
const TIMES: usize = 8;
const MISTAKES: usize = 3;
const DAYS: i64 = 28;
/// Characters of a bar.
const BAR: usize = 12;

/// All there is to say in a screenful or two.
pub fn stats(stats: &Stats, lang: Lang, width: u16) -> Text<'static> {
    let mut lines = head(stats, lang, width);
    let tried: Vec<&KataStats> =
        stats.katas.iter().filter(|kata| kata.passed || !kata.runs.is_empty()).collect();
    if tried.is_empty() {
        lines.push(Line::default());
        let words = lang.pick(
            "Nothing has passed yet. `cargo kata` practises the next kata, `cargo kata round` against the clock.",
            "还没有通过任何题目。`cargo kata` 练习下一题，`cargo kata round` 计时练习。",
        );
        lines.extend(wrap(&[Span::raw(words)], width.into()));
        return Text::from(lines);
    }
    lines.push(Line::default());
    let rows: Vec<_> = iter::once(heads(lang)).chain(tried.iter().map(|kata| row(kata))).collect();
    lines.extend(table(&rows, 0, width));
    if tried.len() < stats.total {
        let open = stats.total - tried.len();
        let words = lang.pick(
            format!("  and {open} never passed, in no round"),
            format!("  还有 {open} 题没通过过，也没计时练过"),
        );
        lines.push(Line::styled(words, FAINT));
    }
    lines.extend(aspects(stats, lang, width));
    lines.extend(mistakes(&stats.mistakes, lang, width));
    Text::from(lines)
}

fn head(stats: &Stats, lang: Lang, width: u16) -> Vec<Line<'static>> {
    let streak = stats.streak;
    let time = span(stats.seconds, lang);
    let (passed, total, rounds) = (stats.passed, stats.total, stats.rounds);
    let days = |n: usize| match (n, lang) {
        (1, Lang::En) => "1 day".to_owned(),
        (n, Lang::En) => format!("{n} days"),
        (n, Lang::Zh) => format!("{n} 天"),
    };
    let words = match lang {
        Lang::En => format!(
            "Streak {} (longest {}), {passed} of {total} katas passed, {rounds} round{}, {time} in them",
            days(streak.days),
            days(streak.longest),
            if rounds == 1 { "" } else { "s" }
        ),
        Lang::Zh => format!(
            "连续 {}（最长 {}），{total} 题中通过 {passed} 题，计时 {rounds} 轮，共 {time}",
            days(streak.days),
            days(streak.longest)
        ),
    };
    let mut lines = wrap(&[Span::styled(words, HEADING)], width.into());
    let runs = |ago: i64| {
        let on = stats.activity.iter().find(|active| days_between(active.day, stats.today) == ago);
        on.map(|active| active.runs as u64)
    };
    let label = lang.pick("Last 4 weeks  ", "最近四周  ");
    let room = usize::from(width).saturating_sub(label.width());
    let weeks = sparkline(&(0..DAYS).rev().map(runs).collect::<Vec<_>>(), room.min(DAYS as usize));
    lines.push(Line::from(vec![Span::styled(label, FAINT), Span::styled(weeks, PASSED)]));
    lines
}

fn heads(lang: Lang) -> Vec<Cell> {
    let [kata, best, latest, par, against, times] = lang.pick(
        ["kata", "best", "latest", "par", "latest │ par", "times"],
        ["题目", "最快", "最近", "标准用时", "最近 │ 标准", "历次"],
    );
    vec![
        cell("", FAINT),
        cell(kata, FAINT),
        number(best, FAINT),
        number(latest, FAINT),
        number(par, FAINT),
        cell(against, FAINT),
        cell(times, FAINT),
    ]
}

fn row(kata: &KataStats) -> Vec<Cell> {
    let time = |time: Option<u64>| time.map_or("–".to_owned(), clock);
    let par = kata.par_seconds;
    let style = kata.latest.map_or(FAINT, |latest| pace(latest, par));
    let bar = kata.latest.map_or(String::new(), |latest| bar_against_par(latest, par, BAR));
    let sign = if kata.passed { ("✓", PASSED) } else { ("✗", FAILED) };
    vec![
        cell(sign.0, sign.1),
        cell(kata.kata, CODE),
        number(time(kata.best), PLAIN),
        number(time(kata.latest), style),
        number(clock(par), FAINT),
        cell(bar, style),
        cell(sparkline(&times(&kata.runs), TIMES), FAINT),
    ]
}

/// The times of the rounds; none where it did not pass.
fn times(runs: &[Run]) -> Vec<Option<u64>> {
    runs.iter().filter(|run| run.attempt.is_some()).map(Run::time).collect()
}

/// How a time compares with par, as a colour.
fn pace(seconds: u64, par: u64) -> Style {
    match seconds {
        seconds if seconds <= par => PASSED,
        seconds if seconds <= par.saturating_add(par / 2) => OPEN,
        _ => FAILED,
    }
}

fn aspects(stats: &Stats, lang: Lang, width: u16) -> Vec<Line<'static>> {
    if stats.aspects.is_empty() {
        return Vec::new();
    }
    let rows: Vec<Vec<Cell>> = stats
        .aspects
        .iter()
        .map(|share| {
            let part = share.share();
            let style = if part < 0.7 {
                FAILED
            } else if part < 0.9 {
                OPEN
            } else {
                PASSED
            };
            vec![
                cell(aspect(&share.aspect, lang), PLAIN),
                number(format!("{:.0} %", part * 100.0), style),
                cell(bar(part, BAR), style),
                cell(format!("{}/{}", share.held, share.of), FAINT),
            ]
        })
        .collect();
    let heading = lang.pick(
        "Properties that held in rounds, the weakest aspect first",
        "计时练习中各方面的性质通过率，最弱的在前",
    );
    let heading = wrap(&[Span::styled(heading, HEADING)], width.into());
    iter::once(Line::default()).chain(heading).chain(table(&rows, 2, width)).collect()
}

/// The name of an aspect in the reader's language; that of a version to come stays as it is.
fn aspect(name: &str, lang: Lang) -> String {
    let known = Aspect::ALL.into_iter().find(|aspect| aspect.name() == name);
    known.map_or_else(|| escape(name), |aspect| words::aspect(aspect, lang).to_owned())
}

fn mistakes(mistakes: &[MistakeCount], lang: Lang, width: u16) -> Vec<Line<'static>> {
    if mistakes.is_empty() {
        return Vec::new();
    }
    let mut lines =
        vec![Line::default(), Line::styled(lang.pick("Most frequent mistakes", "最常犯的错误"), HEADING)];
    for mistake in mistakes.iter().take(MISTAKES) {
        let name = format!("{} · {}", escape(&mistake.kata), escape(&mistake.mistake));
        let days = match (mistake.days, lang) {
            (1, Lang::En) => format!(", on {}", mistake.last),
            (days, Lang::En) => format!(", on {days} days, last on {}", mistake.last),
            (1, Lang::Zh) => format!("，{}", mistake.last),
            (days, Lang::Zh) => format!("，出现在 {days} 天，最近 {}", mistake.last),
        };
        lines.extend(
            wrap(
                &[Span::styled(name, CODE), Span::styled(days, FAINT)],
                usize::from(width).saturating_sub(2),
            )
            .into_iter()
            .map(indented(2)),
        );
        lines.extend(explanation(mistake.explanation.as_deref(), width));
    }
    lines
}

/// The sentence of a mistake, below its name.
fn explanation(text: Option<&str>, width: u16) -> Vec<Line<'static>> {
    let text = text.map(|text| markdown(text, usize::from(width).saturating_sub(4)).lines);
    text.unwrap_or_default().into_iter().map(indented(4)).collect()
}

fn indented(by: usize) -> impl Fn(Line<'static>) -> Line<'static> {
    move |mut line| {
        line.spans.insert(0, Span::raw(" ".repeat(by)));
        line
    }
}

#[cfg(test)]
mod tests;
