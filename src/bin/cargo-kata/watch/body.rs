//! The text of each pane.

use ratatui_core::text::{Line, Span};
use shousi::catalogue::Lang;

use super::state::{Pane, State};
use crate::screen::panes::{self, key};
use crate::view::Context;
use crate::view::list::{Row, Status, summary, table};
use crate::view::statement::{par, questions, statement};
use crate::view::style::{CHOSEN, FAINT, HEADING, PASSED};
use crate::view::wrap::wrap;

/// The lines of the pane that is shown, as wide as the screen.
pub fn lines(state: &State) -> Vec<Line<'static>> {
    match state.roll.pane {
        Pane::Verdict => verdict(state),
        Pane::Statement => statement(state.kata(), state.lang, state.width()).lines,
        Pane::Hints | Pane::Questions if state.locked => locked(state),
        Pane::Hints => panes::hints(state.kata(), state.hints, state.lang, state.width()),
        Pane::List => list(state),
        Pane::Output => panes::output(&state.bench, state.lang, state.width()),
        Pane::Questions => follow_up(state),
        Pane::Help => help(state.lang),
    }
}

fn context(state: &State) -> Context {
    Context { lang: state.lang, width: state.width(), settings: state.settings.clone() }
}

/// The verdict, and after a pass what to do next.
fn verdict(state: &State) -> Vec<Line<'static>> {
    let mut lines = if state.bench.passed() { congratulation(state) } else { vec![] };
    lines.extend(panes::verdict(&state.bench, state.kata(), &context(state)));
    lines
}

fn congratulation(state: &State) -> Vec<Line<'static>> {
    let lang = state.lang;
    let mut lines = vec![Line::default()];
    let open =
        state.statuses.iter().enumerate().filter(|(i, s)| *i != state.current && **s != Status::Passed);
    let done = open.count() == 0;
    let words = match done {
        true => lang.pick(
            "Congratulations: this was the last one, every kata has passed.",
            "恭喜，全部题目都已通过！",
        ),
        false => lang.pick("Well done: every property holds.", "漂亮，所有性质都成立！"),
    };
    lines.push(Line::styled(format!("  {words}"), PASSED.patch(HEADING)));
    let par = par(state.kata(), lang);
    let again = match lang {
        Lang::En => format!("  Par is {par} from a blank stub. Could you do it again?"),
        Lang::Zh => format!("  从空白写起，标准用时是 {par}。再来一遍，能做到吗？"),
    };
    lines.push(Line::raw(again));
    lines.push(Line::default());
    if !done {
        let next = state.katas[state.next()];
        lines.push(key("n", format!("{}{}", lang.pick("next: ", "下一题："), next.title(lang))));
    }
    let questions = state.kata().statement(lang).questions.len();
    let words = match lang {
        Lang::En => format!("{questions} follow-up questions, as an interviewer asks them"),
        Lang::Zh => format!("{questions} 个面试追问"),
    };
    lines.push(key("f", words));
    lines.push(Line::default());
    lines
}

fn list(state: &State) -> Vec<Line<'static>> {
    let rows = rows(state);
    let mut lines = table(&rows, state.lang, state.size.width);
    if let Some(line) = lines.get_mut(state.chosen + 1) {
        *line = std::mem::take(line).patch_style(CHOSEN);
    }
    lines.push(Line::default());
    lines.push(summary(&rows, state.lang));
    lines
}

/// Every kata with where the learner stands.
pub fn rows(state: &State) -> Vec<Row> {
    state.katas.iter().zip(&state.statuses).map(|(kata, &status)| Row { kata, status }).collect()
}

/// A kata of a round that goes on elsewhere.
fn locked(state: &State) -> Vec<Line<'static>> {
    let words = state.lang.pick(
        "This kata is part of a round that is open: its hints and answers are locked until the round is over. \
         `cargo kata round --resume` goes back to it.",
        "这道题在正在进行的一轮里：结束之前不能看提示和答案。用 `cargo kata round --resume` 回到本轮。",
    );
    wrap(&[Span::raw(words)], state.width().into())
}

fn follow_up(state: &State) -> Vec<Line<'static>> {
    if state.bench.passed() {
        return questions(state.kata(), state.lang, state.width()).lines;
    }
    let words =
        state.lang.pick("The follow-up questions come when the kata has passed.", "通过之后再来看面试追问。");
    vec![Line::styled(words, FAINT)]
}

fn help(lang: Lang) -> Vec<Line<'static>> {
    let keys = [
        ("v", "verdict", "判定结果"),
        ("s", "statement: task, constraints, example", "题目：任务、约束、示例"),
        ("h", "hints: those seen so far, then one more", "提示：先显示看过的，再按多看一条"),
        ("l", "list of katas; Enter goes to the chosen one", "题目列表；回车跳到选中的题目"),
        ("o", "output of your code", "代码的输出"),
        ("f", "follow-up questions, once passed", "面试追问（通过之后）"),
        ("n", "next kata; from a passed one, the next that is not", "下一题；已通过时跳到下一道未通过的题"),
        ("p", "previous kata", "上一题"),
        ("r", "run again", "再判一次"),
        ("t", "中文", "English"),
        ("q", "quit", "退出"),
    ];
    let mut lines = vec![Line::styled(lang.pick("Keys", "按键"), HEADING)];
    lines.extend(keys.map(|(name, en, zh)| key(name, lang.pick(en, zh).to_owned())));
    lines.push(Line::default());
    let scrolling = lang.pick(
        "↑ ↓ j k  PgUp PgDn Space  Home End  scroll; Esc goes back to the verdict",
        "↑ ↓ j k  PgUp PgDn 空格  Home End  滚动；Esc 回到判定结果",
    );
    lines.push(Line::raw(format!("  {scrolling}")));
    lines.push(Line::default());
    let how = lang.pick(
        "Edit the file in your editor: it is judged on every save.",
        "用编辑器写代码，每次保存都会自动评判。",
    );
    lines.push(Line::raw(format!("  {how}")));
    lines
}
