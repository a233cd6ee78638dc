//! Expected and actual next to each other, and where they differ.

use ratatui_core::text::{Line, Span};

use super::block::{Block, flow};
use super::digits::Digits;
use super::heatmap::HeatMap;
use super::sheet::{Alignment, Sheet, Window, is_upright};
use super::style::{CODE, DIFFERING, FAINT, HEADING, PASSED};
use super::words;
use super::wrap::wrap;
use shousi::catalogue::Lang;
use shousi::judge::{Counterexample, Numbers, Shown};

/// Slices of an array that are compared at most.
const MOST_SLICES: usize = 3;
/// Between what stands side by side.
const GAP: usize = 4;

pub struct Comparison {
    pub block: Block,
    /// Whether entries that differ are marked.
    pub marked: bool,
    /// What the shades of a map mean.
    pub legend: Option<Line<'static>>,
}

/// Shows expected and actual so that they are easily compared.
pub fn compare(found: &Counterexample, width: usize, lang: Lang) -> Comparison {
    let plain = |block, marked| Comparison { block, marked, legend: None };
    let (expected, actual) = (found.expected.as_ref(), found.actual.as_ref());
    if let (Some(Shown::Numbers(expected)), Some(Shown::Numbers(actual))) = (expected, actual)
        && expected.shape == actual.shape
        && !actual.data.is_empty()
    {
        let numeric = Numeric::new(expected, actual, &found.differing);
        let legend = numeric.map.as_ref().map(|map| map.legend(lang));
        return Comparison { legend, ..plain(numeric.draw(width, lang), true) };
    }
    if let (Some(Shown::List(expected)), Some(Shown::List(actual))) = (expected, actual) {
        return plain(lists(expected, actual, &found.differing, width, lang), true);
    }
    let mut blocks = Vec::new();
    for (word, shown) in [(expected_word(lang), expected), (actual_word(lang), actual)] {
        if let Some(shown) = shown {
            let title = Span::styled(word, HEADING);
            blocks.push(single(shown, title, width, lang));
        }
    }
    plain(Block(blocks.into_iter().flat_map(|block| block.0).collect()), false)
}

/// Both words take the same width.
fn expected_word(lang: Lang) -> &'static str {
    lang.pick("expected", "期望")
}

fn actual_word(lang: Lang) -> &'static str {
    lang.pick("actual", "实际")
}

fn word_width(lang: Lang) -> usize {
    lang.pick(8, 4)
}

/// A value that cannot be compared entry by entry.
fn single(shown: &Shown, title: Span<'static>, width: usize, lang: Lang) -> Block {
    let padding = Span::raw(" ".repeat(word_width(lang) + 2 - title.width()));
    let head = vec![title, padding];
    let indent = word_width(lang) + 2;
    match shown {
        Shown::Text(text) => {
            let text = words::message(text, lang);
            let mut block = Block(wrap(&[Span::raw(text)], width - indent)).indented(indent);
            if let Some(line) = block.0.first_mut() {
                line.spans.splice(..1, head);
            }
            block
        }
        Shown::Numbers(numbers) => {
            let shape = Span::styled(format!("{:?}", numbers.shape), FAINT);
            let sheet = Sheet::of_numbers(numbers, &Digits::of(numbers.data.iter().copied()));
            sheet_under(sheet, Line::from([head, vec![shape]].concat()), width)
        }
        Shown::List(items) => {
            let length = Span::styled(format!("[{}]", items.len()), FAINT);
            sheet_under(
                Sheet::of_list(items, is_upright(items)),
                Line::from([head, vec![length]].concat()),
                width,
            )
        }
        Shown::Parts(parts) => {
            let mut lines = vec![Line::from(head)];
            for (i, part) in parts.iter().enumerate() {
                let title = Span::styled(format!(".{i}"), CODE);
                lines.extend(single(part, title, width - 2, lang).indented(2).0);
            }
            Block(lines)
        }
    }
}

/// A sheet after its title if that leaves it on one line, else below it.
fn sheet_under(sheet: Sheet, mut title: Line<'static>, width: usize) -> Block {
    let entries: usize = sheet.shape.iter().product();
    if entries == 0 {
        return Block(vec![title]);
    }
    let window = Window::new(&sheet, &sheet.alignment(), width - 2, None);
    if sheet.is_line() {
        let line = sheet.draw(0, &window, &sheet.alignment()).0.remove(0);
        if title.width() + line.width() <= width {
            title.spans.extend(line.spans);
            return Block(vec![title]);
        }
    }
    let slices = sheet.slices();
    let draw = |(label, offset): &(String, usize)| {
        let block = sheet.draw(*offset, &window, &sheet.alignment());
        if label.is_empty() { block } else { block.titled(Line::styled(label.clone(), FAINT)) }
    };
    let blocks = slices.iter().take(MOST_SLICES).map(draw).collect();
    flow(blocks, GAP, width - 2).indented(2).titled(title)
}

/// Arrays of the same shape.
struct Numeric {
    expected: Sheet,
    actual: Sheet,
    alignment: Alignment,
    differing: Vec<bool>,
    map: Option<HeatMap>,
}

impl Numeric {
    fn new(expected: &Numbers, actual: &Numbers, differing: &[bool]) -> Self {
        let pairs = || actual.data.iter().copied().zip(expected.data.iter().copied());
        // What has no marks was compared to the last bit.
        let differing: Vec<bool> = match differing {
            [] => pairs().map(|(a, e)| a.to_bits() != e.to_bits() && !(a.is_nan() && e.is_nan())).collect(),
            marks => marks.to_vec(),
        };
        let apart: Vec<(f64, f64)> =
            pairs().zip(&differing).filter(|(_, d)| **d).map(|(pair, _)| pair).collect();
        let digits = Digits::of(pairs().flat_map(|(a, e)| [a, e])).telling_apart(&apart);

        let expected_sheet = Sheet::of_numbers(expected, &digits).marked(&differing, PASSED, false);
        let actual_sheet = Sheet::of_numbers(actual, &digits).marked(&differing, DIFFERING, true);
        let alignment = expected_sheet.alignment().and(&actual_sheet.alignment());
        let map = HeatMap::new(actual, expected, &differing);
        Numeric { expected: expected_sheet, actual: actual_sheet, alignment, differing, map }
    }

    fn draw(&self, width: usize, lang: Lang) -> Block {
        Block(if self.actual.is_line() { self.two_lines(width, lang) } else { self.matrices(width, lang) })
    }

    fn focus(&self, offset: usize) -> Option<(usize, usize)> {
        let size = self.actual.rows() * self.actual.columns();
        let first = self.differing[offset..offset + size].iter().position(|&d| d)?;
        Some((first / self.actual.columns(), first % self.actual.columns()))
    }

    /// One above the other, each on a line: every number stands under the one that it should be.
    fn two_lines(&self, width: usize, lang: Lang) -> Vec<Line<'static>> {
        let label = word_width(lang);
        let window = Window::new(&self.actual, &self.alignment, width - label, self.focus(0));
        let labelled = |word: &'static str, sheet: &Sheet| {
            let padding = Span::raw(" ".repeat(label - Span::raw(word).width()));
            let mut line = sheet.draw(0, &window, &self.alignment).0.remove(0);
            line.spans.splice(..0, [Span::styled(word, HEADING), padding]);
            line
        };
        vec![labelled(expected_word(lang), &self.expected), labelled(actual_word(lang), &self.actual)]
    }

    /// Side by side where they fit, with a map of the differences.
    fn matrices(&self, width: usize, lang: Lang) -> Vec<Line<'static>> {
        let size = self.actual.rows() * self.actual.columns();
        let all = self.actual.slices();
        let differing = |offset: usize| self.differing[offset..offset + size].contains(&true);
        let wrong: Vec<_> = all.iter().filter(|(_, offset)| differing(*offset)).collect();
        let mut lines = Vec::new();
        for (label, offset) in wrong.iter().take(MOST_SLICES) {
            let window = Window::new(&self.actual, &self.alignment, width, self.focus(*offset));
            let titled = |sheet: &Sheet, word: &str| {
                let title = vec![Span::styled(word.to_owned(), HEADING), Span::styled(label.clone(), FAINT)];
                sheet.draw(*offset, &window, &self.alignment).titled(Line::from(title))
            };
            let mut blocks =
                vec![titled(&self.expected, expected_word(lang)), titled(&self.actual, actual_word(lang))];
            if let Some(map) = &self.map {
                let title = Line::styled(lang.pick("difference", "偏差"), HEADING);
                // Beside the numbers the map begins where their rows begin.
                blocks.push(map.draw(*offset).titled(Line::default()).titled(title));
            }
            if !lines.is_empty() {
                lines.push(Line::default());
            }
            lines.extend(flow(blocks, GAP, width).0);
        }
        let more = wrong.len().saturating_sub(MOST_SLICES);
        let agreeing = all.len() - wrong.len();
        if all.len() > 1 && more + agreeing > 0 {
            let words = match (lang, more) {
                (Lang::En, 0) => format!("{agreeing} of {} slices agree", all.len()),
                (Lang::En, _) => format!("{more} more slices differ, {agreeing} of {} agree", all.len()),
                (Lang::Zh, 0) => format!("其余 {agreeing} 个切片一致（共 {} 个）", all.len()),
                (Lang::Zh, _) => {
                    format!("另有 {more} 个切片不一致，{agreeing} 个一致（共 {} 个）", all.len())
                }
            };
            lines.push(Line::styled(words, FAINT));
        }
        lines
    }
}

fn lists(expected: &[String], actual: &[String], differing: &[bool], width: usize, lang: Lang) -> Block {
    let wrong: Vec<bool> = match differing {
        [] => actual.iter().enumerate().map(|(i, a)| expected.get(i) != Some(a)).collect(),
        marks => marks.to_vec(),
    };
    let upright = is_upright(expected) || is_upright(actual);
    let expected = Sheet::of_list(expected, upright);
    let actual = Sheet::of_list(actual, upright).marked(&wrong, DIFFERING, true);
    let alignment = expected.alignment().and(&actual.alignment());
    let focus = wrong.iter().position(|&d| d).unwrap_or(0);
    let label = word_width(lang);
    let flat = expected.is_line() && actual.is_line();
    let draw = |sheet: &Sheet, word: &'static str| {
        let padding = Span::raw(" ".repeat(label - Span::raw(word).width()));
        let title = Line::from(vec![Span::styled(word, HEADING), padding]);
        let place = if flat { (0, focus) } else { (focus, 0) };
        let window = Window::new(sheet, &alignment, width - label, Some(place));
        if sheet.shape.contains(&0) {
            let mut title = title;
            title.spans.push(Span::raw(lang.pick("  empty", "  空")));
            return Block(vec![title]);
        }
        let block = sheet.draw(0, &window, &alignment);
        match block.0.as_slice() {
            [line] => Block(vec![Line::from([title.spans, line.spans.clone()].concat())]),
            _ => block.titled(title),
        }
    };
    let (top, bottom) = (draw(&expected, expected_word(lang)), draw(&actual, actual_word(lang)));
    if flat { Block([top.0, bottom.0].concat()) } else { flow(vec![top, bottom], GAP, width) }
}
