//! A table whose columns give way where there is no room for all of them.

use ratatui_core::style::Style;
use ratatui_core::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::style::FAINT;
use super::wrap::clip;

pub type Cell = (String, Style);

/// Between two columns.
const GAP: usize = 2;

/// The heading and the rows. The columns `left` are aligned to the left, all others to the right; those
/// of `dispensable` are left out one after the other until the rest fits, and at last the first column is
/// cut.
pub fn columns<const N: usize>(
    heads: [&str; N],
    rows: Vec<[Cell; N]>,
    left: impl AsRef<[usize]>,
    dispensable: impl AsRef<[usize]>,
    width: usize,
) -> Vec<Line<'static>> {
    let head = heads.map(|head| (head.to_owned(), FAINT));
    let table: Vec<[Cell; N]> = [head].into_iter().chain(rows).collect();
    let width_of = |column: usize| table.iter().map(|row| row[column].0.width()).max().unwrap_or(0);
    let mut widths: Vec<usize> = (0..N).map(width_of).collect();
    let needed = |widths: &[usize]| {
        let shown = widths.iter().filter(|&&width| width > 0);
        shown.map(|width| width + GAP).sum::<usize>().saturating_sub(GAP)
    };
    for &column in dispensable.as_ref() {
        if needed(&widths) > width {
            widths[column] = 0;
        }
    }
    widths[0] = widths[0].saturating_sub(needed(&widths).saturating_sub(width)).max(4);
    let line = |row: [Cell; N]| {
        let mut spans: Vec<Span> = Vec::new();
        for (column, (text, style)) in row.into_iter().enumerate().filter(|(column, _)| widths[*column] > 0) {
            let text = clip(&text, widths[column]);
            let padding = Span::raw(" ".repeat(widths[column] - text.width()));
            if !spans.is_empty() {
                spans.push(Span::raw(" ".repeat(GAP)));
            }
            let text = Span::styled(text, style);
            spans.extend(if left.as_ref().contains(&column) { [text, padding] } else { [padding, text] });
        }
        Line::from(spans)
    };
    table.into_iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_give_way() {
        let cell = |text: &str| (text.to_owned(), Style::new());
        let lines = |width| {
            let rows = vec![[cell("softmax"), cell("1:02"), cell("6:00")]];
            let lines = columns(["kata", "spent", "par"], rows, [0], [2, 1], width);
            lines.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(lines(80), ["kata     spent   par", "softmax   1:02  6:00"]);
        assert_eq!(lines(19), ["kata     spent", "softmax   1:02"]);
        assert_eq!(lines(10), ["kata   ", "softmax"]);
        assert_eq!(lines(5), ["kata ", "soft…"]);
    }
}
