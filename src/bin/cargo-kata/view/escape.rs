//! Text from a learner's code, made harmless: it may hold anything, and must not move the cursor,
//! change colours or reorder what stands on the screen.

/// The text with every character that a terminal could act on written out as `\u{…}`. Line ends
/// stay, tabs become spaces.
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\n' => safe.push('\n'),
            '\t' => safe.push_str("    "),
            c if acts(c) => safe.extend(c.escape_unicode()),
            c => safe.push(c),
        }
    }
    safe
}

/// Whether a character does something other than being seen.
fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{061c}' // Arabic letter mark
            | '\u{200b}'..='\u{200f}' // zero width space, joiners, marks of direction
            | '\u{2028}'..='\u{202e}' // line and paragraph separators, embeddings, overrides
            | '\u{2060}'..='\u{206f}' // word joiner, isolates, deprecated format characters
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' // interlinear annotations
            | '\u{e0000}'..='\u{e007f}' // tags
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_acts_on_is_written_out() {
        assert_eq!(escape("a\x1b[2Jb"), "a\\u{1b}[2Jb");
        assert_eq!(escape("\x7f\u{9b}\u{202e}\u{2066}\u{200b}"), "\\u{7f}\\u{9b}\\u{202e}\\u{2066}\\u{200b}");
        assert_eq!(escape("over\rwritten\x08"), "over\\u{d}written\\u{8}");
    }

    #[test]
    fn what_is_only_seen_stays() {
        assert_eq!(escape("softmax 手撕 ≠ é\n\tx\r\ny"), "softmax 手撕 ≠ é\n    x\ny");
    }
}
