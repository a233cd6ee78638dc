//! Cells of text with a shape, drawn as aligned columns.

use std::ops::Range;

use ratatui_core::style::Style;
use ratatui_core::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::block::Block;
use super::digits::Digits;
use super::escape::escape;
use super::style::{FAINT, PLAIN};
use shousi::judge::Numbers;

/// The sign of an entry that is not what it should be.
pub const MARK: &str = "≠";
/// Rows and columns of a matrix that are shown at most.
const MOST: usize = 8;
/// The same for what has one row.
const MOST_IN_A_ROW: usize = 16;
const LONG_ITEM: usize = 8;

/// Whether a list is better written from top to bottom.
pub fn is_upright(items: &[String]) -> bool {
    items.iter().any(|item| item.width() > LONG_ITEM)
}

/// One entry.
#[derive(Clone, Debug)]
pub struct Cell {
    text: String,
    style: Style,
    marked: bool,
}

impl Cell {
    fn new(text: String) -> Self {
        Cell { text, style: PLAIN, marked: false }
    }

    /// The widths before and after the place where numbers are aligned; `None` for what is not a
    /// finite number.
    fn widths(&self) -> Option<(usize, usize)> {
        if !self.text.ends_with(|c: char| c.is_ascii_digit()) || self.text.contains(' ') {
            return None;
        }
        let point = self.text.find(['.', 'e']).unwrap_or(self.text.len());
        Some((point, self.text.len() - point))
    }
}

/// Entries with a shape, in row-major order; rows and columns are the last two axes.
#[derive(Clone, Debug)]
pub struct Sheet {
    pub shape: Vec<usize>,
    cells: Vec<Cell>,
}

impl Sheet {
    pub fn of_numbers(numbers: &Numbers, digits: &Digits) -> Self {
        let cells = numbers.data.iter().map(|&x| Cell::new(digits.write(x))).collect();
        Sheet { shape: numbers.shape.clone(), cells }
    }

    /// A list, on one line or with each item on a line of its own.
    pub fn of_list(items: &[String], upright: bool) -> Self {
        let cells = items.iter().map(|item| Cell::new(escape(item))).collect();
        Sheet { shape: if upright { vec![items.len(), 1] } else { vec![items.len()] }, cells }
    }

    /// Styles the entries that differ, and puts the mark before them if `sign`.
    pub fn marked(mut self, differing: &[bool], style: Style, sign: bool) -> Self {
        for (cell, _) in self.cells.iter_mut().zip(differing).filter(|(_, differs)| **differs) {
            cell.style = style;
            cell.marked = sign;
        }
        self
    }

    pub fn rows(&self) -> usize {
        match self.shape.as_slice() {
            [.., rows, _] => *rows,
            _ => 1,
        }
    }

    pub fn columns(&self) -> usize {
        self.shape.last().copied().unwrap_or(1)
    }

    /// The matrices along the leading axes: what each is called (empty if there is only one) and
    /// where it begins.
    pub fn slices(&self) -> Vec<(String, usize)> {
        let leading = &self.shape[..self.shape.len().saturating_sub(2)];
        let count: usize = leading.iter().product();
        let size = self.rows() * self.columns();
        let name = |mut slice: usize| {
            let mut index: Vec<String> = Vec::new();
            for &n in leading.iter().rev() {
                index.insert(0, (slice % n).to_string());
                slice /= n;
            }
            if count == 1 { String::new() } else { format!("[{}, :, :]", index.join(", ")) }
        };
        (0..count).map(|slice| (name(slice), slice * size)).collect()
    }

    /// Whether everything stands on one line.
    pub fn is_line(&self) -> bool {
        self.cells.len() == self.columns()
    }

    /// The widths that align the cells of each column.
    pub fn alignment(&self) -> Alignment {
        let mut columns = vec![Column::default(); self.columns()];
        for (i, cell) in self.cells.iter().enumerate() {
            let column = &mut columns[i % self.columns()];
            *column = column.with(cell);
        }
        Alignment(columns)
    }

    /// Draws one matrix, which begins at an offset; with indices if it has several rows.
    pub fn draw(&self, offset: usize, window: &Window, alignment: &Alignment) -> Block {
        let columns = self.columns();
        let cell = |r: usize, c: usize| alignment.0[c].cell(&self.cells[offset + r * columns + c]);
        let row = |r: usize| window.line(|c| cell(r, c));
        if self.rows() == 1 {
            return Block(vec![Line::from(row(0))]);
        }
        let label = (window.rows.end.saturating_sub(1)).to_string().width();
        let head = window.line(|c| vec![Span::styled(format!("  {:^1$}", c, alignment.0[c].width()), FAINT)]);
        let mut lines = Vec::new();
        if columns > 1 {
            lines.push(labelled(" ".repeat(label + 2), head));
        }
        if window.rows.start > 0 {
            lines.push(Line::styled(format!("{:>label$} │", "…"), FAINT));
        }
        lines.extend(window.rows.clone().map(|r| labelled(format!("{r:>label$} │"), row(r))));
        if window.rows.end < self.rows() {
            lines.push(Line::styled(format!("{:>label$} │", "…"), FAINT));
        }
        Block(lines)
    }
}

fn labelled(label: String, cells: Vec<Span<'static>>) -> Line<'static> {
    let mut spans = vec![Span::styled(label, FAINT)];
    spans.extend(cells);
    Line::from(spans)
}

/// The widths of all columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Alignment(Vec<Column>);

impl Alignment {
    /// Wide enough for the cells of both.
    pub fn and(&self, other: &Alignment) -> Self {
        let columns = self.0.len().max(other.0.len());
        let column = |of: &Alignment, c: usize| of.0.get(c).copied().unwrap_or_default();
        Alignment((0..columns).map(|c| column(self, c).and(column(other, c))).collect())
    }
}

/// What the cells of a column have in common.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Column {
    /// Before and after the decimal point, and of what has none.
    number: (usize, usize),
    other: usize,
}

impl Column {
    fn with(self, cell: &Cell) -> Self {
        match cell.widths() {
            None => Column { other: self.other.max(cell.text.width()), ..self },
            Some((whole, rest)) => {
                Column { number: (self.number.0.max(whole), self.number.1.max(rest)), ..self }
            }
        }
    }

    fn and(self, other: Column) -> Self {
        let number = (self.number.0.max(other.number.0), self.number.1.max(other.number.1));
        Column { number, other: self.other.max(other.other) }
    }

    fn width(self) -> usize {
        self.other.max(self.number.0 + self.number.1)
    }

    /// A cell after a gap of two columns, of which the mark takes one.
    fn cell(self, cell: &Cell) -> Vec<Span<'static>> {
        let after = cell.widths().map_or(0, |(_, rest)| self.number.1 - rest);
        let mark = if cell.marked { MARK } else { "" };
        let before = self.width() + 2 - mark.width() - cell.text.width() - after;
        vec![
            Span::raw(" ".repeat(before)),
            Span::styled(format!("{mark}{}", cell.text), cell.style),
            Span::raw(" ".repeat(after)),
        ]
    }
}

/// The part of a matrix that is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Window {
    pub rows: Range<usize>,
    pub columns: Range<usize>,
    total: usize,
}

impl Window {
    /// As much as fits into a width, around the entry in focus.
    pub fn new(sheet: &Sheet, alignment: &Alignment, width: usize, focus: Option<(usize, usize)>) -> Self {
        let (rows, columns) = (sheet.rows(), sheet.columns());
        let label = if rows == 1 { 0 } else { rows.to_string().len() + 2 };
        let most = if rows == 1 { MOST_IN_A_ROW } else { MOST };
        let widths = || alignment.0.iter().map(|column| column.width() + 2);
        let all = label + widths().sum::<usize>();
        // Two ellipses may be needed where not everything fits.
        let room = width.saturating_sub(label + 4) / widths().max().unwrap_or(1);
        let fitting = if all <= width { columns } else { room };
        let (row, column) = focus.unwrap_or((0, 0));
        Window {
            rows: around(row, rows, MOST),
            columns: around(column, columns, fitting.clamp(1, most)),
            total: columns,
        }
    }

    /// The cells of a row that are shown, with ellipses for the others.
    fn line(&self, cell: impl Fn(usize) -> Vec<Span<'static>>) -> Vec<Span<'static>> {
        let ellipsis = || Span::styled(" …", FAINT);
        let mut spans = Vec::new();
        spans.extend((self.columns.start > 0).then(ellipsis));
        spans.extend(self.columns.clone().flat_map(cell));
        spans.extend((self.columns.end < self.total).then(ellipsis));
        spans
    }
}

/// `most` of `n` places, with some before the one in focus.
fn around(focus: usize, n: usize, most: usize) -> Range<usize> {
    let shown = most.min(n);
    let start = focus.saturating_sub(shown / 3).min(n - shown);
    start..start + shown
}

#[cfg(test)]
mod tests {
    use super::super::style::DIFFERING;
    use super::*;

    fn sheet(shape: &[usize], data: &[f64]) -> Sheet {
        let numbers = Numbers { shape: shape.to_vec(), data: data.to_vec() };
        Sheet::of_numbers(&numbers, &Digits::of(data.iter().copied()))
    }

    fn drawn(sheet: &Sheet, width: usize, focus: Option<(usize, usize)>) -> Vec<String> {
        let window = Window::new(sheet, &sheet.alignment(), width, focus);
        sheet
            .draw(0, &window, &sheet.alignment())
            .0
            .iter()
            .map(|l| l.to_string().trim_end().to_owned())
            .collect()
    }

    #[test]
    fn a_row_stands_on_one_line() {
        assert_eq!(drawn(&sheet(&[3], &[0.5, -1.0, 12.0]), 80, None), ["  0.5  -1.0  12.0"]);
        assert_eq!(drawn(&sheet(&[], &[2.0]), 80, None), ["  2"]);
    }

    #[test]
    fn a_matrix_has_indices() {
        let sheet = sheet(&[2, 2], &[1.0, f64::NAN, 0.25, -3.0]);
        assert_eq!(drawn(&sheet, 80, None), ["      0      1", "0 │  1.00    NaN", "1 │  0.25  -3.00"]);
    }

    #[test]
    fn marks_keep_the_columns_aligned() {
        let sheet =
            sheet(&[2, 2], &[1.0, 2.0, 3.0, 4.0]).marked(&[false, true, false, true], DIFFERING, true);
        assert_eq!(drawn(&sheet, 80, None), ["     0  1", "0 │  1 ≠2", "1 │  3 ≠4"]);
    }

    #[test]
    fn what_is_large_is_cut_around_the_focus() {
        let data: Vec<f64> = (0..400).map(f64::from).collect();
        let lines = drawn(&sheet(&[20, 20], &data), 80, Some((12, 19)));
        assert_eq!(lines.len(), 11);
        assert_eq!(lines[0], "     …  12   13   14   15   16   17   18   19");
        assert_eq!(lines[1], " … │");
        assert_eq!(lines[2], "10 │ …  212  213  214  215  216  217  218  219");
        let narrow = drawn(&sheet(&[20, 20], &data), 24, Some((0, 0)));
        assert_eq!(narrow[1], "0 │    0    1    2 …");
    }

    #[test]
    fn slices_are_named_by_their_leading_indices() {
        let sheet = sheet(&[2, 1, 1, 2], &[0.0; 4]);
        assert_eq!(sheet.slices(), [("[0, 0, :, :]".to_owned(), 0), ("[1, 0, :, :]".to_owned(), 2)]);
    }
}
