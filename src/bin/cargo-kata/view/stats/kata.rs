//! The history of one kata.

use std::collections::BTreeSet;
use std::iter;

use ratatui_core::text::{Line, Span, Text};

use super::{aspect, explanation, pace, times};
use crate::calendar::{clock, minute, weekday};
use crate::clock::parse;
use crate::stats::{KataStats, Run};
use crate::view::chart::sparkline;
use crate::view::escape::escape;
use crate::view::style::{CODE, FAINT, HEADING, PLAIN};
use crate::view::table::{Cell, cell, number, table};
use crate::view::words;
use crate::view::wrap::wrap;
use shousi::catalogue::{Kata, Lang};
use shousi::judge::Verdict;

/// As many as fit on a screen.
const RUNS: usize = 15;

/// Each attempt and first pass, with what went wrong.
pub fn kata_stats(kata: &Kata, stats: &KataStats, lang: Lang, width: u16) -> Text<'static> {
    let mut lines = wrap(&facts(stats, lang), width.into());
    if stats.runs.is_empty() {
        let name = kata.name;
        let words = lang.pick(
            format!("Never passed and never in a round: `cargo kata round {name}` starts one."),
            format!("还没有通过过，也没有计时练习过：`cargo kata round {name}` 开始一轮。"),
        );
        lines.extend(wrap(&[Span::raw(words)], width.into()));
        return Text::from(lines);
    }
    let line = sparkline(&times(&stats.runs), usize::from(width).saturating_sub(8).clamp(1, 60));
    if !line.is_empty() {
        let label = Span::styled(lang.pick("Times  ", "历次用时  "), FAINT);
        lines.push(Line::from(vec![label, Span::styled(line, CODE)]));
    }
    lines.push(Line::default());
    let earlier = stats.runs.len().saturating_sub(RUNS);
    let runs = stats.runs[earlier..].iter().map(|run| row(run, lang));
    lines.extend(table(&iter::once(heads(lang)).chain(runs).collect::<Vec<_>>(), 0, width));
    if earlier > 0 {
        let words = lang.pick(
            format!("{earlier} earlier ones: --format csv or json"),
            format!("更早的 {earlier} 次：--format csv 或 json"),
        );
        lines.extend(wrap(&[Span::styled(words, FAINT)], width.into()));
    }
    let made: BTreeSet<&str> = stats.runs.iter().filter_map(|run| run.mistake.as_deref()).collect();
    for mistake in made {
        lines.push(Line::default());
        lines.push(Line::styled(escape(mistake), CODE));
        lines.extend(explanation(kata.statement(lang).mistake(mistake), width));
    }
    if let Some(number) = stats.runs.iter().rev().find_map(|run| run.attempt) {
        let command = format!("cargo kata attempt {number} {} --diff", kata.name);
        let words = lang.pick("What changed: ", "看改动：");
        lines.push(Line::default());
        lines.extend(wrap(&[Span::styled(words, FAINT), Span::styled(command, CODE)], width.into()));
    }
    Text::from(lines)
}

fn heads(lang: Lang) -> Vec<Cell> {
    let [attempt, when, verdict, time, par, what] = lang.pick(
        ["attempt", "when", "verdict", "passed", "par", "what went wrong"],
        ["轮次", "时间", "结果", "用时", "标准用时", "问题"],
    );
    vec![
        number(attempt, FAINT),
        cell(when, FAINT),
        cell(verdict, FAINT),
        number(time, FAINT),
        number(par, FAINT),
        cell(what, FAINT),
    ]
}

fn row(run: &Run, lang: Lang) -> Vec<Cell> {
    let verdict = Verdict::from_name(&run.verdict);
    let (sign, style) = verdict.map_or(("?", PLAIN), words::sign);
    let word =
        verdict.map_or_else(|| escape(&run.verdict), |verdict| words::verdict(verdict, lang).to_owned());
    let time = run.time().map_or("–".to_owned(), clock);
    let pace = run.time().zip(run.par).map_or(FAINT, |(time, par)| pace(time, par));
    vec![
        number(run.attempt.map_or("–".to_owned(), |number| number.to_string()), CODE),
        cell(parse(&run.at).map(minute).unwrap_or_default(), PLAIN),
        cell(format!("{sign} {word}"), style),
        number(time, pace),
        number(run.par.map_or("–".to_owned(), clock), FAINT),
        cell(notes(run, lang), PLAIN),
    ]
}

/// Help that was used, the mistake, the aspects that failed.
fn notes(run: &Run, lang: Lang) -> String {
    let mut notes = Vec::new();
    if run.solution {
        notes.push(lang.pick("saw the solution", "看了解答").to_owned());
    }
    match (run.hints, lang) {
        (0, _) => {}
        (1, Lang::En) => notes.push("1 hint".to_owned()),
        (hints, Lang::En) => notes.push(format!("{hints} hints")),
        (hints, Lang::Zh) => notes.push(format!("{hints} 条提示")),
    }
    notes.extend(run.mistake.as_deref().map(escape));
    let failed = run.aspects.iter().filter(|(_, [held, of])| held < of).map(|(name, _)| aspect(name, lang));
    let failed = failed.collect::<Vec<_>>().join(lang.pick(", ", "、"));
    if !failed.is_empty() {
        notes.push(failed);
    }
    notes.join(lang.pick("; ", "；"))
}

/// `Softmax, par 6:00, best 3:10, latest 4:05; to be reviewed on Tue 2026-11-24`
fn facts(stats: &KataStats, lang: Lang) -> Vec<Span<'static>> {
    let comma = lang.pick(", ", "，");
    let mut facts = vec![lang.pick("par ", "标准用时 ").to_owned() + &clock(stats.par_seconds)];
    facts.extend(stats.best.map(|best| lang.pick("best ", "最快 ").to_owned() + &clock(best)));
    facts.extend(stats.latest.map(|latest| lang.pick("latest ", "最近 ").to_owned() + &clock(latest)));
    if let (Some(due), Some(chance)) = (stats.due, stats.retrievability) {
        let (weekday, percent) = (weekday(due, lang), chance * 100.0);
        facts.push(lang.pick(
            format!("next review on {weekday} {due} ({percent:.0} % recall now)"),
            format!("下次复习 {due} {weekday}（现在记得 {percent:.0} %）"),
        ));
    }
    vec![Span::styled(stats.title.clone(), HEADING), Span::raw(comma.to_owned() + &facts.join(comma))]
}
