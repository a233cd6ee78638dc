//! Rectangles of text, put side by side where the width allows.

use ratatui_core::text::{Line, Span};

/// Lines that belong together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Block(pub Vec<Line<'static>>);

impl Block {
    pub fn width(&self) -> usize {
        self.0.iter().map(Line::width).max().unwrap_or(0)
    }

    /// The block under a title.
    pub fn titled(mut self, title: Line<'static>) -> Self {
        self.0.insert(0, title);
        self
    }

    pub fn indented(self, by: usize) -> Self {
        let indent = |mut line: Line<'static>| {
            if line.width() > 0 {
                line.spans.insert(0, Span::raw(" ".repeat(by)));
            }
            line
        };
        Block(self.0.into_iter().map(indent).collect())
    }

    /// The other block to the right of this one, tops aligned.
    fn beside(mut self, other: Block, gap: usize) -> Self {
        let left = self.width() + gap;
        for (i, line) in other.0.into_iter().enumerate() {
            if i == self.0.len() {
                self.0.push(Line::default());
            }
            if line.width() > 0 {
                let padding = left - self.0[i].width();
                self.0[i].spans.push(Span::raw(" ".repeat(padding)));
                let style = line.style;
                self.0[i]
                    .spans
                    .extend(line.spans.into_iter().map(|s| Span::styled(s.content, style.patch(s.style))));
            }
        }
        self
    }
}

/// Sets blocks like words: as many side by side as fit, then the next ones below. Between rows of
/// blocks stands an empty line, if one of them is more than a line high.
pub fn flow(blocks: Vec<Block>, gap: usize, width: usize) -> Block {
    let mut rows: Vec<Block> = Vec::new();
    for block in blocks {
        match rows.pop() {
            Some(row) if row.width() + gap + block.width() <= width => rows.push(row.beside(block, gap)),
            Some(row) => rows.extend([row, block]),
            None => rows.push(block),
        }
    }
    let airy = rows.iter().any(|row| row.0.len() > 1);
    let mut lines = Vec::new();
    for (i, row) in rows.into_iter().enumerate() {
        if airy && i > 0 {
            lines.push(Line::default());
        }
        lines.extend(row.0);
    }
    Block(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(text: &str) -> Block {
        Block(text.lines().map(|line| Line::raw(line.to_owned())).collect())
    }

    fn text(block: &Block) -> String {
        block.0.iter().map(|line| line.to_string() + "\n").collect()
    }

    #[test]
    fn blocks_stand_side_by_side_while_they_fit() {
        let blocks = vec![block("ab\nc"), block("手\nd\ne"), block("fgh")];
        assert_eq!(text(&flow(blocks.clone(), 1, 6)), "ab 手\nc  d\n   e\n\nfgh\n");
        assert_eq!(text(&flow(blocks, 1, 9)), "ab 手 fgh\nc  d\n   e\n");
    }

    #[test]
    fn single_lines_are_not_pulled_apart() {
        assert_eq!(text(&flow(vec![block("ab"), block("cd")], 1, 3)), "ab\ncd\n");
    }

    #[test]
    fn empty_lines_are_not_indented() {
        assert_eq!(text(&block("a\n\nb").indented(2)), "  a\n\n  b\n");
    }
}
