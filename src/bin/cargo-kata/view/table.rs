//! Rows whose cells stand below each other.

use ratatui_core::style::Style;
use ratatui_core::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::wrap::clip;

/// A cell, in one style.
#[derive(Clone, Debug)]
pub struct Cell {
    text: String,
    style: Style,
    right: bool,
}

/// A cell that begins where its column does.
pub fn cell(text: impl Into<String>, style: Style) -> Cell {
    Cell { text: text.into(), style, right: false }
}

/// A cell that ends where its column does: a number.
pub fn number(text: impl Into<String>, style: Style) -> Cell {
    Cell { text: text.into(), style, right: true }
}

/// Columns are this far apart.
const GAP: usize = 2;
/// A last column that is narrower would show nothing.
const NARROWEST: usize = 8;

/// The rows within a width, indented. Where there is not enough room, the last column is cut, and if nothing
/// is left of it, left out: what matters stands first.
pub fn table(rows: &[Vec<Cell>], indent: usize, width: u16) -> Vec<Line<'static>> {
    table_without(&[], rows, indent, width)
}

/// The same; where there is not enough room, first of all the columns `dispensable` are left out, one after
/// the other.
pub fn table_without(
    dispensable: &[usize],
    rows: &[Vec<Cell>],
    indent: usize,
    width: u16,
) -> Vec<Line<'static>> {
    let widths = fitting(dispensable, rows, usize::from(width).saturating_sub(indent));
    let line = |row: &Vec<Cell>| {
        let mut spans = vec![Span::raw(" ".repeat(indent))];
        for (cell, &width) in row.iter().zip(&widths).filter(|(_, width)| **width > 0) {
            if spans.len() > 1 {
                spans.push(Span::raw(" ".repeat(GAP)));
            }
            let text = clip(&cell.text, width);
            let padding = " ".repeat(width.saturating_sub(text.width()));
            let text = if cell.right { padding + &text } else { text + &padding };
            spans.push(Span::styled(text, cell.style));
        }
        Line::from(spans)
    };
    rows.iter().map(line).collect()
}

/// The widths of as many columns as there is room for; 0 for one that is left out, or empty.
fn fitting(dispensable: &[usize], rows: &[Vec<Cell>], room: usize) -> Vec<usize> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widest = |column: usize| rows.iter().filter_map(|row| Some(row.get(column)?.text.width())).max();
    let mut widths: Vec<usize> = (0..columns).map(|column| widest(column).unwrap_or(0)).collect();
    for &column in dispensable {
        if needed(&widths) > room {
            widths[column] = 0;
        }
    }
    let mut used = 0;
    let shown: Vec<usize> = (0..columns).filter(|&column| widths[column] > 0).collect();
    for &column in &shown {
        let left = room.saturating_sub(used + if used > 0 { GAP } else { 0 });
        if widths[column] > left {
            let enough = used == 0 || (shown.last() == Some(&column) && left >= NARROWEST);
            widths[column..].fill(0);
            widths[column] = if enough { left } else { 0 };
            break;
        }
        used = room - left + widths[column];
    }
    widths
}

/// The room that columns of these widths take.
fn needed(widths: &[usize]) -> usize {
    widths.iter().filter(|&&width| width > 0).map(|width| width + GAP).sum::<usize>().saturating_sub(GAP)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(width: u16) -> Vec<String> {
        let rows = [["softmax", "6", "asked very often"], ["层归一化", "12", "常考"]]
            .map(|[a, b, c]| vec![cell(a, Style::new()), number(b, Style::new()), cell(c, Style::new())]);
        table(&rows, 2, width).iter().map(|line| line.to_string().trim_end().to_owned()).collect()
    }

    #[test]
    fn columns_stand_below_each_other() {
        assert_eq!(drawn(80), ["  softmax    6  asked very often", "  层归一化  12  常考"]);
    }

    #[test]
    fn the_last_column_is_cut_and_then_left_out() {
        assert_eq!(drawn(26), ["  softmax    6  asked ver…", "  层归一化  12  常考"]);
        assert_eq!(drawn(20), ["  softmax    6", "  层归一化  12"]);
        assert_eq!(drawn(8), ["  softm…", "  层归…"]);
    }

    #[test]
    fn dispensable_columns_give_way_first() {
        let row = |[kata, spent, par]: [&str; 3]| {
            vec![cell(kata, Style::new()), number(spent, Style::new()), number(par, Style::new())]
        };
        let rows = [row(["kata", "spent", "par"]), row(["softmax", "1:02", "6:00"])];
        let lines = |width| {
            table_without(&[1, 2], &rows, 0, width).iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(lines(20), ["kata     spent   par", "softmax   1:02  6:00"]);
        assert_eq!(lines(19), ["kata      par", "softmax  6:00"]);
        assert_eq!(lines(12), ["kata   ", "softmax"]);
        assert_eq!(lines(5), ["kata ", "soft…"]);
    }
}
