//! The text of each pane.

use ratatui_core::text::{Line, Span};
use shousi::catalogue::Lang;
use shousi::judge::{KataReport, Verdict};

use super::state::{Pane, State};
use crate::view::Context;
use crate::view::escape::escape;
use crate::view::list::{Row, Status, summary, table};
use crate::view::report::{properties, why};
use crate::view::statement::{hint, par, questions, statement};
use crate::view::style::{CHOSEN, CODE, FAINT, HEADING, OPEN, PASSED};
use crate::view::wrap::chop;

/// The lines of the pane that is shown, as wide as the screen.
pub fn lines(state: &State) -> Vec<Line<'static>> {
    match state.pane {
        Pane::Verdict => verdict(state),
        Pane::Statement => statement(state.kata(), state.lang, state.width()).lines,
        Pane::Hints => hints(state),
        Pane::List => list(state),
        Pane::Output => output(state),
        Pane::Questions => follow_up(state),
        Pane::Help => help(state.lang),
    }
}

fn context(state: &State) -> Context {
    Context { lang: state.lang, width: state.width(), settings: state.settings.clone() }
}

/// What a learner wants to know next: the task before anything is written, then what is wrong, then
/// what to do now that it is right.
fn verdict(state: &State) -> Vec<Line<'static>> {
    let Some(report) = &state.report else {
        return statement(state.kata(), state.lang, state.width()).lines;
    };
    let context = context(state);
    let mut lines = if report.verdict == Verdict::Passed { congratulation(state) } else { vec![] };
    let width = usize::from(state.width());
    if report.verdict == Verdict::Todo && report.passed_properties() == 0 {
        let words = state.lang.pick(
            "  Write it in your editor: it is judged on every save.",
            "  用编辑器作答，每次保存都会自动评判。",
        );
        lines.extend([Line::styled(words, OPEN), Line::default()]);
        lines.extend(statement(state.kata(), state.lang, state.width()).lines);
        return lines;
    }
    let why = why(report, state.kata(), &context);
    lines.extend(why.lines.iter().flat_map(|line| chop(line, width)));
    lines.push(Line::default());
    lines.extend(properties(report, &context));
    lines.extend(more(report, state));
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
        Lang::Zh => format!("  从空白写起，限时是 {par}。再来一遍，能做到吗？"),
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

/// Whether the code printed something.
fn more(report: &KataReport, state: &State) -> Vec<Line<'static>> {
    if state.output.is_empty() || report.properties.is_empty() {
        return vec![];
    }
    let words = state.lang.pick("what your code printed", "代码的输出");
    vec![Line::default(), key("o", words.to_owned())]
}

fn key(key: &'static str, words: String) -> Line<'static> {
    Line::from(vec![Span::raw("  "), Span::styled(key, CODE.patch(HEADING)), Span::raw(format!("  {words}"))])
}

fn hints(state: &State) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    for n in 1..=state.hints {
        lines.extend(hint(state.kata(), n, state.lang, state.width()).lines);
        lines.push(Line::default());
    }
    let left = state.kata().statement(state.lang).hints.len().saturating_sub(state.hints);
    lines.push(match (state.lang, left) {
        (Lang::En, 0) => Line::styled("That is all of them.", FAINT),
        (Lang::Zh, 0) => Line::styled("没有更多提示了。", FAINT),
        (Lang::En, _) => key("h", format!("one more hint ({left} left)")),
        (Lang::Zh, _) => key("h", format!("再看一条提示（还有 {left} 条）")),
    });
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

fn output(state: &State) -> Vec<Line<'static>> {
    if state.output.is_empty() {
        return vec![Line::styled(state.lang.pick("Your code printed nothing.", "代码没有输出。"), FAINT)];
    }
    let width = usize::from(state.width());
    escape(&state.output).lines().flat_map(|line| chop(&Line::raw(line), width)).collect()
}

fn follow_up(state: &State) -> Vec<Line<'static>> {
    if state.passed() {
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
