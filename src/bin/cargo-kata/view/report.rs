//! The verdict on one kata.

use ratatui_core::text::{Line, Span, Text};
use unicode_width::UnicodeWidthStr;

use super::Context;
use super::ansi;
use super::counterexample::counterexample;
use super::markdown::markdown_after;
use super::style::{CODE, FAINT, HEADING, PLAIN, STRONG};
use super::words;
use super::wrap::{clip, wrap};
use shousi::catalogue::{Kata, Lang};
use shousi::judge::{KataReport, PropertyReport, Settings, Verdict};

/// The report as it is printed: the verdict, every property if `details`, then the first that does
/// not hold with its counterexample, the mistake behind it, and how to see it again.
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
    // A title such as "Softmax" says how the kata is called.
    let said = kata.title(lang).to_lowercase().replace([' ', '-'], "_") == kata.name;
    let mut spans = vec![
        Span::styled(format!("{sign} "), style),
        Span::styled(kata.title(lang).to_owned(), HEADING),
        Span::styled(if said { String::new() } else { format!("  {}", kata.name) }, FAINT),
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
    let room = context.columns().saturating_sub(4 + 2 + aspect_width).max(16);
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
    let width = context.columns();
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
            let file = format!("katas/{}.rs", kata.name);
            let task = format!("cargo kata show {}", kata.name);
            let lead = |words| Span::styled(words, FAINT);
            lines.push(Line::from(vec![
                lead(lang.pick("  Write it in: ", "  作答文件：")),
                Span::styled(file, CODE),
            ]));
            lines.push(Line::from(vec![
                lead(lang.pick("  The task:    ", "  查看题目：")),
                Span::styled(task, CODE),
            ]));
        }
        (_, Some(property)) => {
            lines.extend(broken(property, width, lang));
            lines.push(Line::default());
            lines.extend(indented(counterexample(property, width as u16 - 2, lang)));
            if let Some(mistake) = report.mistake.and_then(|name| kata.statement(lang).mistake(name)) {
                lines.push(Line::default());
                let lead = Span::styled(lang.pick("Looks like: ", "看起来是："), STRONG);
                lines.extend(indented(markdown_after(Some(lead), mistake, width - 2)));
            }
            lines.push(Line::default());
            lines.push(again(kata, &context.settings, lang));
        }
        (Verdict::BuildError, None) => lines.extend(ansi::parse(&report.message).lines),
        (_, None) => {
            let message = words::message(&report.message, lang);
            let wrapped = message.lines().flat_map(|line| wrap(&[Span::raw(line.to_owned())], width - 2));
            lines.extend(indented(Text::from(wrapped.collect::<Vec<_>>())));
        }
    }
    Text::from(lines)
}

/// The sentence that does not hold, and what became of it.
fn broken(property: &PropertyReport, width: usize, lang: Lang) -> Vec<Line<'static>> {
    let (sign, style) = words::sign(property.verdict);
    let mut spans = vec![
        Span::styled(sentence(property, lang), STRONG),
        Span::styled(format!(" · {}", words::aspect(property.aspect, lang)), FAINT),
    ];
    if property.verdict != Verdict::Failed {
        spans.push(Span::styled(format!(" · {}", words::verdict(property.verdict, lang)), style));
    }
    let mut lines = indented(Text::from(wrap(&spans, width - 2)));
    lines[0].spans[0] = Span::styled(format!("{sign} "), style);
    lines
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

#[cfg(test)]
mod tests {
    use std::rc::Rc;
    use std::time::Duration;

    use super::super::ansi::to_string;
    use super::*;
    use ndarray::{Array2, ArrayView2, Axis};
    use shousi::catalogue::find;
    use shousi::judge::judge;
    use shousi::specs;

    fn context(lang: Lang) -> Context {
        Context { lang, width: 80, settings: Settings::default() }
    }

    /// A softmax that overflows.
    fn overflowing() -> KataReport {
        let functions = specs::softmax::table(|x: ArrayView2<f32>| -> Array2<f32> {
            let exps = x.mapv(f32::exp);
            let sums = exps.sum_axis(Axis(1)).insert_axis(Axis(1));
            exps / sums
        });
        let spec = specs::spec("softmax").unwrap();
        let mut report = judge(&spec, Rc::new(functions), &Settings::default(), |_| {});
        report.time = Duration::from_millis(120);
        report
    }

    #[test]
    fn a_failure_says_all_that_helps() {
        let (report, kata) = (overflowing(), find("softmax").unwrap());
        let text = to_string(&kata_report(&report, kata, &context(Lang::En), true), false);
        assert!(text.starts_with("✗ Softmax  failed  "), "{text}");
        assert!(text.contains("  ✓ agrees with the definition "), "{text}");
        assert!(text.contains("\n  actual   ≠NaN\n  ≠ the answer is NaN\n"), "{text}");
        assert!(text.contains("Looks like: the logits go straight into exp"), "{text}");
        assert!(text.ends_with("Again: cargo kata test softmax --seed 0 --cases 256\n"), "{text}");
        let text = to_string(&kata_report(&report, kata, &context(Lang::Zh), false), false);
        assert!(text.contains("未通过") && text.contains("看起来是：直接对 logits 取 exp"), "{text}");
    }

    #[test]
    fn nothing_is_wider_than_it_may_be() {
        let (report, kata) = (overflowing(), find("softmax").unwrap());
        for lang in [Lang::En, Lang::Zh] {
            for width in [40, 60, 80] {
                let context = Context { width, ..context(lang) };
                let text = kata_report(&report, kata, &context, true);
                // The headline and a command to be copied are not broken.
                let wide = text.lines[1..].iter().filter(|line| !line.to_string().contains("cargo kata"));
                assert!(wide.clone().all(|line| line.width() <= usize::from(width)), "{text}");
            }
        }
    }

    #[test]
    fn the_compiler_speaks_for_itself() {
        let message = "\x1b[1m\x1b[91merror\x1b[0m: expected `;`\n".to_owned();
        let report = KataReport::without_run("softmax", Verdict::BuildError, message, Duration::ZERO);
        let text = kata_report(&report, find("softmax").unwrap(), &context(Lang::Zh), true);
        assert!(to_string(&text, false).ends_with("\n\nerror: expected `;`\n"));
        assert!(to_string(&text, true).contains("\x1b[1;91merror\x1b[0m"));
    }
}
