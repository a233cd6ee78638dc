//! The lines around the body: the verdict, what is going on, the name of the pane, the keys.

use ratatui_core::buffer::Buffer;
use ratatui_core::layout::Rect;
use ratatui_core::text::{Line, Span};
use shousi::catalogue::{Kata, Lang};
use shousi::judging::Stage;

use super::bench::{Bench, Work};
use super::roll::Roll;
use crate::view::report::share;
use crate::view::style::{CODE, FAINT, HEADING, OPEN, STRONG};
use crate::view::words;

/// A frame each tenth of a second.
const SPINNER: [&str; 10] = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

/// The columns of a body: longer lines are hard to read.
pub fn measure(width: u16) -> u16 {
    width.min(100)
}

/// One text to the left, one to the right; the right one gives way.
pub fn split(buffer: &mut Buffer, area: Rect, left: Line, right: Line) {
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

/// The lines of the body that are seen.
pub fn body<P: Copy + Ord>(buffer: &mut Buffer, area: Rect, roll: &Roll<P>) {
    for (y, text) in (area.y..area.bottom()).zip(roll.seen()) {
        buffer.set_line(area.x, y, text, area.width);
        if !text.spans.is_empty() {
            buffer.set_style(Rect { y, height: 1, ..area }, text.style);
        }
    }
}

pub fn title(kata: &Kata, lang: Lang) -> Line<'static> {
    Line::from(vec![
        Span::styled(kata.title(lang).to_owned(), HEADING),
        Span::styled(format!("  katas/{}.rs", kata.name), FAINT),
    ])
}

fn verdict(bench: &Bench, lang: Lang) -> Line<'static> {
    let Some(report) = &bench.report else { return Line::default() };
    let (sign, style) = words::sign(report.verdict);
    // While the next verdict is awaited, this one is of yesterday.
    let style = if bench.work.is_some() { FAINT } else { style };
    let mut spans = vec![Span::styled(format!("{sign} {}", words::verdict(report.verdict, lang)), style)];
    if !report.properties.is_empty() {
        spans.push(Span::styled(format!("  {}", share(report, lang)), FAINT));
    }
    spans.push(Span::styled(format!("  {:.2} s", report.time.as_secs_f64()), FAINT));
    Line::from(spans)
}

/// The verdict, and to the right what is going on; that alone, where there is no room for both.
pub fn status(bench: &Bench, lang: Lang, width: u16) -> (Line<'static>, Line<'static>) {
    let (verdict, doing) = (verdict(bench, lang), doing(bench.work, lang));
    match doing.width() > 0 && !fits(&verdict, &doing, width) {
        true => (doing, Line::default()),
        false => (verdict, doing),
    }
}

/// Whether both have room on a line.
pub fn fits(left: &Line, right: &Line, width: u16) -> bool {
    left.width() + 2 + right.width() <= width.into()
}

/// What is going on.
fn doing(work: Option<Work>, lang: Lang) -> Line<'static> {
    work.map(|work| {
        Line::from(vec![spinner(work.ticks), Span::raw(stage(work.stage, work.ticks / 10, lang))])
    })
    .unwrap_or_default()
}

/// Turns by one step every tenth of a second.
pub fn spinner(ticks: u64) -> Span<'static> {
    Span::styled(format!("{} ", SPINNER[ticks as usize % SPINNER.len()]), OPEN)
}

pub fn stage(stage: Stage, seconds: u64, lang: Lang) -> String {
    match stage {
        Stage::Preparing => match lang {
            Lang::En => format!("building what every kata needs, once ({seconds} s)"),
            Lang::Zh => format!("正在构建所有题目共用的部分，只需一次（{seconds} 秒）"),
        },
        Stage::Compiling => lang.pick("compiling", "编译中").to_owned(),
        Stage::Judging { done, of } => format!("{} {done}/{of}", lang.pick("judging", "评判中")),
    }
}

/// A line with the name of the pane, and how much of it is seen.
pub fn rule<P: Copy + Ord>(name: &str, roll: &Roll<P>, width: usize) -> Line<'static> {
    let (first, all) = (roll.first(), roll.lines.len());
    let last = (first + roll.height).min(all);
    let name = Span::styled(format!(" {name} "), STRONG);
    let place = match all > roll.height {
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

/// A key, what it does, and a rank by which it gives way where there is no room: the highest first.
pub type Hint = (u8, &'static str, &'static str);

/// The keys, as many of them as fit, the most needed ones in any case.
pub fn keys(mut keys: Vec<Hint>, width: usize) -> Line<'static> {
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
