//! The times of a round, and its katas at a glance.

use ratatui_core::style::Style;
use ratatui_core::text::{Line, Span};
use shousi::catalogue::Lang;

use super::marks::LITTLE;
use super::state::{Act, State};
use crate::round::state::Task;
use crate::view::escape::escape;
use crate::view::scorecard::clock;
use crate::view::style::{CHOSEN, DIFFERING, FAINT, HEADING, OPEN, PASSED, PLAIN};
use crate::view::words;

/// The time that is left of the round. Little of it also has a sign.
pub fn remaining(state: &State) -> Line<'static> {
    let (left, lang) = (state.round.remaining(state.now), state.lang);
    let (left_words, limit) = (clock(left), clock(state.round.limit));
    let words = match (state.act(), lang) {
        (Act::Bell, _) => lang.pick("The bell has rung", "铃已响").to_owned(),
        (_, Lang::En) => format!("{left_words} left of {limit}"),
        (_, Lang::Zh) => format!("剩余 {left_words} / {limit}"),
    };
    if let Some((mark, _)) = state.mark {
        return Line::styled(format!(" {words}  {} ", mark.words(lang)), HEADING.patch(CHOSEN));
    }
    match state.act() != Act::Bell && left < LITTLE {
        true => Line::styled(format!("! {words}"), DIFFERING),
        false => Line::styled(words, HEADING),
    }
}

/// Every kata with its sign, the shown one in brackets; without names where there is no room.
pub fn katas(state: &State, width: usize) -> Line<'static> {
    let named = strip(state, "  ", |task| format!(" {}", escape(&task.name)));
    let signs = strip(state, "", |_| String::new());
    let mut counted = signs.clone();
    counted.spans.push(Span::styled(format!("  {}", count(state)), FAINT));
    [named, counted].into_iter().find(|line| line.width() <= width).unwrap_or(signs)
}

fn strip(state: &State, gap: &'static str, name: impl Fn(&Task) -> String) -> Line<'static> {
    let mut spans = Vec::new();
    for (place, task) in state.round.tasks.iter().enumerate() {
        let (sign, style) = sign(task);
        let (open, close) = if place == state.place { ("[", "]") } else { ("", "") };
        spans.push(Span::raw(if place > 0 { gap } else { "" }));
        spans.push(Span::styled(open, HEADING));
        spans.push(Span::styled(sign, style));
        spans.push(Span::styled(name(task), if place == state.place { HEADING } else { FAINT }));
        spans.push(Span::styled(close, HEADING));
    }
    Line::from(spans)
}

fn count(state: &State) -> String {
    let passed = state.round.tasks.iter().filter(|task| sign(task).1 == PASSED).count();
    let all = state.round.tasks.len();
    state.lang.pick(format!("{passed} of {all} passed"), format!("{all} 题中 {passed} 题通过"))
}

pub fn sign(task: &Task) -> (&'static str, Style) {
    task.verdict().map_or(("○", FAINT), words::sign)
}

/// When the shown kata first passed, with a gap after it.
pub fn passed(state: &State) -> Line<'static> {
    let Some(passed) = state.round.tasks[state.place].passed.map(clock) else { return Line::default() };
    let words = match state.lang {
        Lang::En => format!("first passed at {passed}"),
        Lang::Zh => format!("首次通过用时 {passed}"),
    };
    Line::from(vec![Span::styled(words, PASSED), Span::raw("  ")])
}

/// What is left of the time of the shown kata, or how much more it took.
pub fn time(state: &State) -> Line<'static> {
    let share = state.round.tasks[state.place].limit;
    let (spent, limit) = (state.round.spent(state.place, state.now), clock(share));
    let (left, over) = (clock(share.saturating_sub(spent)), clock(spent.saturating_sub(share)));
    let (en, zh, style) = match spent < share {
        true => (format!("{left} left of {limit}"), format!("本题剩余 {left} / {limit}"), PLAIN),
        false => (format!("+{over} over {limit}"), format!("本题超时 +{over} / {limit}"), OPEN),
    };
    Line::from(Span::styled(state.lang.pick(en, zh), style))
}
