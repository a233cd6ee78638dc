//! The text of each pane.

use ratatui_core::text::{Line, Span};
use shousi::catalogue::{Kata, Lang};

use super::head::sign;
use super::quiz::{self, Quiz};
use super::state::{Act, Pane, State};
use crate::history::Rating;
use crate::screen::lines::{spinner, stage};
use crate::screen::panes::{self, key};
use crate::view::Context;
use crate::view::escape::escape;
use crate::view::scorecard::{Card, clock, scorecard, standing};
use crate::view::statement::{answer, question, statement};
use crate::view::style::{FAINT, HEADING, OPEN, PASSED};
use crate::view::words;
use crate::view::wrap::wrap;

/// The lines of what is shown, as wide as the screen.
pub fn lines(state: &State) -> Vec<Line<'static>> {
    let lang = state.lang;
    match (state.act(), state.kata()) {
        (Act::Working, Some(kata)) => pane(state, kata),
        (Act::Working, None) => paragraphs(
            state,
            &[lang.pick(
                "This kata is not part of this version of shousi; n goes to the next one.",
                "这个版本的 shousi 没有这道题；按 n 看下一题。",
            )],
        ),
        (Act::Paused, _) => paused(state),
        (Act::Asking, _) => asking(state),
        (Act::Bell, _) => bell(state),
        (Act::Scorecard, _) => over(state),
        (Act::Question { .. }, _) => state.quiz.as_ref().map(|quiz| asked(state, quiz)).unwrap_or_default(),
    }
}

fn card(state: &State) -> Card<'_> {
    let State { round, bests, now, lang, .. } = state;
    Card { round, bests: bests.clone(), now: *now, lang: *lang, width: state.width() }
}

fn pane(state: &State, kata: &'static Kata) -> Vec<Line<'static>> {
    let (lang, width) = (state.lang, state.width());
    match state.roll.pane {
        Pane::Verdict | Pane::Other => verdict(state, kata),
        Pane::Statement => statement(kata, lang, width).lines,
        Pane::Hints => hints(state, kata),
        Pane::Output => panes::output(&state.bench, lang, width),
        Pane::Tasks => standing(&card(state)).lines,
        Pane::Help => help(state),
    }
}

fn verdict(state: &State, kata: &Kata) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    if state.bench.passed() {
        let words = state.lang.pick("Every property holds.", "所有性质都成立。");
        lines.extend([Line::default(), Line::styled(format!("  {words}"), PASSED.patch(HEADING))]);
        let open = state.round.tasks.iter().filter(|task| sign(task).1 != PASSED).count();
        if open > 0 {
            let words = match state.lang {
                Lang::En => format!("next kata ({open} to go)"),
                Lang::Zh => format!("下一题（还剩 {open} 题）"),
            };
            lines.extend([Line::default(), key("n", words)]);
        }
        lines.push(Line::default());
    }
    let context = Context { lang: state.lang, width: state.width(), settings: state.round.settings.clone() };
    lines.extend(panes::verdict(&state.bench, kata, &context));
    lines
}

fn hints(state: &State, kata: &Kata) -> Vec<Line<'static>> {
    if !state.round.allow_hints {
        let words = state.lang.pick(
            "Hints are locked in this round, as in an interview. A round that is started with --allow-hints has \
             them, and every one that is seen goes on the record.",
            "本轮不能看提示，和真实面试一样。用 --allow-hints 开始的一轮才可以看，看过几条都会记录在案。",
        );
        return paragraphs(state, &[words]);
    }
    panes::hints(kata, state.round.tasks[state.place].hints, state.lang, state.width())
}

fn help(state: &State) -> Vec<Line<'static>> {
    let lang = state.lang;
    let keys = [
        ("v", "verdict", "判定结果"),
        ("s", "statement: task, constraints, example", "题目：任务、约束、示例"),
        ("o", "output of your code", "代码的输出"),
        ("l", "times of every kata", "各题用时"),
        ("n", "next kata", "下一题"),
        ("p", "previous kata", "上一题"),
        ("r", "run again", "再判一次"),
        ("h", "hints, where the round allows them", "提示（本轮允许时）"),
        ("P", "pause: the clock stands, and it is on the record", "暂停：停表，并记录在案"),
        ("t", "中文", "English"),
        ("q", "leave it running, finish, or abandon it", "离开、交卷或放弃"),
    ];
    let mut lines = vec![Line::styled(lang.pick("Keys", "按键"), HEADING)];
    lines.extend(keys.map(|(name, en, zh)| key(name, lang.pick(en, zh).to_owned())));
    lines.push(Line::default());
    lines.extend(paragraphs(
        state,
        &[
            lang.pick(
                "Edit the files in your editor: each is judged on every save, and what you save is what you work \
                 at. When time is up or everything passes, the code as it stands is what counts.",
                "用编辑器写代码，每次保存都会自动评判；保存哪道题，就算在做哪道题。时间到，或者全部通过时，\
                 以当时的代码为准。",
            ),
            lang.pick(
                "↑ ↓ j k  PgUp PgDn Space  Home End  scroll.",
                "↑ ↓ j k  PgUp PgDn 空格  Home End  滚动。",
            ),
        ],
    ));
    lines
}

fn paused(state: &State) -> Vec<Line<'static>> {
    let time = clock(state.round.paused(state.now));
    let since = match state.lang {
        Lang::En => format!("The clock stands. All pauses together: {time}. They are on the record."),
        Lang::Zh => format!("已停表。累计暂停 {time}，会记录在案。"),
    };
    let hidden = state.lang.pick(
        "Statement and verdict are hidden as long as it stands, and nothing is judged.",
        "暂停期间看不到题目和判定结果，也不评判。",
    );
    let mut lines = vec![Line::default()];
    lines.extend(paragraphs(state, &[&since, hidden]));
    lines.push(key("P", state.lang.pick("go on", "继续").to_owned()));
    lines
}

fn asking(state: &State) -> Vec<Line<'static>> {
    let lang = state.lang;
    let paused = matches!(state.round.phase, crate::round::state::Phase::Paused { .. });
    let leave = match paused {
        false => lang.pick(
            "leave it running: the clock goes on, `cargo kata round --resume` comes back",
            "先离开：时间照走，用 `cargo kata round --resume` 回来",
        ),
        true => lang.pick(
            "leave it paused: `cargo kata round --resume` comes back",
            "先离开：保持暂停，用 `cargo kata round --resume` 回来",
        ),
    };
    let choices = [
        ("l", leave),
        ("f", lang.pick("finish now: the code as it stands is what counts", "现在交卷：以当前代码为准")),
        (
            "a",
            lang.pick("abandon it: it does not count; your files stay", "放弃本轮：不计成绩，文件保持不变"),
        ),
    ];
    let mut lines = vec![Line::default()];
    for (name, words) in choices {
        lines.extend(hanging(state, name, words));
        lines.push(Line::default());
    }
    lines.extend(hanging(state, "Esc", lang.pick("go on", "继续作答")));
    lines
}

/// A key and what it does, on as many lines as that needs.
fn hanging(state: &State, name: &'static str, words: &str) -> Vec<Line<'static>> {
    let width = usize::from(state.width()).saturating_sub(7);
    let mut lines = wrap(&[Span::raw(words.to_owned())], width).into_iter();
    let first = lines.next().unwrap_or_default().to_string();
    let mut all = vec![key(name, format!("{:1$}{first}", "", 3 - name.len()))];
    all.extend(lines.map(|line| Line::raw(format!("       {line}"))));
    all
}

/// The code that was handed in, as far as it is judged.
fn bell(state: &State) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    for task in &state.round.tasks {
        let verdict = task.attempt.as_ref().and_then(|_| task.verdict());
        let judged = state.handed.filter(|(kata, _)| *kata == task.name && verdict.is_none());
        let mut spans = vec![Span::raw("  ")];
        match (verdict, judged) {
            (Some(verdict), _) => {
                let (sign, style) = words::sign(verdict);
                spans.push(Span::styled(format!("{sign} "), style));
                spans.push(Span::styled(escape(&task.name), HEADING));
                spans.push(Span::styled(format!("  {}", words::verdict(verdict, state.lang)), style));
            }
            (None, Some((_, at))) => {
                spans.extend([spinner(state.ticks), Span::styled(escape(&task.name), HEADING)]);
                spans.push(Span::styled(format!("  {}", stage(at, state.ticks / 10, state.lang)), FAINT));
            }
            (None, None) => spans.push(Span::styled(format!("· {}", escape(&task.name)), FAINT)),
        }
        lines.push(Line::from(spans));
    }
    lines.push(Line::default());
    let words = state.lang.pick(
        "Your code is archived as it stood at the bell. What is written from now on does not count.",
        "铃响时的代码已存档，之后的改动不计入成绩。",
    );
    lines.extend(paragraphs(state, &[words]));
    lines
}

fn over(state: &State) -> Vec<Line<'static>> {
    let mut lines = scorecard(&card(state)).lines;
    let open = quiz::open(&state.round);
    if open > 0 {
        let words = match state.lang {
            Lang::En => format!("{open} follow-up questions, as an interviewer asks them"),
            Lang::Zh => format!("{open} 个面试追问"),
        };
        lines.extend([Line::default(), key("f", words)]);
    }
    lines
}

/// One question, and its answer once it is revealed.
fn asked(state: &State, quiz: &Quiz) -> Vec<Line<'static>> {
    let (lang, width) = (state.lang, state.width());
    let ((kata, n), (number, all)) = (quiz.question(), quiz.progress());
    let place = match lang {
        Lang::En => format!("{}, question {number} of {all}", kata.title(lang)),
        Lang::Zh => format!("{}，第 {number}/{all} 问", kata.title(lang)),
    };
    let mut lines = vec![Line::styled(place, FAINT), Line::default()];
    lines.extend(question(kata, n, lang, width).lines);
    lines.push(Line::default());
    if !quiz.revealed {
        let words = lang.pick(
            "Say your answer aloud, as to an interviewer; then press Enter.",
            "像面对面试官一样，先把答案说出来，再按回车。",
        );
        lines.extend(paragraphs(state, &[words]));
        return lines;
    }
    lines.extend(answer(kata, n, lang, width).lines);
    lines.extend([Line::default(), Line::styled(lang.pick("How was yours?", "你答得怎么样？"), OPEN)]);
    let rate = |(name, rating)| key(name, words::rating(rating, lang).to_owned());
    lines.extend([("1", Rating::Well), ("2", Rating::Partly), ("3", Rating::Badly)].map(rate));
    lines
}

/// Indented paragraphs, each followed by an empty line.
fn paragraphs(state: &State, texts: &[&str]) -> Vec<Line<'static>> {
    let width = usize::from(state.width()).saturating_sub(2);
    let mut lines = Vec::new();
    for text in texts {
        let wrapped = wrap(&[Span::raw((*text).to_owned())], width);
        lines.extend(wrapped.into_iter().map(|line| Line::raw(format!("  {line}"))));
        lines.push(Line::default());
    }
    lines
}
