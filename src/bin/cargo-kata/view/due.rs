//! What to practise today, and why.

use std::collections::BTreeMap;
use std::iter;

use ratatui_core::text::{Line, Span, Text};

use super::statement::par;
use super::style::{CODE, FAINT, HEADING, OPEN, PASSED, PLAIN};
use super::table::{Cell, cell, number, table};
use super::words;
use super::wrap::wrap;
use crate::calendar::{Day, days_between, weekday};
use crate::review::{Due, Why};
use shousi::catalogue::{Kata, Lang};

/// More new katas than these are not for today.
const NEW: usize = 3;

/// The katas that are due, those that are open, and what comes up next.
pub fn due(
    due: &[Due],
    upcoming: &BTreeMap<Day, Vec<&Kata>>,
    today: Day,
    lang: Lang,
    width: u16,
) -> Text<'static> {
    let (reviews, open): (Vec<&Due>, Vec<&Due>) =
        due.iter().partition(|due| matches!(due.why, Why::Review { .. }));
    let mut lines = wrap(&[heading(&reviews, today, lang)], width.into());
    if !reviews.is_empty() {
        let rows: Vec<_> = iter::once(heads(lang)).chain(reviews.iter().map(|due| row(due, lang))).collect();
        lines.extend(table(&rows, 2, width));
    }
    if !open.is_empty() {
        lines.push(Line::default());
        lines.push(Line::styled(lang.pick("Not passed yet", "还没有通过"), HEADING));
        let begun = open.iter().filter(|due| matches!(due.why, Why::Begun)).count();
        let shown = open.len().min(begun.max(NEW));
        lines.extend(table(&open[..shown].iter().map(|due| row(due, lang)).collect::<Vec<_>>(), 2, width));
        if shown < open.len() {
            let more = open.len() - shown;
            lines.push(Line::styled(
                lang.pick(format!("  and {more} more, in their time"), format!("  还有 {more} 题，以后再练")),
                FAINT,
            ));
        }
    }
    lines.push(Line::default());
    if let Some((&day, katas)) = upcoming.iter().next() {
        lines.extend(wrap(&[next(day, katas, today, lang)], width.into()));
    }
    if !due.is_empty() {
        let words = Span::styled(lang.pick("Against the clock: ", "计时练习："), FAINT);
        lines.extend(wrap(&[words, Span::styled("cargo kata round --due", CODE)], width.into()));
    }
    Text::from(lines)
}

fn heading(reviews: &[&Due], today: Day, lang: Lang) -> Span<'static> {
    let minutes: u32 = reviews.iter().map(|due| due.kata.meta.par).sum();
    let day = format!("{today} {}", weekday(today, lang));
    let words = match (reviews.len(), lang) {
        (0, Lang::En) => format!("{day}: no review is due"),
        (0, Lang::Zh) => format!("{day}：今天没有要复习的题"),
        (1, Lang::En) => format!("{day}: 1 review is due, {minutes} min by par"),
        (n, Lang::En) => format!("{day}: {n} reviews are due, {minutes} min by par"),
        (n, Lang::Zh) => format!("{day}：要复习 {n} 题，按标准用时共 {minutes} 分钟"),
    };
    Span::styled(words, HEADING)
}

/// The chance that it could be written today is the model's.
fn heads(lang: Lang) -> Vec<Cell> {
    let [kata, par, chance, why] =
        lang.pick(["kata", "par", "recall", "why"], ["题目", "标准用时", "记得", "原因"]);
    vec![cell(kata, FAINT), number(par, FAINT), number(chance, FAINT), cell(why, FAINT)]
}

fn row(due: &Due, lang: Lang) -> Vec<Cell> {
    let (chance, style, why) = match &due.why {
        Why::Review { memory, days_overdue, retrievability } => {
            let chance = format!("{:.0} %", retrievability * 100.0);
            let late = lateness(*days_overdue, lang);
            let grade = words::grade(memory.grade, lang);
            let why = match lang {
                Lang::En => format!("{late}; {grade} on {}", memory.last),
                Lang::Zh => format!("{late}；{} {grade}", memory.last),
            };
            (chance, if *retrievability < 0.7 { OPEN } else { PLAIN }, why)
        }
        Why::Begun => {
            (String::new(), PLAIN, lang.pick("begun, not passed yet", "已动手，还没有通过").to_owned())
        }
        Why::New => {
            let asked = due.kata.meta.asked.title(lang);
            (String::new(), PLAIN, lang.pick(format!("new; asked {asked}"), format!("新题；{asked}")))
        }
    };
    vec![
        cell(due.kata.name, CODE),
        number(par(due.kata, lang), FAINT),
        number(chance, style),
        cell(why, PLAIN),
    ]
}

fn lateness(days: i64, lang: Lang) -> String {
    match (days, lang) {
        (..=0, _) => lang.pick("due today", "今天到期").to_owned(),
        (1, Lang::En) => "1 day late".to_owned(),
        (days, Lang::En) => format!("{days} days late"),
        (days, Lang::Zh) => format!("晚了 {days} 天"),
    }
}

fn next(day: Day, katas: &[&Kata], today: Day, lang: Lang) -> Span<'static> {
    let names = katas.iter().map(|kata| kata.name).collect::<Vec<_>>().join(lang.pick(", ", "、"));
    let (days, weekday) = (days_between(today, day), weekday(day, lang));
    let words = match (days, lang) {
        (1, Lang::En) => format!("Tomorrow: {names}"),
        (1, Lang::Zh) => format!("明天：{names}"),
        (days, Lang::En) => format!("In {days} days, on {weekday} {day}: {names}"),
        (days, Lang::Zh) => format!("{days} 天后（{day} {weekday}）：{names}"),
    };
    Span::styled(words, if katas.is_empty() { PASSED } else { FAINT })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::parse;
    use crate::review::{Grade, Memory};
    use shousi::catalogue::katas;

    fn drawn(lang: Lang, width: u16) -> Vec<String> {
        let today = parse("2026-11-22").unwrap();
        let memory = Memory::reviewed(None, parse("2026-11-10").unwrap(), Grade::Hard);
        let all = katas().iter().enumerate().map(|(place, kata)| {
            let (memory, days_overdue) = (memory.clone(), place as i64 % 5 * 7);
            let why = match place % 3 {
                0 => Why::Review { memory, days_overdue, retrievability: 0.5 },
                1 => Why::Begun,
                _ => Why::New,
            };
            Due { kata, why }
        });
        let upcoming = BTreeMap::from([(parse("2026-11-25").unwrap(), katas().iter().collect())]);
        let text = due(&all.collect::<Vec<_>>(), &upcoming, today, lang, width);
        text.lines
            .iter()
            .inspect(|line| assert!(line.width() <= width.into(), "{line}"))
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn fits_in_both_languages() {
        for lang in [Lang::En, Lang::Zh] {
            drawn(lang, 80);
            drawn(lang, 40);
        }
    }

    #[test]
    fn says_why() {
        let lines = drawn(Lang::En, 80).join("\n");
        assert!(lines.starts_with("2026-11-22 Sun: 4 reviews are due"), "{lines}");
        assert!(lines.contains("50 %  21 days late; hard on 2026-11-10"), "{lines}");
        assert!(
            lines.contains("begun, not passed yet") && lines.contains("In 3 days, on Wed 2026-11-25:"),
            "{lines}"
        );
        assert!(drawn(Lang::Zh, 80).join("\n").contains("今天到期；2026-11-10 勉强"));
    }
}
