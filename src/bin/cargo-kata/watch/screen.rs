//! Draws what the state says.

use ratatui_core::buffer::Buffer;
use ratatui_core::layout::Rect;
use ratatui_core::terminal::Frame;
use ratatui_core::text::{Line, Span};
use shousi::catalogue::Lang;
use shousi::judging::Stage;

use super::body::rows;
use super::state::{FOOT, HEAD, Pane, State, Work};
use crate::view::list::summary;
use crate::view::report::share;
use crate::view::style::{CODE, FAINT, HEADING, OPEN, STRONG};
use crate::view::words;

/// A frame each tenth of a second.
const SPINNER: [&str; 10] = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

pub fn draw(frame: &mut Frame, state: &State) {
    let area = frame.area();
    let buffer = frame.buffer_mut();
    let line = |y: u16| Rect { y: area.y + y, height: 1, ..area };
    if area.height > HEAD + FOOT {
        let progress = summary(&rows(state), state.lang);
        split(buffer, line(0), title(state), progress);
        split(buffer, line(1), verdict(state), state.work.map(|work| doing(work, state)).unwrap_or_default());
        buffer.set_line(area.x, area.y + 2, &rule(state, area.width.into()), area.width);
        let foot = footer(state, usize::from(area.width));
        buffer.set_line(area.x, area.bottom() - 1, &foot, area.width);
    }
    let top = if area.height > HEAD + FOOT { HEAD } else { 0 };
    let shown = state
        .lines
        .iter()
        .skip(state.scroll())
        .take(usize::from(area.height - top).min(state.height().max(1)));
    for (y, text) in (area.y + top..).zip(shown) {
        buffer.set_line(area.x, y, text, area.width);
        if !text.spans.is_empty() {
            buffer.set_style(Rect { y, height: 1, ..area }, text.style);
        }
    }
}

/// One text to the left, one to the right; the right one gives way.
fn split(buffer: &mut Buffer, area: Rect, left: Line, right: Line) {
    let (left_width, right_width) = (left.width() as u16, right.width() as u16);
    buffer.set_line(area.x, area.y, &left, area.width);
    if left_width == 0 {
        buffer.set_line(area.x, area.y, &right, area.width);
    } else if left_width + 2 + right_width <= area.width {
        buffer.set_line(area.right() - right_width, area.y, &right, right_width);
    } else if left_width + 4 < area.width {
        let x = area.x + left_width + 2;
        buffer.set_line(x, area.y, &right, area.right() - x);
    }
}

fn title(state: &State) -> Line<'static> {
    let kata = state.kata();
    Line::from(vec![
        Span::styled(kata.title(state.lang).to_owned(), HEADING),
        Span::styled(format!("  katas/{}.rs", kata.name), FAINT),
    ])
}

fn verdict(state: &State) -> Line<'static> {
    let Some(report) = &state.report else { return Line::default() };
    let (sign, style) = words::sign(report.verdict);
    // While the next verdict is awaited, this one is of yesterday.
    let style = if state.work.is_some() { FAINT } else { style };
    let mut spans =
        vec![Span::styled(format!("{sign} {}", words::verdict(report.verdict, state.lang)), style)];
    if !report.properties.is_empty() {
        spans.push(Span::styled(format!("  {}", share(report, state.lang)), FAINT));
    }
    spans.push(Span::styled(format!("  {:.2} s", report.time.as_secs_f64()), FAINT));
    Line::from(spans)
}

/// What is going on.
fn doing(work: Work, state: &State) -> Line<'static> {
    let lang = state.lang;
    let seconds = work.ticks / 10;
    let words = match work.stage {
        Stage::Preparing => match lang {
            Lang::En => format!("building what every kata needs, once ({seconds} s)"),
            Lang::Zh => format!("正在构建所有题目共用的部分，只需一次（{seconds} 秒）"),
        },
        Stage::Compiling => lang.pick("compiling", "编译中").to_owned(),
        Stage::Judging { done, of } => format!("{} {done}/{of}", lang.pick("judging", "评判中")),
    };
    let frame = SPINNER[work.ticks as usize % SPINNER.len()];
    Line::from(vec![Span::styled(format!("{frame} "), OPEN), Span::raw(words)])
}

/// A line with the name of the pane, and how much of it is seen.
fn rule(state: &State, width: usize) -> Line<'static> {
    let (first, all) = (state.scroll(), state.lines.len());
    let last = (first + state.height()).min(all);
    let name = Span::styled(format!(" {} ", pane(state)), STRONG);
    let place = match all > state.height() {
        true => {
            let (up, down) = (if first > 0 { "↑" } else { " " }, if last < all { "↓" } else { " " });
            format!(" {up}{down} {last}/{all} ")
        }
        false => String::new(),
    };
    let place = Span::styled(place, FAINT);
    let rule = |length: usize| Span::styled("─".repeat(length), FAINT);
    match width.checked_sub(2 + name.width() + place.width() + 2) {
        Some(rest) => Line::from(vec![rule(2), name, rule(rest), place, rule(2)]),
        None => Line::from(vec![rule(2), name]),
    }
}

fn pane(state: &State) -> &'static str {
    let lang = state.lang;
    match state.pane {
        Pane::Verdict if state.report.is_none() => lang.pick("statement", "题目"),
        Pane::Verdict => lang.pick("verdict", "判定结果"),
        Pane::Statement => lang.pick("statement", "题目"),
        Pane::Hints => lang.pick("hints", "提示"),
        Pane::List => lang.pick("katas", "题目列表"),
        Pane::Output => lang.pick("output", "输出"),
        Pane::Questions => lang.pick("follow-up questions", "面试追问"),
        Pane::Help => lang.pick("help", "帮助"),
    }
}

/// The keys, as many of them as fit, the most needed ones in any case.
fn footer(state: &State, width: usize) -> Line<'static> {
    let lang = state.lang;
    // In the order in which they are shown, with a rank by which they give way.
    let mut keys = vec![
        (3, "s", lang.pick("statement", "题目")),
        (2, "h", lang.pick("hint", "提示")),
        (4, "l", lang.pick("list", "列表")),
        (6, "o", lang.pick("output", "输出")),
        (2, "n", lang.pick("next", "下一题")),
        (7, "p", lang.pick("previous", "上一题")),
        (5, "r", lang.pick("run", "重判")),
        (8, "t", lang.pick("中文", "English")),
        (1, "?", lang.pick("help", "帮助")),
        (0, "q", lang.pick("quit", "退出")),
    ];
    match state.pane {
        Pane::List => keys.insert(0, (1, "↑↓ Enter", lang.pick("go", "选题"))),
        Pane::Verdict => {}
        _ => keys.insert(0, (1, "Esc", lang.pick("verdict", "判定结果"))),
    }
    if state.passed() {
        keys.insert(0, (1, "f", lang.pick("follow-up", "追问")));
    }
    loop {
        let mut spans = Vec::new();
        for (_, key, word) in &keys {
            let gap = if spans.is_empty() { "" } else { "  " };
            spans.push(Span::raw(gap));
            spans.push(Span::styled(*key, CODE.patch(HEADING)));
            spans.push(Span::styled(format!(" {word}"), FAINT));
        }
        let line = Line::from(spans);
        if line.width() <= width || keys.len() == 1 {
            return line;
        }
        let rank = keys.iter().map(|key| key.0).max();
        keys.retain(|key| Some(key.0) != rank);
    }
}
