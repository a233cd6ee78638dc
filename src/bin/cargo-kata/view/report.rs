//! The verdict on one kata.

use ratatui_core::text::{Line, Span, Text};
use unicode_width::UnicodeWidthStr;

use super::Context;
use super::ansi;
use super::counterexample::counterexample;
use super::markdown::markdown;
use super::style::{CODE, FAINT, HEADING, PLAIN, STRONG};
use super::words;
use super::wrap::clip;
use shousi::catalogue::{Kata, Lang};
use shousi::judge::{KataReport, PropertyReport, Settings, Verdict};

/// The report as it is printed: the verdict, every property if `details`, then the first that does not hold with its
/// counterexample, the mistake behind it, and how to see it again.
pub fn kata_report(report: &KataReport, kata: &Kata, context: &Context, details: bool) -> Text<'static> {
    let mut lines = vec![headline(report, kata, context.lang)];
    if details && !report.properties.is_empty() {
        lines.push(Line::default());
        lines.extend(properties(report, context));
    }
    let why = why(report, kata, context);
    if !why.lines.is_empty() {
        lines.push(Line::default());
        lines.extend(why.lines);
    }
    Text::from(lines)
}

/// Sign, title, verdict, properties that hold, time.
pub fn headline(report: &KataReport, kata: &Kata, lang: Lang) -> Line<'static> {
    let (sign, style) = words::sign(report.verdict);
    let mut spans = vec![
        Span::styled(format!("{sign} "), style),
        Span::styled(kata.title(lang).to_owned(), HEADING),
        Span::raw("  "),
        Span::styled(words::verdict(report.verdict, lang), style),
    ];
    if !report.properties.is_empty() {
        spans.push(Span::styled(format!("  {}", share(report, lang)), FAINT));
    }
    spans.push(Span::styled(format!("  {:.2} s", report.time.as_secs_f64()), FAINT));
    Line::from(spans)
}

/// How many properties hold.
pub fn share(report: &KataReport, lang: Lang) -> String {
    let (held, all) = (report.passed_properties(), report.properties.len());
    match lang {
        Lang::En => format!("{held} of {all} properties hold"),
        Lang::Zh => format!("{all} 条性质中 {held} 条成立"),
    }
}

fn sentence(property: &PropertyReport, lang: Lang) -> &'static str {
    lang.pick(property.name, property.name_zh)
}

/// Every property with its sign and its aspect.
pub fn properties(report: &KataReport, context: &Context) -> Vec<Line<'static>> {
    let lang = context.lang;
    let aspect_width =
        report.properties.iter().map(|p| words::aspect(p.aspect, lang).width()).max().unwrap_or(0);
    let room = usize::from(context.width).saturating_sub(4 + 2 + aspect_width).max(16);
    let longest = report.properties.iter().map(|p| sentence(p, lang).width()).max().unwrap_or(0).min(room);
    let line = |property: &PropertyReport| {
        let (sign, style) = words::sign(property.verdict);
        let text = clip(sentence(property, lang), longest);
        let padding = " ".repeat(longest - text.width() + 2);
        let emphasis = if style == words::sign(Verdict::Failed).1 { STRONG } else { PLAIN };
        Line::from(vec![
            Span::styled(format!("  {sign} "), style),
            Span::styled(text, emphasis),
            Span::raw(padding),
            Span::styled(words::aspect(property.aspect, lang), FAINT),
        ])
    };
    report.properties.iter().map(line).collect()
}

/// Why the kata has not passed, and what the verdict depended on.
pub fn why(report: &KataReport, kata: &Kata, context: &Context) -> Text<'static> {
    let lang = context.lang;
    let width = usize::from(context.width);
    let mut lines = Vec::new();
    match (report.verdict, report.first_failure()) {
        (Verdict::Passed, _) => {
            let settings = &context.settings;
            let basis = match lang {
                Lang::En => format!("  seed {}, {} cases a property", settings.seed, settings.cases),
                Lang::Zh => format!("  种子 {}，每条性质 {} 个用例", settings.seed, settings.cases),
            };
            lines.push(Line::styled(basis, FAINT));
        }
        (Verdict::Todo, _) => {
            let task = match lang {
                Lang::En => format!("Write `katas/{0}.rs`; `cargo kata show {0}` is the task.", kata.name),
                Lang::Zh => format!("请写 `katas/{0}.rs`；题目：`cargo kata show {0}`。", kata.name),
            };
            lines.extend(indented(markdown(&task, width - 2)));
        }
        (_, Some(property)) => {
            lines.push(broken(property, lang));
            lines.push(Line::default());
            lines.extend(indented(counterexample(property, context.width.saturating_sub(2), lang)));
            if let Some(mistake) = report.mistake.and_then(|name| kata.statement(lang).mistake(name)) {
                lines.push(Line::default());
                let lead = lang.pick("**Looks like:** ", "**看起来：**");
                lines.extend(indented(markdown(&format!("{lead}{mistake}"), width - 2)));
            }
            lines.push(Line::default());
            lines.push(again(kata, &context.settings, lang));
        }
        _ => lines.extend(ansi::parse(&report.message).lines),
    }
    Text::from(lines)
}

/// The sentence that does not hold, and what became of it.
fn broken(property: &PropertyReport, lang: Lang) -> Line<'static> {
    let (sign, style) = words::sign(property.verdict);
    let mut spans = vec![
        Span::styled(format!("{sign} "), style),
        Span::styled(sentence(property, lang), STRONG),
        Span::styled(format!("  {}", words::aspect(property.aspect, lang)), FAINT),
    ];
    if property.verdict != Verdict::Failed {
        spans.push(Span::styled(format!("  {}", words::verdict(property.verdict, lang)), style));
    }
    Line::from(spans)
}

/// The command that comes to the same verdict.
fn again(kata: &Kata, settings: &Settings, lang: Lang) -> Line<'static> {
    let standard = Settings::default();
    let mut command =
        format!("cargo kata test {} --seed {} --cases {}", kata.name, settings.seed, settings.cases);
    if settings.timeout != standard.timeout {
        command += &format!(" --timeout {}", settings.timeout.as_secs_f64());
    }
    if settings.memory != standard.memory {
        command += &format!(" --memory {}M", settings.memory >> 20);
    }
    let lead = lang.pick("  Again: ", "  重现：");
    Line::from(vec![Span::styled(lead, FAINT), Span::styled(command, CODE)])
}

fn indented(text: Text<'static>) -> Vec<Line<'static>> {
    super::block::Block(text.lines).indented(2).0
}
