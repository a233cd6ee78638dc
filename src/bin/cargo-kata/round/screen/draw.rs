//! Draws what the state says.

use ratatui_core::layout::Rect;
use ratatui_core::terminal::Frame;
use ratatui_core::text::Line;

use super::head;
use super::quiz;
use super::state::{Act, Pane, State};
use crate::history::Rating;
use crate::screen::lines::{self, Hint};
use crate::view::escape::escape;
use crate::view::style::{DIFFERING, HEADING};
use crate::view::words::rating;

/// What stands above the rule: a line each, with something to the left and to the right.
type Head = Vec<(Line<'static>, Line<'static>)>;

/// Lines above the body, the rule included, and below it; on a tiny screen there is room for the time alone.
fn frame(state: &State) -> (u16, u16) {
    let (top, bottom) = (head(state).len() as u16 + 1, 1);
    match state.size.height {
        height if height > top + bottom => (top, bottom),
        height => (height.min(1), 0),
    }
}

/// Lines of the body that are seen.
pub fn height(state: &State) -> usize {
    let (top, bottom) = frame(state);
    usize::from(state.size.height - top - bottom)
}

pub fn draw(screen: &mut Frame, state: &State) {
    let area = screen.area();
    let buffer = screen.buffer_mut();
    let (top, bottom) = frame(state);
    if area.height < top + bottom {
        return;
    }
    let line = |y: u16| Rect { y: area.y + y, height: 1, ..area };
    let width = usize::from(area.width);
    if top > 0 {
        let head = head(state).into_iter().take(usize::from(top.max(2) - 1));
        for (y, (left, right)) in (0..).zip(head) {
            lines::split(buffer, line(y), left, right);
        }
    }
    if bottom > 0 {
        buffer.set_line(area.x, area.y + top - 1, &lines::rule(pane(state), &state.roll, width), area.width);
        buffer.set_line(area.x, area.bottom() - 1, &lines::keys(keys(state), width), area.width);
    }
    let body = Rect { y: area.y + top, height: area.height - top - bottom, ..area };
    lines::body(buffer, body, &state.roll);
}

fn head(state: &State) -> Head {
    let act = state.act();
    let lang = state.lang;
    let mut head = match act {
        Act::Scorecard | Act::Question { .. } => vec![first(over(state), state)],
        Act::Paused | Act::Bell => vec![first(head::remaining(state), state)],
        Act::Working | Act::Asking => {
            let status = lines::status(&state.bench, lang, state.size.width);
            vec![first(head::remaining(state), state), second(state), status]
        }
    };
    let problem =
        state.problem.iter().map(|problem| (Line::styled(escape(problem), DIFFERING), Line::default()));
    head.extend(problem);
    head
}

fn first(time: Line<'static>, state: &State) -> (Line<'static>, Line<'static>) {
    let room = usize::from(state.size.width).saturating_sub(time.width() + 2);
    (time, head::katas(state, room))
}

/// The kata, by its title or at least by its name, and its time, if possible with that of its first pass.
fn second(state: &State) -> (Line<'static>, Line<'static>) {
    let name = Line::styled(escape(&state.round.tasks[state.place].name), HEADING);
    let title = state.kata().map_or_else(|| name.clone(), |kata| lines::title(kata, state.lang));
    let (time, passed) = (head::time(state), head::passed(state));
    let both = Line::from([passed.spans, time.spans.clone()].concat());
    let pairs = [(title, both.clone()), (name.clone(), both), (name, time)];
    let fits = |(left, right): &(Line, Line)| lines::fits(left, right, state.size.width);
    let fitting = pairs.iter().find(|pair| fits(pair)).or(pairs.last());
    fitting.cloned().expect("there are some")
}

fn over(state: &State) -> Line<'static> {
    let number = state.round.number;
    Line::styled(state.lang.pick(format!("Round {number} is over"), format!("第 {number} 轮结束")), HEADING)
}

fn pane(state: &State) -> &'static str {
    let lang = state.lang;
    match (state.act(), state.roll.pane) {
        (Act::Paused, _) => lang.pick("paused", "已暂停"),
        (Act::Asking, _) => lang.pick("leave?", "要离开吗？"),
        (Act::Bell, _) => lang.pick("judging what was handed in", "正在评判交上来的代码"),
        (Act::Scorecard, _) => lang.pick("scorecard", "成绩单"),
        (Act::Question { .. }, _) => lang.pick("follow-up questions", "面试追问"),
        (Act::Working, Pane::Verdict) if state.bench.report.is_none() => lang.pick("statement", "题目"),
        (Act::Working, Pane::Verdict | Pane::Other) => lang.pick("verdict", "判定结果"),
        (Act::Working, Pane::Statement) => lang.pick("statement", "题目"),
        (Act::Working, Pane::Hints) => lang.pick("hints", "提示"),
        (Act::Working, Pane::Output) => lang.pick("output", "输出"),
        (Act::Working, Pane::Tasks) => lang.pick("katas of this round", "本轮题目"),
        (Act::Working, Pane::Help) => lang.pick("help", "帮助"),
    }
}

/// The keys, in the order in which they are shown.
fn keys(state: &State) -> Vec<Hint> {
    let lang = state.lang;
    let language = (8, "t", lang.pick("中文", "English"));
    let quit = (0, "q", lang.pick("quit", "退出"));
    match state.act() {
        Act::Working => {
            let mut keys = vec![
                (2, "s", lang.pick("statement", "题目")),
                (5, "o", lang.pick("output", "输出")),
                (4, "l", lang.pick("times", "用时")),
                (9, "r", lang.pick("run", "重判")),
                (3, "P", lang.pick("pause", "暂停")),
                language,
                (1, "?", lang.pick("help", "帮助")),
                quit,
            ];
            if state.round.allow_hints {
                keys.insert(1, (6, "h", lang.pick("hint", "提示")));
            }
            if state.round.tasks.len() > 1 {
                let place = keys.len() - 5;
                keys.insert(place, (2, "n", lang.pick("next", "下一题")));
                keys.insert(place + 1, (7, "p", lang.pick("previous", "上一题")));
            }
            if state.roll.pane != Pane::Verdict {
                keys.insert(0, (1, "v", lang.pick("verdict", "判定结果")));
            }
            keys
        }
        Act::Paused => vec![(0, "P", lang.pick("go on", "继续")), language, quit],
        Act::Asking => vec![(0, "Esc", lang.pick("go on", "继续")), language],
        Act::Bell => vec![language, (0, "q", lang.pick("leave; it goes on later", "先离开，之后接着评判"))],
        Act::Scorecard if quiz::open(&state.round) > 0 => {
            vec![(1, "f", lang.pick("follow-up questions", "面试追问")), language, quit]
        }
        Act::Scorecard => vec![language, quit],
        Act::Question { revealed } => {
            let mut keys = match revealed {
                false => vec![(0, "Enter", lang.pick("answer", "看答案"))],
                true => vec![
                    (0, "1", rating(Rating::Well, lang)),
                    (0, "2", rating(Rating::Partly, lang)),
                    (0, "3", rating(Rating::Badly, lang)),
                ],
            };
            keys.extend([
                (1, "n", lang.pick("skip", "跳过")),
                (1, "Esc", lang.pick("enough", "到此为止")),
                language,
            ]);
            keys
        }
    }
}
