//! A round in a table: how it stands, and in the end the scorecard.

use std::collections::BTreeMap;
use std::iter;
use std::time::{Duration, SystemTime};

use ratatui_core::style::Style;
use ratatui_core::text::{Line, Span, Text};
use shousi::catalogue::Lang;
use shousi::judge::{Aspect, Settings, Verdict};
use unicode_width::UnicodeWidthStr;

use super::escape::escape;
use super::markdown::markdown_after;
use super::style::{CODE, FAILED, FAINT, HEADING, OPEN, PASSED, PLAIN, STRONG};
use super::table::{Cell, cell, number, table_without};
use super::words;
use super::wrap::wrap;
use crate::calendar;
use crate::history::{Ended, Event, proves};
use crate::round::{Phase, Round, Task, best_before};

/// A round as it is shown at a moment.
pub struct Card<'a> {
    pub round: &'a Round,
    /// For each kata, the shortest time to a first pass in the rounds before.
    pub bests: Vec<Option<Duration>>,
    pub now: SystemTime,
    pub lang: Lang,
    pub width: u16,
}

/// How an open round stands: what is left of the time, and each kata.
pub fn standing(card: &Card) -> Text<'static> {
    let mut lines = vec![brief(card), Line::default()];
    lines.extend(table(card));
    Text::from(lines)
}

/// How an open round stands, in a line.
pub fn brief(card: &Card) -> Line<'static> {
    let Card { round, now, lang, .. } = card;
    let left = clock(round.remaining(*now));
    let limit = clock(round.limit);
    let (en, zh, style) = match round.phase {
        _ if round.is_up(*now) => (
            "time is up: `cargo kata round finish`".into(),
            "时间到：`cargo kata round finish`".into(),
            FAILED,
        ),
        Phase::Running => (format!("{left} left of {limit}"), format!("剩余 {left}，限时 {limit}"), PLAIN),
        Phase::Paused { .. } => (format!("paused, {left} left"), format!("已暂停，剩余 {left}"), OPEN),
        Phase::Rung(_) => (
            "the code is handed in: `cargo kata round finish`".into(),
            "代码已提交：`cargo kata round finish`".into(),
            OPEN,
        ),
        Phase::Over(_) => ("over".into(), "已结束".into(), PLAIN),
    };
    headline(card, lang.pick(en, zh), style)
}

/// What came of a round that is over.
pub fn scorecard(card: &Card) -> Text<'static> {
    let Card { round, now, lang, .. } = card;
    let (used, limit) = (clock(round.elapsed(*now)), clock(round.limit));
    let used = lang.pick(format!("{used} of {limit}"), format!("用时 {used}，限时 {limit}"));
    let ended = match round.phase {
        Phase::Over(ended) | Phase::Rung(ended) => ended_in_words(ended, *lang),
        Phase::Running | Phase::Paused { .. } => "",
    };
    let mut lines = vec![headline(card, format!("{used} · {ended}"), FAINT), Line::default()];
    lines.extend(table(card));
    for part in [profile(card), mistakes(card), notes(card)] {
        if !part.is_empty() {
            lines.push(Line::default());
            lines.extend(part);
        }
    }
    Text::from(lines)
}

impl<'a> Card<'a> {
    /// The card of a round in this history.
    pub fn new(round: &'a Round, events: &[Event], now: SystemTime, lang: Lang, width: u16) -> Self {
        let bests = round.tasks.iter().map(|task| best_before(events, round, &task.name)).collect();
        Card { round, bests, now, lang, width }
    }
}

/// A time as a stopwatch shows it.
pub fn clock(time: Duration) -> String {
    calendar::clock(time.as_secs())
}

fn ended_in_words(ended: Ended, lang: Lang) -> &'static str {
    match ended {
        Ended::Passed => lang.pick("everything passed", "全部通过"),
        Ended::Time => lang.pick("time was up", "时间到"),
        Ended::Finished => lang.pick("finished early", "提前交卷"),
        Ended::Abandoned => lang.pick("abandoned, does not count", "已放弃，不计成绩"),
    }
}

/// The round's number, how many katas have passed, and a word on its time.
fn headline(card: &Card, words: String, style: Style) -> Line<'static> {
    let tasks = &card.round.tasks;
    let (number, all) = (card.round.number, tasks.len());
    let passed = tasks.iter().filter(|task| task.verdict() == Some(Verdict::Passed)).count();
    let (title, share) = match card.lang {
        Lang::En => (format!("Round {number}"), format!("{passed} of {all} passed")),
        Lang::Zh => (format!("第 {number} 轮"), format!("{all} 题中 {passed} 题通过")),
    };
    let result = if passed == all { PASSED } else { PLAIN };
    Line::from(vec![
        Span::styled(title, HEADING),
        Span::styled(" · ", FAINT),
        Span::styled(share, result),
        Span::styled(" · ", FAINT),
        Span::styled(words, style),
    ])
}

/// A line for each kata. Where there is little room, columns are left out, those that matter least first.
fn table(card: &Card) -> Vec<Line<'static>> {
    let heads = card.lang.pick(
        ["  kata", "verdict", "spent", "compiled", "passed", "par", "best"],
        ["  题目", "结果", "用时", "首次编译", "首次通过", "标准用时", "最佳"],
    );
    let [kata, verdict, times @ ..] = heads;
    let head = [kata, verdict].map(|head| cell(head, FAINT)).into_iter();
    let head = head.chain(times.map(|head| number(head, FAINT))).collect();
    let rows: Vec<Vec<Cell>> =
        iter::once(head).chain((0..card.round.tasks.len()).map(|place| row(card, place))).collect();
    table_without(&[6, 3, 5, 2, 4], &rows, 0, card.width)
}

fn row(card: &Card, place: usize) -> Vec<Cell> {
    let (round, task) = (card.round, &card.round.tasks[place]);
    let time = |time: Option<Duration>, style: Style| match time {
        Some(time) => number(clock(time), style),
        None => number("–", FAINT),
    };
    let par = task.kata().map(|kata| Duration::from_secs(60 * u64::from(kata.meta.par)));
    let verdict = task.verdict();
    let (sign, style) = verdict.map_or(("·", FAINT), words::sign);
    let word = verdict.map_or("–", |verdict| words::verdict(verdict, card.lang));
    let here = round.is_open() && round.tasks.len() > 1 && place == round.current();
    let in_time = match (task.passed, par) {
        (Some(passed), Some(par)) if passed > par => OPEN,
        _ => PASSED,
    };
    let spent = round.spent(place, card.now);
    vec![
        cell(format!("{sign} {}", escape(&task.name)), if here { STRONG } else { style }),
        cell(word, style),
        time(Some(spent), if spent > task.limit { OPEN } else { PLAIN }),
        time(task.compiled, PLAIN),
        time(task.passed, in_time),
        time(par, FAINT),
        time(card.bests[place], FAINT),
    ]
}

/// Columns of a full bar.
const BAR: usize = 20;

/// For each aspect the share of properties that held, over the whole round.
fn profile(card: &Card) -> Vec<Line<'static>> {
    let mut shares: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    for attempt in card.round.tasks.iter().filter_map(|task| task.attempt.as_ref()) {
        for (aspect, [held, of]) in &attempt.aspects {
            let share = shares.entry(aspect).or_default();
            share[0] += held;
            share[1] += of;
        }
    }
    let shown: Vec<(&str, [usize; 2])> = Aspect::ALL
        .into_iter()
        .filter_map(|aspect| Some((words::aspect(aspect, card.lang), *shares.get(aspect.name())?)))
        .filter(|(_, [_, of])| *of > 0)
        .collect();
    let name_width = shown.iter().map(|(name, _)| name.width()).max().unwrap_or(0);
    let bar = BAR.min(usize::from(card.width).saturating_sub(name_width + 12).max(4));
    let line = |(name, [held, of]): (&str, [usize; 2])| {
        let full = bar * held.min(of) / of;
        let style = if held == of { PASSED } else { OPEN };
        Line::from(vec![
            Span::raw(format!("  {name}{}  ", " ".repeat(name_width - name.width()))),
            Span::styled("█".repeat(full), style),
            Span::styled("░".repeat(bar - full), FAINT),
            Span::styled(format!("  {held}/{of}"), FAINT),
        ])
    };
    shown.into_iter().map(line).collect()
}

/// What the known mistakes behind the verdicts are.
fn mistakes(card: &Card) -> Vec<Line<'static>> {
    let of_task = |task: &Task| {
        let (kata, attempt) = (task.kata()?, task.attempt.as_ref()?);
        let sentence = kata.statement(card.lang).mistake(attempt.mistake.as_deref()?)?;
        let lead = card.lang.pick(format!("{} looks like: ", kata.name), format!("{} 看起来是：", kata.name));
        Some(
            markdown_after(Some(Span::styled(lead, STRONG)), sentence, usize::from(card.width).max(24)).lines,
        )
    };
    card.round.tasks.iter().filter_map(of_task).flatten().collect()
}

/// What else is on record: hints, pauses, late files, new bests, and where the code is.
fn notes(card: &Card) -> Vec<Line<'static>> {
    let Card { round, lang, .. } = card;
    let mut notes: Vec<Vec<Span>> = vec![];
    let counts = proves(round.settings.cases);
    if !counts {
        let (cases, usual) = (round.settings.cases, Settings::default().cases);
        let words = lang.pick(
            format!("{cases} cases a property, and not {usual}: a pass here counts for no best time, statistics or review"),
            format!("每条性质只用了 {cases} 个用例（通常为 {usual} 个）：本轮的通过不计入最佳成绩、统计和复习"),
        );
        notes.push(vec![Span::styled(words, OPEN)]);
    }
    for (task, best) in round.tasks.iter().zip(&card.bests) {
        let name = escape(&task.name);
        let said = |en: String, zh: String| vec![Span::styled(lang.pick(en, zh), FAINT)];
        if let (Some(passed), Some(best), Some(Verdict::Passed)) = (task.passed, best, task.verdict())
            && counts
            && passed < *best
        {
            let (passed, best) = (clock(passed), clock(*best));
            let words = lang.pick(
                format!("{name}: {passed} to the first pass, your best yet (before: {best})"),
                format!("{name}：首次通过用时 {passed}，刷新个人最佳（此前 {best}）"),
            );
            notes.push(vec![Span::styled(words, PASSED)]);
        }
        if task.hints > 0 {
            let hints = task.hints;
            notes.push(said(
                format!("{name}: hints up to {hints} were shown"),
                format!("{name}：看过提示，到第 {hints} 条"),
            ));
        }
        if task.solution {
            notes.push(said(format!("{name}: the solution was shown"), format!("{name}：看过参考解答")));
        }
        if round.codes.iter().any(|handed| handed.kata == task.name && handed.late) {
            notes.push(said(
                format!("{name}: the file was written after time was up, or cannot be read; what counts was judged before, or is the stub"),
                format!("{name}：文件在时间到之后写入，或无法读取；计入成绩的是此前最后一次判题的代码，没有则为初始模板"),
            ));
        }
    }
    if round.pauses > 0 {
        let (pauses, time) = (round.pauses, clock(round.paused(card.now)));
        let words = lang.pick(
            format!("{pauses} {}, {time} together", if pauses == 1 { "pause" } else { "pauses" }),
            format!("暂停 {pauses} 次，共 {time}"),
        );
        notes.push(vec![Span::styled(words, FAINT)]);
    }
    if !round.codes.is_empty() {
        notes.push(vec![
            Span::styled(lang.pick("The code is kept: ", "代码已存档："), FAINT),
            Span::styled(format!("cargo kata attempt {}", round.number), CODE),
        ]);
    }
    notes.iter().flat_map(|spans| wrap(spans, usize::from(card.width).max(24))).collect()
}

#[cfg(test)]
mod tests;
