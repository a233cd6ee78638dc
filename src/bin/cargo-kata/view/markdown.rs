//! Markdown, as the statements use it, to styled lines.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use ratatui_core::style::Style;
use ratatui_core::text::{Line, Span, Text};
use unicode_width::UnicodeWidthStr;

use super::style::{CODE, EMPHASIS, FAINT, HEADING, PLAIN, STRONG};
use super::wrap::{chop, wrap};

/// Renders Markdown, wrapped at a width.
pub fn markdown(source: &str, width: usize) -> Text<'static> {
    markdown_after(None, source, width)
}

/// Renders Markdown that begins with a paragraph, after some words in front of it.
pub fn markdown_after(lead: Option<Span<'static>>, source: &str, width: usize) -> Text<'static> {
    let mut writer = Writer { width, spans: lead.into_iter().collect(), ..Writer::default() };
    for event in Parser::new_ext(source, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        writer.take(event);
    }
    Text::from(writer.lines)
}

#[derive(Default)]
struct Writer {
    width: usize,
    lines: Vec<Line<'static>>,
    /// The paragraph under way.
    spans: Vec<Span<'static>>,
    /// The styles that surround the text, innermost last.
    styles: Vec<Style>,
    /// The lists that surround the text, with the next number of ordered ones.
    lists: Vec<Option<u64>>,
    /// By how much each surrounding list indents.
    indents: Vec<usize>,
    /// The marker of the item that has just begun.
    marker: Option<String>,
    /// The code block under way.
    code: Option<String>,
    /// Where a link leads.
    links: Vec<String>,
    /// The rows of the table under way.
    rows: Vec<Vec<Vec<Span<'static>>>>,
}

impl Writer {
    fn take(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.code {
                Some(code) => code.push_str(&text),
                None => self.push(&text, PLAIN),
            },
            Event::Code(text) => self.push(&text, CODE),
            Event::SoftBreak => self.soft_break(),
            Event::HardBreak => self.flush(),
            Event::Rule => {
                self.gap();
                self.lines.push(Line::styled("─".repeat(self.width.min(40)), FAINT));
            }
            Event::Html(text) | Event::InlineHtml(text) => self.push(&text, FAINT),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag) {
        match tag {
            Tag::Paragraph => self.gap(),
            Tag::Heading { .. } => {
                self.gap();
                self.styles.push(HEADING);
            }
            Tag::CodeBlock(_) => {
                self.flush();
                self.gap();
                self.code = Some(String::new());
            }
            Tag::List(first) => {
                if self.lists.is_empty() {
                    self.gap();
                } else {
                    self.flush();
                }
                self.lists.push(first);
            }
            Tag::Item => self.start_item(),
            Tag::Emphasis => self.styles.push(EMPHASIS),
            Tag::Strong => self.styles.push(STRONG),
            Tag::Strikethrough => self.styles.push(FAINT),
            Tag::Link { dest_url, .. } => self.links.push(dest_url.to_string()),
            Tag::Table(_) => {
                self.gap();
                self.rows.clear();
            }
            Tag::TableHead | Tag::TableRow => self.rows.push(Vec::new()),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.flush(),
            TagEnd::Heading(_) => {
                self.flush();
                self.styles.pop();
            }
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::Item => {
                self.flush();
                self.indents.pop();
                self.marker = None;
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => {
                self.styles.pop();
            }
            TagEnd::Link => {
                let target = self.links.pop().unwrap_or_default();
                if self.spans.last().is_some_and(|span| span.content != target) {
                    self.push(&format!(" ({target})"), FAINT);
                }
            }
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.spans);
                self.rows.last_mut().expect("a cell is in a row").push(cell);
            }
            TagEnd::Table => self.end_table(),
            _ => {}
        }
    }

    fn start_item(&mut self) {
        self.flush();
        let depth = self.lists.len();
        let marker = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            _ if depth > 1 => "- ".to_owned(),
            _ => "• ".to_owned(),
        };
        if self.after_code() {
            self.lines.push(Line::default());
        }
        self.indents.push(marker.width());
        self.marker = Some(marker);
    }

    fn push(&mut self, text: &str, style: Style) {
        let style = self.styles.iter().fold(PLAIN, |whole, part| whole.patch(*part)).patch(style);
        self.spans.push(Span::styled(text.to_owned(), style));
    }

    /// The end of a line in the source is a space, but not between two Chinese characters.
    fn soft_break(&mut self) {
        let last = self.spans.last().and_then(|span| span.content.chars().last());
        if last.is_none_or(|c| c.to_string().width() != 2) {
            self.push(" ", PLAIN);
        }
    }

    /// An empty line before a block, unless it begins the text or an item.
    fn gap(&mut self) {
        let empty = self.lines.last().is_none_or(|line| line.spans.is_empty());
        if !empty && self.marker.is_none() {
            self.lines.push(Line::default());
        }
    }

    fn after_code(&self) -> bool {
        let last = self.lines.last().and_then(|line| line.spans.last());
        last.is_some_and(|span| span.style == CODE && span.content.starts_with(CODE_INDENT))
    }

    /// The indentation of the next line, with the marker of an item where it begins.
    fn lead(&mut self) -> Span<'static> {
        let indent: usize = self.indents.iter().sum();
        match self.marker.take() {
            Some(marker) => Span::raw(" ".repeat(indent - marker.width()) + &marker),
            None => Span::raw(" ".repeat(indent)),
        }
    }

    /// Writes the paragraph under way.
    fn flush(&mut self) {
        if self.spans.is_empty() {
            return;
        }
        let spans = std::mem::take(&mut self.spans);
        let indent: usize = self.indents.iter().sum();
        for line in wrap(&spans, self.width.saturating_sub(indent)) {
            self.write(line);
        }
    }

    fn write(&mut self, mut line: Line<'static>) {
        let lead = self.lead();
        if !lead.content.is_empty() {
            line.spans.insert(0, lead);
        }
        self.lines.push(line);
    }

    fn end_code(&mut self) {
        let code = self.code.take().unwrap_or_default();
        let indent: usize = self.indents.iter().sum();
        for line in code.lines() {
            let room = self.width.saturating_sub(indent + CODE_INDENT.len());
            for part in chop(&Line::styled(line.replace('\t', "    "), CODE), room) {
                self.write(Line::styled(format!("{CODE_INDENT}{part}"), PLAIN).patch_style(PLAIN));
                let last = self.lines.last_mut().and_then(|line| line.spans.last_mut());
                last.expect("a line was written").style = CODE;
            }
        }
    }

    fn end_table(&mut self) {
        let rows = std::mem::take(&mut self.rows);
        let width = |cell: &[Span]| cell.iter().map(Span::width).sum::<usize>();
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let widths: Vec<usize> = (0..columns)
            .map(|c| rows.iter().filter_map(|row| row.get(c)).map(|cell| width(cell)).max().unwrap_or(0))
            .collect();
        for (r, row) in rows.into_iter().enumerate() {
            let mut line = Line::default();
            for (cell, &full) in row.into_iter().zip(&widths) {
                let padding = full + 2 - width(&cell);
                line.spans.extend(
                    cell.into_iter().map(|span| if r == 0 { span.patch_style(HEADING) } else { span }),
                );
                line.spans.push(Span::raw(" ".repeat(padding)));
            }
            self.write(line);
        }
    }
}

/// Code stands out by more than its colour.
const CODE_INDENT: &str = "    ";

#[cfg(test)]
mod tests {
    use super::super::ansi::to_string;
    use super::*;

    fn plain(source: &str, width: usize) -> String {
        to_string(&markdown(source, width), false)
    }

    #[test]
    fn paragraphs_and_headings() {
        assert_eq!(plain("# One\nTwo *three*\n`four`.\n\nFive", 20), "One\n\nTwo three four.\n\nFive\n");
    }

    #[test]
    fn lists_keep_their_indentation() {
        let source = "Then:\n\n1. one two three\n2. x\n   - y\n     z\n\nend";
        assert_eq!(plain(source, 12), "Then:\n\n1. one two\n   three\n2. x\n   - y z\n\nend\n");
    }

    #[test]
    fn code_in_an_item() {
        let source = "1. do:\n\n   ```rust\n   let x = 1;\n       y\n   ```\n\n   so\n2. end";
        assert_eq!(plain(source, 40), "1. do:\n\n       let x = 1;\n           y\n\n   so\n2. end\n");
    }

    #[test]
    fn a_line_end_between_chinese_characters_is_nothing() {
        assert_eq!(plain("每一行\n之和 a\nb", 40), "每一行之和 a b\n");
    }

    #[test]
    fn tables_are_aligned() {
        assert_eq!(plain("| 名 | b |\n|---|---|\n| x | `yy` |\n", 40), "名  b\nx   yy\n");
    }

    #[test]
    fn every_statement_fits_its_width() {
        for kata in shousi::catalogue::katas() {
            for lang in [shousi::catalogue::Lang::En, shousi::catalogue::Lang::Zh] {
                let statement = kata.statement(lang);
                for source in [&statement.task, &statement.constraints, &statement.example] {
                    let text = markdown(source, 60);
                    assert!(text.lines.iter().all(|line| line.width() <= 60), "{}", kata.name);
                }
            }
        }
    }
}
