//! Draws what the state says.

use ratatui_core::layout::Rect;
use ratatui_core::terminal::Frame;
use ratatui_core::text::Line;

use super::body::rows;
use super::state::{FOOT, HEAD, Pane, State};
use crate::screen::lines::{self, Hint};
use crate::view::list::summary;

pub fn draw(frame: &mut Frame, state: &State) {
    let area = frame.area();
    let buffer = frame.buffer_mut();
    let line = |y: u16| Rect { y: area.y + y, height: 1, ..area };
    let framed = area.height > HEAD + FOOT;
    if framed {
        let progress = summary(&rows(state), state.lang);
        lines::split(buffer, line(0), lines::title(state.kata(), state.lang), progress);
        let (verdict, doing) = lines::status(&state.bench, state.lang, area.width);
        lines::split(buffer, line(1), verdict, doing);
        let rule = lines::rule(pane(state), &state.roll, area.width.into());
        buffer.set_line(area.x, area.y + 2, &rule, area.width);
        buffer.set_line(area.x, area.bottom() - 1, &footer(state, area.width.into()), area.width);
    }
    let (top, bottom) = if framed { (HEAD, FOOT) } else { (0, 0) };
    let body = Rect { y: area.y + top, height: area.height - top - bottom, ..area };
    lines::body(buffer, body, &state.roll);
}

fn pane(state: &State) -> &'static str {
    let lang = state.lang;
    match state.roll.pane {
        Pane::Verdict if state.bench.report.is_none() => lang.pick("statement", "题目"),
        Pane::Verdict => lang.pick("verdict", "判定结果"),
        Pane::Statement => lang.pick("statement", "题目"),
        Pane::Hints => lang.pick("hints", "提示"),
        Pane::List => lang.pick("katas", "题目列表"),
        Pane::Output => lang.pick("output", "输出"),
        Pane::Questions => lang.pick("follow-up questions", "面试追问"),
        Pane::Help => lang.pick("help", "帮助"),
    }
}

/// The keys, in the order in which they are shown.
fn footer(state: &State, width: usize) -> Line<'static> {
    let lang = state.lang;
    let mut keys: Vec<Hint> = vec![
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
    match state.roll.pane {
        Pane::List => keys.insert(0, (1, "↑↓ Enter", lang.pick("go", "选题"))),
        Pane::Verdict => {}
        _ => keys.insert(0, (1, "Esc", lang.pick("verdict", "判定结果"))),
    }
    if state.bench.passed() {
        keys.insert(0, (1, "f", lang.pick("follow-up", "追问")));
    }
    lines::keys(keys, width)
}
