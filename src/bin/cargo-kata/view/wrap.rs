//! Wraps styled words at a width: between words, and between Chinese characters, where no line
//! begins with closing punctuation or ends with an opening one.

use ratatui_core::style::Style;
use ratatui_core::text::{Line, Span};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A piece of text that is not broken, and whether a space stands before it.
struct Atom {
    pieces: Vec<(String, Style)>,
    width: usize,
    spaced: bool,
    /// Whether text may be broken before it.
    breakable: bool,
}

/// Wraps the spans as one paragraph.
pub fn wrap(spans: &[Span], width: usize) -> Vec<Line<'static>> {
    let width = width.max(4);
    let mut lines = Vec::new();
    let mut line: Vec<(String, Style)> = Vec::new();
    let mut used = 0;
    for group in groups(atoms(spans)) {
        let needed: usize = group.iter().map(|atom| atom.width + usize::from(atom.spaced)).sum();
        let leading = usize::from(group[0].spaced);
        if used > 0 && used + needed > width {
            lines.push(finished(std::mem::take(&mut line)));
            used = 0;
        }
        let at_start = used == 0;
        used += needed - if at_start { leading } else { 0 };
        for (i, atom) in group.into_iter().enumerate() {
            if atom.spaced && !(at_start && i == 0) {
                let style = atom.pieces.first().map_or(Style::new(), |piece| piece.1);
                let before = line.last().map_or(Style::new(), |piece| piece.1);
                push(&mut line, " ", if before == style { style } else { Style::new() });
            }
            for (text, style) in &atom.pieces {
                push(&mut line, text, *style);
            }
        }
        while used > width {
            let (head, rest) = split(std::mem::take(&mut line), width);
            lines.push(finished(head));
            used = rest.iter().map(|(text, _)| text.width()).sum();
            line = rest;
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(finished(line));
    }
    lines
}

/// Cuts a line into pieces of a width, wherever that falls: for code, where every space counts.
pub fn chop(line: &Line, width: usize) -> Vec<Line<'static>> {
    let mut rest: Vec<(String, Style)> =
        line.spans.iter().map(|span| (span.content.to_string(), line.style.patch(span.style))).collect();
    let mut lines = Vec::new();
    loop {
        let (head, tail) = split(rest, width.max(2));
        lines.push(finished(head));
        if tail.is_empty() {
            return lines;
        }
        rest = tail;
    }
}

/// The line within a width; an ellipsis stands for what is left out.
pub fn clip(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let (head, _) = split(vec![(text.to_owned(), Style::new())], width.saturating_sub(1));
    head.into_iter().map(|piece| piece.0).collect::<String>() + "…"
}

fn push(line: &mut Vec<(String, Style)>, text: &str, style: Style) {
    match line.last_mut() {
        Some((before, same)) if *same == style => before.push_str(text),
        _ => line.push((text.to_owned(), style)),
    }
}

fn finished(line: Vec<(String, Style)>) -> Line<'static> {
    Line::from(line.into_iter().map(|(text, style)| Span::styled(text, style)).collect::<Vec<_>>())
}

type Pieces = Vec<(String, Style)>;

/// The pieces that fit into a width, and the rest. At least one character fits.
fn split(pieces: Pieces, width: usize) -> (Pieces, Pieces) {
    let (mut head, mut tail) = (Vec::new(), Vec::new());
    let mut used = 0;
    for (text, style) in pieces {
        if !tail.is_empty() {
            tail.push((text, style));
            continue;
        }
        let end = text.char_indices().find(|&(i, c)| {
            used += c.width().unwrap_or(0);
            used > width && !(head.is_empty() && i == 0)
        });
        match end {
            None => head.push((text, style)),
            Some((end, _)) => {
                if end > 0 {
                    head.push((text[..end].to_owned(), style));
                }
                tail.push((text[end..].to_owned(), style));
            }
        }
    }
    (head, tail)
}

fn atoms(spans: &[Span]) -> Vec<Atom> {
    let mut atoms: Vec<Atom> = Vec::new();
    let mut spaced = false;
    let mut before: Option<char> = None;
    for span in spans {
        for c in span.content.chars() {
            if c == ' ' || c == '\n' {
                spaced = true;
                continue;
            }
            let breakable = spaced || before.is_some_and(|before| may_break(before, c));
            if spaced || breakable || atoms.is_empty() {
                let pieces = vec![(c.to_string(), span.style)];
                let spaced = spaced && !atoms.is_empty();
                atoms.push(Atom { pieces, width: c.width().unwrap_or(0), spaced, breakable });
            } else if let Some(atom) = atoms.last_mut() {
                push(&mut atom.pieces, c.encode_utf8(&mut [0; 4]), span.style);
                atom.width += c.width().unwrap_or(0);
            }
            before = Some(c);
            spaced = false;
        }
    }
    atoms
}

/// Atoms that stay on one line together.
fn groups(atoms: Vec<Atom>) -> Vec<Vec<Atom>> {
    let mut groups: Vec<Vec<Atom>> = Vec::new();
    for atom in atoms {
        match groups.last_mut() {
            Some(group) if !atom.breakable => group.push(atom),
            _ => groups.push(vec![atom]),
        }
    }
    groups
}

/// Between two neighbours without a space: next to a wide character, unless punctuation forbids it.
fn may_break(before: char, after: char) -> bool {
    let closing = "，。；：、？！）】》〉」』”’…—·％,.;:?!)]}%";
    let opening = "（【《〈「『“‘([{";
    let wide = |c: char| c.width() == Some(2);
    (wide(before) || wide(after)) && !closing.contains(after) && !opening.contains(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, width: usize) -> Vec<String> {
        wrap(&[Span::raw(text.to_owned())], width).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn wraps_between_words() {
        assert_eq!(wrapped("one two  three four", 9), ["one two", "three", "four"]);
        assert_eq!(wrapped("unbreakable_word x", 6), ["unbrea", "kable_", "word x"]);
        assert_eq!(wrapped("", 6), [""]);
    }

    #[test]
    fn wraps_between_chinese_characters() {
        assert_eq!(
            wrapped("给你一个 batch 的 logits，每行", 10),
            ["给你一个", "batch 的", "logits，每", "行"]
        );
    }

    #[test]
    fn closing_punctuation_never_begins_a_line() {
        assert_eq!(wrapped("一二三四五。六", 10), ["一二三四", "五。六"]);
        assert_eq!(wrapped("一二三（四）五", 8), ["一二三", "（四）五"]);
    }

    #[test]
    fn styles_survive() {
        let bold = Style::new().add_modifier(ratatui_core::style::Modifier::BOLD);
        let lines = wrap(&[Span::raw("a "), Span::styled("b c", bold), Span::raw(".")], 3);
        assert_eq!(lines[0], Line::from(vec![Span::raw("a "), Span::styled("b", bold)]));
        assert_eq!(lines[1], Line::from(vec![Span::styled("c", bold), Span::raw(".")]));
    }

    #[test]
    fn code_is_chopped_where_it_must_be() {
        let lines = chop(&Line::raw("let x  = 手撕;"), 9);
        let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
        assert_eq!(lines, ["let x  = ", "手撕;"]);
        assert_eq!(clip("分组查询注意力", 7), "分组查…");
    }
}
