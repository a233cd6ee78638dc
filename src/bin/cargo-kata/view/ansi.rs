//! Between styled text and a terminal's escape sequences, both ways.

use ratatui_core::style::{Color, Modifier, Style};
use ratatui_core::text::{Line, Span, Text};

use super::escape::escape;

/// The text as it is printed: with colours, or plain. No line ends in spaces.
pub fn to_string(text: &Text, color: bool) -> String {
    let mut out = String::new();
    for line in &text.lines {
        let full = line.spans.iter().map(|span| span.content.as_ref()).collect::<String>();
        let mut left = full.trim_end().len();
        let mut current = String::new();
        for span in &line.spans {
            let content = &span.content[..left.min(span.content.len())];
            left -= content.len();
            let wanted = codes(text.style.patch(line.style).patch(span.style));
            if color && !content.is_empty() && wanted != current {
                let reset = if current.is_empty() { "" } else { "\x1b[0m" };
                let set = if wanted.is_empty() { String::new() } else { format!("\x1b[{wanted}m") };
                out.extend([reset, &set]);
                current = wanted;
            }
            out.push_str(content);
        }
        out.push_str(if current.is_empty() { "\n" } else { "\x1b[0m\n" });
    }
    out
}

/// The parameters of the sequence that switches a style on; empty for the plain one.
pub fn codes(style: Style) -> String {
    let mut codes: Vec<String> = Vec::new();
    let modifiers = [
        (Modifier::BOLD, 1),
        (Modifier::DIM, 2),
        (Modifier::ITALIC, 3),
        (Modifier::UNDERLINED, 4),
        (Modifier::REVERSED, 7),
    ];
    codes.extend(
        modifiers.iter().filter(|(m, _)| style.add_modifier.contains(*m)).map(|(_, code)| code.to_string()),
    );
    codes.extend(style.fg.and_then(|color| color_code(color, 30)));
    codes.extend(style.bg.and_then(|color| color_code(color, 40)));
    codes.join(";")
}

/// The sixteen colours in the order of their codes.
const COLORS: [Color; 16] = [
    Color::Black,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::Gray,
    Color::DarkGray,
    Color::LightRed,
    Color::LightGreen,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightMagenta,
    Color::LightCyan,
    Color::White,
];

fn color_code(color: Color, base: usize) -> Option<String> {
    let place = COLORS.iter().position(|&c| c == color);
    match (place, color) {
        (Some(n @ 0..8), _) => Some((base + n).to_string()),
        (Some(n), _) => Some((base + 60 + n - 8).to_string()),
        (None, Color::Indexed(n)) => Some(format!("{};5;{n}", base + 8)),
        (None, _) => None,
    }
}

/// Text that holds colours, as the compiler writes it. Every other escape sequence is dropped,
/// every other control character escaped.
pub fn parse(printed: &str) -> Text<'static> {
    let mut style = Style::new();
    let mut lines = Vec::new();
    for printed in printed.lines() {
        let mut spans = Vec::new();
        let mut pieces = printed.split('\x1b');
        let mut push = |text: &str, style: Style| {
            if !text.is_empty() {
                spans.push(Span::styled(escape(text), style));
            }
        };
        push(pieces.next().unwrap_or_default(), style);
        for piece in pieces {
            let (sequence, text) = sequence(piece);
            if let Some(codes) = sequence {
                style = restyled(style, codes);
            }
            push(text, style);
        }
        lines.push(Line::from(spans));
    }
    Text::from(lines)
}

/// Splits what follows an escape character: the parameters, if it sets a style, and the text after
/// the sequence.
fn sequence(piece: &str) -> (Option<&str>, &str) {
    if let Some(rest) = piece.strip_prefix('[') {
        let Some(end) = rest.find(|c: char| ('\x40'..='\x7e').contains(&c)) else { return (None, "") };
        let (codes, text) = (&rest[..end], &rest[end + 1..]);
        return (rest[end..].starts_with('m').then_some(codes), text);
    }
    if let Some(rest) = piece.strip_prefix(']') {
        // An operating system command, such as a link, up to the bell or the escape before `\`.
        return (None, rest.split_once('\x07').map_or("", |(_, text)| text));
    }
    let mut rest = piece.chars();
    rest.next();
    (None, rest.as_str())
}

fn restyled(mut style: Style, codes: &str) -> Style {
    let mut codes = codes.split(';').map(|code| code.parse::<usize>().unwrap_or(0));
    while let Some(code) = codes.next() {
        style = match code {
            0 => Style::new(),
            1 => style.add_modifier(Modifier::BOLD),
            2 => style.add_modifier(Modifier::DIM),
            3 => style.add_modifier(Modifier::ITALIC),
            4 => style.add_modifier(Modifier::UNDERLINED),
            7 => style.add_modifier(Modifier::REVERSED),
            30..38 => style.fg(COLORS[code - 30]),
            90..98 => style.fg(COLORS[code - 90 + 8]),
            38 | 48 if codes.next() == Some(5) => match (code, codes.next().unwrap_or(0)) {
                (38, n @ 0..16) => style.fg(COLORS[n]),
                (38, n) => style.fg(Color::Indexed(n as u8)),
                _ => style,
            },
            39 => Style { fg: None, ..style },
            _ => style,
        };
    }
    style
}

#[cfg(test)]
mod tests {
    use super::super::style::{DIFFERING, FAINT};
    use super::*;

    #[test]
    fn prints_with_and_without_colour() {
        let line =
            Line::from(vec![Span::styled("≠1", DIFFERING), Span::raw(" of "), Span::styled("2  ", FAINT)]);
        let text = Text::from(vec![line, Line::raw("   "), Line::raw("end  ")]);
        assert_eq!(to_string(&text, false), "≠1 of 2\n\nend\n");
        assert_eq!(to_string(&text, true), "\x1b[1;31m≠1\x1b[0m of \x1b[2m2\x1b[0m\n\nend\n");
    }

    #[test]
    fn reads_the_colours_of_a_compiler() {
        let text = parse("\x1b[1m\x1b[38;5;9merror\x1b[0m: no \x1b[91mx\x1b[39m\n  y");
        assert_eq!(to_string(&text, false), "error: no x\n  y\n");
        assert_eq!(to_string(&text, true), "\x1b[1;91merror\x1b[0m: no \x1b[91mx\x1b[0m\n  y\n");
    }

    #[test]
    fn nothing_but_colours_passes() {
        let text = parse("a\x1b[2Jb\x1b]0;title\x07c\x1bcd\x08e\x1b[");
        assert_eq!(to_string(&text, true), "abcd\\u{8}e\n");
    }
}
