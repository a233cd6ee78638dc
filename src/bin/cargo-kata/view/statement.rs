//! A kata's words: the task, the hints, the follow-up questions.

use ratatui_core::text::{Line, Span, Text};

use super::block::Block;
use super::markdown::markdown;
use super::style::{CODE, FAINT, HEADING, OPEN};
use shousi::catalogue::{Kata, Lang, Statement};

/// Longer lines are hard to read.
const WIDEST: usize = 96;

fn measure(width: u16) -> usize {
    usize::from(width).clamp(20, WIDEST)
}

/// Five dots, as many of them full as the kata is hard.
pub fn difficulty(kata: &Kata) -> String {
    let level = usize::from(kata.meta.difficulty.min(5));
    "●".repeat(level) + &"○".repeat(5 - level)
}

/// Minutes that a prepared candidate needs.
pub fn par(kata: &Kata, lang: Lang) -> String {
    format!("{} {}", kata.meta.par, lang.pick("min", "分钟"))
}

/// Title, task, constraints, example and sources.
pub fn statement(kata: &Kata, lang: Lang, width: u16) -> Text<'static> {
    let width = measure(width);
    let words = kata.statement(lang);
    let [task, constraints, example, ..] = Statement::headings(lang);
    let mut lines = title(kata, lang);
    for (heading, body) in [(task, &words.task), (constraints, &words.constraints), (example, &words.example)]
    {
        lines.push(Line::default());
        lines.push(Line::styled(heading, HEADING));
        lines.extend(markdown(body, width).lines);
    }
    lines.push(Line::default());
    lines.push(Line::styled(lang.pick("Sources", "参考资料"), HEADING));
    let sources: String = kata.meta.sources.iter().map(|source| format!("- {source}\n")).collect();
    lines.extend(markdown(&sources, width).lines.into_iter().map(|line| line.patch_style(FAINT)));
    if !kata.meta.prerequisites.is_empty() {
        let katas = kata.meta.prerequisites.join(", ");
        lines.push(Line::default());
        lines.push(Line::from(vec![
            Span::styled(lang.pick("Best after: ", "建议先做："), FAINT),
            Span::styled(katas, CODE),
        ]));
    }
    lines.push(Line::default());
    lines.push(Line::from(vec![
        Span::styled(
            match lang {
                Lang::En => format!("{} hints: ", words.hints.len()),
                Lang::Zh => format!("{} 条提示：", words.hints.len()),
            },
            FAINT,
        ),
        Span::styled(format!("cargo kata hint {}", kata.name), CODE),
    ]));
    Text::from(lines)
}

fn title(kata: &Kata, lang: Lang) -> Vec<Line<'static>> {
    let meta = &kata.meta;
    let facts = match lang {
        Lang::En => {
            format!("  par {}, {}, asked {}", par(kata, lang), meta.topic.title(lang), meta.asked.title(lang))
        }
        Lang::Zh => {
            format!("  标准用时 {}，{}，{}", par(kata, lang), meta.topic.title(lang), meta.asked.title(lang))
        }
    };
    vec![
        Line::from(vec![
            Span::styled(kata.title(lang).to_owned(), HEADING),
            Span::styled(format!("  {}", kata.name), FAINT),
        ]),
        Line::from(vec![Span::styled(difficulty(kata), OPEN), Span::styled(facts, FAINT)]),
    ]
}

/// Hint `n`, counted from one; empty if there is none.
pub fn hint(kata: &Kata, n: usize, lang: Lang, width: u16) -> Text<'static> {
    let hints = &kata.statement(lang).hints;
    let Some(hint) = n.checked_sub(1).and_then(|i| hints.get(i)) else { return Text::default() };
    let heading = match lang {
        Lang::En => format!("Hint {n} of {}", hints.len()),
        Lang::Zh => format!("提示 {n}/{}", hints.len()),
    };
    let mut lines = vec![Line::styled(heading, HEADING)];
    lines.extend(markdown(hint, measure(width)).lines);
    Text::from(lines)
}

/// The follow-up questions with their answers.
pub fn questions(kata: &Kata, lang: Lang, width: u16) -> Text<'static> {
    let mut lines = Vec::new();
    for n in 0..kata.statement(lang).questions.len() {
        if n > 0 {
            lines.push(Line::default());
        }
        lines.extend(question(kata, n, lang, width).lines);
        lines.extend(answer(kata, n, lang, width).lines);
    }
    Text::from(lines)
}

/// Follow-up question `n`, counted from zero; empty if there is none.
pub fn question(kata: &Kata, n: usize, lang: Lang, width: u16) -> Text<'static> {
    let Some(question) = kata.statement(lang).questions.get(n) else { return Text::default() };
    let number = format!("{}. ", n + 1);
    let mut asked = Block(markdown(&question.question, measure(width) - 3).lines).indented(number.len());
    if let Some(lead) = asked.0.first_mut().and_then(|line| line.spans.first_mut()) {
        lead.content = number.into();
    }
    asked.0.into_iter().map(|line| line.patch_style(HEADING)).collect()
}

/// What is to be said to follow-up question `n`.
pub fn answer(kata: &Kata, n: usize, lang: Lang, width: u16) -> Text<'static> {
    let Some(question) = kata.statement(lang).questions.get(n) else { return Text::default() };
    Text::from(Block(markdown(&question.answer, measure(width) - 3).lines).indented(3).0)
}

#[cfg(test)]
mod tests {
    use super::super::ansi::to_string;
    use super::*;
    use shousi::catalogue::katas;

    #[test]
    fn no_markup_is_left_and_every_line_fits() {
        for kata in katas() {
            for lang in [Lang::En, Lang::Zh] {
                let hints = (1..=kata.statement(lang).hints.len()).map(|n| hint(kata, n, lang, 80));
                let texts = [statement(kata, lang, 80), questions(kata, lang, 80)].into_iter().chain(hints);
                for text in texts {
                    assert!(text.lines.iter().all(|line| line.width() <= 80), "{}: {text}", kata.name);
                    let printed = to_string(&text, false);
                    assert!(!printed.contains("**") && !printed.contains("``"), "{}: {printed}", kata.name);
                }
            }
        }
    }
}
