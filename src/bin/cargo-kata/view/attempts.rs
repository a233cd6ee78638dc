//! The rounds so far.

use std::iter;
use std::time::SystemTime;

use ratatui_core::style::Style;
use ratatui_core::text::{Line, Span, Text};

use super::escape::escape;
use super::style::{CODE, FAINT, OPEN, PASSED, PLAIN};
use super::table::{Cell, cell, number, table};
use super::words;
use super::wrap::wrap;
use crate::calendar::{clock, minute};
use crate::history::Ended;
use crate::round::state::{Phase, Round, Task};
use shousi::catalogue::Lang;

/// A line for each round, the last one at the end, where the eye is.
pub fn attempts(rounds: &[Round], now: SystemTime, lang: Lang, width: u16) -> Text<'static> {
    let rows = rounds.iter().map(|round| row(round, now, lang));
    let mut lines = table(&iter::once(heads(lang)).chain(rows).collect::<Vec<_>>(), 0, width);
    lines.push(Line::default());
    let words = Span::styled(lang.pick("The code of one: ", "查看某一轮的代码："), FAINT);
    lines.extend(wrap(&[words, Span::styled("cargo kata attempt N [--diff]", CODE)], width.into()));
    Text::from(lines)
}

fn heads(lang: Lang) -> Vec<Cell> {
    let [round, when, spent, limit, ended, katas] = lang.pick(
        ["round", "when", "spent", "limit", "ended", "katas"],
        ["轮次", "时间", "用时", "限时", "结束", "题目"],
    );
    vec![
        number(round, FAINT),
        cell(when, FAINT),
        number(spent, FAINT),
        number(limit, FAINT),
        cell(ended, FAINT),
        cell(katas, FAINT),
    ]
}

fn row(round: &Round, now: SystemTime, lang: Lang) -> Vec<Cell> {
    let spent = (0..round.tasks.len()).map(|place| round.spent(place, now).as_secs());
    let spent = spent.fold(0, u64::saturating_add);
    let (ended, style) = phase(round.phase, lang);
    let katas = round.tasks.iter().map(task).collect::<Vec<_>>().join("  ");
    vec![
        number(round.number.to_string(), CODE),
        cell(minute(round.started), PLAIN),
        number(clock(spent), PLAIN),
        number(clock(round.limit.as_secs()), FAINT),
        cell(ended, style),
        cell(katas, PLAIN),
    ]
}

fn task(task: &Task) -> String {
    let sign = task.verdict().map_or("·", |verdict| words::sign(verdict).0);
    format!("{sign} {}", escape(&task.name))
}

/// Where a round stands, or how it ended.
pub fn phase(phase: Phase, lang: Lang) -> (&'static str, Style) {
    match phase {
        Phase::Running => (lang.pick("running", "进行中"), OPEN),
        Phase::Paused { .. } => (lang.pick("paused", "已暂停"), OPEN),
        Phase::Rung(_) => (lang.pick("to be judged", "待判题"), OPEN),
        Phase::Over(Ended::Passed) => (lang.pick("all passed", "全部通过"), PASSED),
        Phase::Over(Ended::Time) => (lang.pick("time was up", "时间到"), PLAIN),
        Phase::Over(Ended::Finished) => (lang.pick("finished", "主动结束"), PLAIN),
        Phase::Over(Ended::Abandoned) => (lang.pick("abandoned", "已放弃"), FAINT),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::{Event, Task, What};
    use shousi::catalogue::katas;

    #[test]
    fn fits_in_both_languages() {
        let what = What::RoundStart {
            round: "r".into(),
            katas: katas().iter().map(|kata| Task { kata: kata.name.into(), seconds: 3600 }).collect(),
            seconds: 360_000,
            allow_hints: false,
            seed: 0,
            cases: 256,
            draw: None,
        };
        let start = Event { at: "2026-11-20T10:00:00Z".into(), kata: String::new(), what };
        let rounds = Round::all(&[start]);
        let now = crate::clock::parse("2026-11-22T12:00:00Z").unwrap();
        for lang in [Lang::En, Lang::Zh] {
            for width in [80, 40] {
                let text = attempts(&rounds, now, lang, width);
                let wide = text.lines.iter().find(|line| line.width() > width.into());
                assert_eq!(wide, None);
            }
        }
        let shown = attempts(&rounds, now, Lang::En, 80).lines[1].to_string();
        assert!(shown.contains("50:00:00  100:00:00  running"), "{shown}");
    }
}
