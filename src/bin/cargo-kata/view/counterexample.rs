//! The smallest input that breaks the code: what was called, what was expected, what came instead.

use ratatui_core::text::{Line, Span, Text};

use super::arguments::{self, inline, kind};
use super::block::Block;
use super::compare::{Comparison, compare};
use super::escape::escape;
use super::sheet::MARK;
use super::style::{DIFFERING, FAINT};
use super::words;
use super::wrap::{clip, wrap};
use shousi::catalogue::Lang;
use shousi::judge::{Counterexample, PropertyReport, Shown};
use shousi::wire::Call;

/// Earlier calls that are named at most.
const MOST_EARLIER: usize = 3;

/// Shows why a property does not hold; the message alone where no call was made.
pub fn counterexample(report: &PropertyReport, width: u16, lang: Lang) -> Text<'static> {
    let width = usize::from(width).max(24);
    let mut lines = Vec::new();
    if let Some(found) = &report.counterexample {
        lines.extend(calls(&found.calls, width, lang).0);
        lines.extend(answer(found, width, lang).0);
        lines.push(Line::default());
        if found.expected.is_some() || found.actual.is_some() {
            let Comparison { block, marked, legend } = compare(found, width, lang);
            // What has more lines could be taken for a matrix that goes on.
            let short = block.0.len() <= 2;
            lines.extend(block.0);
            lines.extend((!short).then(Line::default));
            lines.extend(message(&report.message, marked, width, lang));
            match legend {
                Some(legend) if legend.width() > width => lines.extend(wrap(&legend.spans, width)),
                legend => lines.extend(legend),
            }
            return Text::from(lines);
        }
    }
    lines.extend(message(&report.message, false, width, lang));
    Text::from(lines)
}

/// What the deciding call returned, if something else made from it is compared.
fn answer(found: &Counterexample, width: usize, lang: Lang) -> Block {
    let Some(Ok(answer)) = found.calls.last().map(|call| &call.outcome) else { return Block::default() };
    let shown = Shown::from(&answer.value);
    let compared = |other: &Option<Shown>| other.as_ref().is_some_and(|other| same(other, &shown));
    if compared(&found.actual) || compared(&found.expected) {
        return Block::default();
    }
    let indent = if found.calls.len() > 1 { 3 } else { 0 };
    arguments::answer(&answer.value, width - indent, lang).indented(indent)
}

/// Equal, NaN included.
fn same(a: &Shown, b: &Shown) -> bool {
    match (a, b) {
        (Shown::Numbers(a), Shown::Numbers(b)) => {
            let equal = |(a, b): (&f64, &f64)| a == b || (a.is_nan() && b.is_nan());
            a.shape == b.shape && a.data.iter().zip(&b.data).all(equal)
        }
        (Shown::Parts(a), Shown::Parts(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        _ => a == b,
    }
}

/// What the judge says; if there are marks, the message begins with one, which explains them.
fn message(text: &str, marked: bool, width: usize, lang: Lang) -> Vec<Line<'static>> {
    let mut mark = marked.then(|| Span::styled(format!("{MARK} "), DIFFERING));
    let text = words::message(text, lang);
    text.lines()
        .flat_map(|line| {
            wrap(&[mark.take().into_iter().collect(), vec![Span::raw(line.to_owned())]].concat(), width)
        })
        .collect()
}

/// The calls in order: the earlier ones in a line each, the last one in full.
fn calls(calls: &[Call], width: usize, lang: Lang) -> Block {
    let Some((last, earlier)) = calls.split_last() else { return Block::default() };
    if earlier.is_empty() {
        return arguments::call(last, width, lang);
    }
    let number = |n: usize| format!("{n}. ");
    let indent = number(calls.len()).len();
    let mut lines = Vec::new();
    for (i, call) in earlier.iter().enumerate() {
        if i + 1 < MOST_EARLIER || earlier.len() <= MOST_EARLIER {
            let mut line = in_a_line(call, last, width - indent, lang);
            line.spans.insert(0, Span::styled(format!("{:>indent$}", number(i + 1)), FAINT));
            lines.push(line);
        } else if i + 1 == MOST_EARLIER {
            let more = earlier.len() - i;
            let words = match lang {
                Lang::En => format!("… {more} more calls"),
                Lang::Zh => format!("…… 还有 {more} 次调用"),
            };
            lines.push(Line::styled(format!("{:indent$}{words}", ""), FAINT));
        }
    }
    let mut full = arguments::call(last, width - indent, lang).indented(indent);
    if let Some(lead) = full.0.first_mut().and_then(|line| line.spans.first_mut()) {
        *lead = Span::styled(format!("{:>indent$}", number(calls.len())), FAINT);
    }
    lines.extend(full.0);
    Block(lines)
}

/// A call and its answer, as far as they are short; an argument that is the same in the last call
/// by its name alone.
fn in_a_line(call: &Call, last: &Call, width: usize, lang: Lang) -> Line<'static> {
    let same = |name: &str, value| last.args.iter().any(|(n, v)| *n == name && v == value);
    let args = call.args.iter().map(|(name, value)| match inline(value, 40) {
        _ if same(name, value) => (*name).to_owned(),
        Some(text) => format!("{name} = {text}"),
        None => format!("{name}: {}", kind(value)),
    });
    let mut text = format!("{}({})", call.function, args.collect::<Vec<_>>().join(", "));
    match &call.outcome {
        Ok(answer) => {
            let answer = inline(&answer.value, 40).unwrap_or_else(|| kind(&answer.value));
            text += &format!(" → {answer}");
        }
        Err(_) => text += lang.pick(" → no answer", " → 没有结果"),
    }
    Line::raw(clip(&escape(&text), width))
}

#[cfg(test)]
mod tests;
