//! A study plan in words.

use std::fmt::Write;

use ratatui_core::text::{Line, Span, Text};
use unicode_width::UnicodeWidthStr;

use super::style::{CODE, FAINT, HEADING, OPEN, PASSED, PLAIN};
use super::wrap::wrap;
use crate::calendar::{span, weekday};
use crate::plan::{FIRST_TIME, Plan, Session, Work};
use shousi::catalogue::{Kata, Lang};

/// A line a day, after what it comes to and what does not fit.
pub fn plan(plan: &Plan, lang: Lang, width: u16) -> Text<'static> {
    let columns = usize::from(width);
    let mut lines = wrap(&[Span::styled(summary(plan, lang), HEADING)], columns);
    lines.extend(wrap(&[Span::styled(assumptions(plan, lang), FAINT)], columns));
    for (problem, style) in shortcomings(plan, lang).into_iter().map(|text| (text, OPEN)) {
        lines.push(Line::default());
        lines.extend(wrap(&[Span::styled(problem, style)], columns));
    }
    lines.push(Line::default());
    for planned in &plan.days {
        let day = format!("{} {}", planned.day, weekday(planned.day, lang));
        let minutes = format!("{:>4} {}", planned.minutes(), lang.pick("min", "分钟"));
        let lead = day.width() + minutes.width() + 4;
        let mut words: Vec<Span> = Vec::new();
        for (place, one) in planned.sessions.iter().enumerate() {
            words.extend((place > 0).then(|| Span::raw(lang.pick(", ", "，"))));
            words.push(Span::styled(one.kata.name, CODE));
            words.push(Span::styled(note(one, lang), if one.work == Work::Review { FAINT } else { PLAIN }));
        }
        for (place, line) in wrap(&words, columns.saturating_sub(lead).max(12)).into_iter().enumerate() {
            let lead = match place {
                0 => vec![Span::raw(day.clone() + "  "), Span::styled(minutes.clone() + "  ", FAINT)],
                _ => vec![Span::raw(" ".repeat(lead))],
            };
            lines.push(Line::from(lead.into_iter().chain(line.spans).collect::<Vec<_>>()));
        }
    }
    if plan.days.is_empty() {
        let words = lang.pick(
            "There is nothing to do: all is passed, and no review falls due.",
            "没有要做的：全部通过，也没有到期的复习。",
        );
        lines.push(Line::styled(words, PASSED));
    }
    Text::from(lines)
}

/// The plan as Markdown, with a box to tick for each kata.
pub fn markdown(plan: &Plan, lang: Lang) -> String {
    let mut text = format!(
        "# {}\n\n{}\n\n{}\n",
        lang.pick("Study plan", "学习计划"),
        summary(plan, lang),
        assumptions(plan, lang)
    );
    for problem in shortcomings(plan, lang) {
        let _ = write!(text, "\n**{problem}**\n");
    }
    for planned in &plan.days {
        let minutes = planned.minutes();
        let minutes = lang.pick(format!(", {minutes} min"), format!("，{minutes} 分钟"));
        let _ = write!(text, "\n## {} {}{minutes}\n\n", planned.day, weekday(planned.day, lang));
        for one in &planned.sessions {
            let _ = writeln!(text, "- [ ] `{}`{}", one.kata.name, note(one, lang));
        }
    }
    text
}

/// `softmax (first time, 18 min)`
pub fn session(session: &Session, lang: Lang) -> String {
    format!("{}{}", session.kata.name, note(session, lang))
}

/// What an event of a calendar begins with.
pub fn title(minutes: u32, lang: Lang) -> String {
    lang.pick(format!("shousi, {minutes} min: "), format!("手撕 {minutes} 分钟："))
}

fn note(session: &Session, lang: Lang) -> String {
    let minutes = session.minutes;
    let work = match (session.work, lang) {
        (Work::Review, _) => lang.pick("review", "复习").to_owned(),
        (Work::First { of: 1, .. }, _) => lang.pick("new", "新题").to_owned(),
        (Work::First { part, of }, Lang::En) => format!("new, part {part} of {of}"),
        (Work::First { part, of }, Lang::Zh) => format!("新题，第 {part}/{of} 次"),
    };
    lang.pick(format!(" ({work}, {minutes} min)"), format!("（{work}，{minutes} 分钟）"))
}

fn summary(plan: &Plan, lang: Lang) -> String {
    let sessions = || plan.days.iter().flat_map(|day| &day.sessions);
    let reviews = sessions().filter(|session| session.work == Work::Review).count();
    let new = sessions().filter(|one| matches!(one.work, Work::First { part, of } if part == of)).count();
    let time = span(sessions().map(|session| u64::from(session.minutes) * 60).sum(), lang);
    let (from, until, minutes) = (plan.from, plan.until, plan.minutes_a_day);
    let s = |n: usize| if n == 1 { "" } else { "s" };
    let summary = lang.pick(
        format!(
            "From {from} to {until}, up to {minutes} min a day: {new} new kata{}, {reviews} review{}, {time} in all.",
            s(new),
            s(reviews)
        ),
        format!("{from} 至 {until}，每天至多 {minutes} 分钟：新题 {new} 道，复习 {reviews} 次，共 {time}。"),
    );
    let recall = plan.recall.map(|recall| format!("{:.0} %", recall * 100.0));
    let recall = recall.map(|recall| {
        lang.pick(
            format!(" What was practised by then will be remembered with a chance of about {recall}."),
            format!("到那天，练过的题还记得的概率约为 {recall}。"),
        )
    });
    summary + &recall.unwrap_or_default()
}

fn assumptions(plan: &Plan, lang: Lang) -> String {
    let assumptions = lang.pick(
        format!(
            "A first time is planned at {FIRST_TIME} times par, a review at par, both as if they went well."
        ),
        format!("新题按标准用时的 {FIRST_TIME} 倍安排，复习按标准用时安排，并假定都顺利完成。"),
    );
    let longer = plan.days.iter().any(|day| day.minutes() > plan.minutes_a_day);
    assumptions
        + match longer {
            true => lang.pick(
                " A review that takes longer than a day allows has a day of its own.",
                "单次复习超过每天时长的题，独占一天。",
            ),
            false => "",
        }
}

/// What the time is too short for, and how much would do.
fn shortcomings(plan: &Plan, lang: Lang) -> Vec<String> {
    let mut problems = Vec::new();
    if !plan.left.is_empty() {
        let (n, names) = (plan.left.len(), names(&plan.left, lang));
        let enough = remedy(plan, lang);
        problems.push(lang.pick(
            format!("The time is too short for {n} of the katas: {names}. {enough}"),
            format!("时间不够，有 {n} 题排不进去：{names}。{enough}"),
        ));
    }
    if !plan.unreviewed.is_empty() {
        let names = names(&plan.unreviewed, lang);
        problems.push(lang.pick(
            format!("There is no time left for these reviews: {names}."),
            format!("没有时间复习：{names}。"),
        ));
    }
    problems
}

fn remedy(plan: &Plan, lang: Lang) -> String {
    match (plan.remedy.minutes_a_day, plan.remedy.until, lang) {
        (Some(minutes), Some(until), Lang::En) => {
            format!("{minutes} min a day would be enough, or {} min until {until}.", plan.minutes_a_day)
        }
        (Some(minutes), Some(until), Lang::Zh) => {
            format!("每天 {minutes} 分钟就够，或者每天 {} 分钟练到 {until}。", plan.minutes_a_day)
        }
        (Some(minutes), None, _) => {
            lang.pick(format!("{minutes} min a day would be enough."), format!("每天 {minutes} 分钟就够。"))
        }
        (None, Some(until), _) => lang.pick(
            format!("{} min a day would be enough until {until}.", plan.minutes_a_day),
            format!("每天 {} 分钟练到 {until} 就够。", plan.minutes_a_day),
        ),
        (None, None, _) => lang.pick("No day is long enough for it.", "一天的时间全用上也不够。").to_owned(),
    }
}

fn names(katas: &[&Kata], lang: Lang) -> String {
    katas.iter().map(|kata| kata.name).collect::<Vec<_>>().join(lang.pick(", ", "、"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::parse;
    use crate::plan::{PlannedDay, Remedy};
    use shousi::catalogue::katas;

    fn sample() -> Plan {
        let all: Vec<&'static Kata> = katas().iter().collect();
        let day = |day: &str| parse(day).unwrap();
        let session = |place: usize, work| Session { kata: all[place], work, minutes: 120 };
        let sessions = vec![
            session(0, Work::Review),
            session(10, Work::First { part: 2, of: 14 }),
            session(8, Work::Review),
        ];
        Plan {
            from: day("2026-11-22"),
            until: day("2026-12-20"),
            minutes_a_day: 40,
            days: vec![PlannedDay { day: day("2026-11-23"), sessions }],
            left: all.clone(),
            unreviewed: all,
            remedy: Remedy { minutes_a_day: Some(505), until: Some(day("2027-01-01")) },
            recall: Some(0.876),
        }
    }

    #[test]
    fn fits_in_both_languages() {
        for lang in [Lang::En, Lang::Zh] {
            for width in [80, 40] {
                let text = plan(&sample(), lang, width);
                let wide = text.lines.iter().find(|line| line.width() > width.into());
                assert_eq!(wide, None);
            }
        }
    }

    #[test]
    fn says_why_a_day_is_longer_than_asked_for() {
        let mut plan = sample();
        assert!(markdown(&plan, Lang::En).contains("has a day of its own"));
        assert!(markdown(&plan, Lang::Zh).contains("独占一天"));
        plan.minutes_a_day = plan.days[0].minutes();
        assert!(!markdown(&plan, Lang::En).contains("has a day of its own"));
    }

    #[test]
    fn says_what_does_not_fit_and_what_would_do() {
        let text = markdown(&sample(), Lang::En);
        assert!(text.contains("**The time is too short for 11 of the katas: softmax, "), "{text}");
        assert!(text.contains("505 min a day would be enough, or 40 min until 2027-01-01.**"), "{text}");
        assert!(text.contains("## 2026-11-23 Mon, 360 min\n\n- [ ] `softmax` (review, 120 min)\n"), "{text}");
        assert!(text.contains("- [ ] `grouped_query_attention` (new, part 2 of 14, 120 min)"), "{text}");
        assert!(
            markdown(&sample(), Lang::Zh).contains("每天 505 分钟就够，或者每天 40 分钟练到 2027-01-01。")
        );
    }
}
