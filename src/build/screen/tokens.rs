//! A file's tokens, as the compiler's own lexer sees them.

use ra_ap_rustc_lexer::{FrontmatterAllowed, TokenKind, strip_shebang, tokenize};

/// A token that the compiler acts on. Groups are not built: the list is as flat as the file, however
/// deeply that nests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// Where it stands, in bytes.
    pub offset: usize,
    pub kind: Kind<'a>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind<'a> {
    /// A name or keyword, without `r#`.
    Word(&'a str),
    /// `::`
    Path,
    /// Any other single character of punctuation.
    Sign(char),
    /// A literal or a lifetime, which denies nothing but keeps its neighbours apart.
    Other,
}

/// The tokens of a file without comments and white space.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut offset = text.chars().next().filter(|&c| c == '\u{feff}').map_or(0, char::len_utf8);
    offset += strip_shebang(&text[offset..]).unwrap_or(0);
    let mut tokens: Vec<Token> = Vec::new();
    for token in tokenize(&text[offset..], FrontmatterAllowed::No) {
        let end = offset + token.len as usize;
        if let Some(kind) = kind(token.kind, &text[offset..end]) {
            match tokens.last_mut() {
                Some(last) if kind == Kind::Sign(':') && *last == (Token { offset: offset - 1, kind }) => {
                    last.kind = Kind::Path;
                }
                _ => tokens.push(Token { offset, kind }),
            }
        }
        offset = end;
    }
    tokens
}

fn kind(kind: TokenKind, text: &str) -> Option<Kind<'_>> {
    match kind {
        TokenKind::Whitespace | TokenKind::LineComment { .. } | TokenKind::BlockComment { .. } => None,
        TokenKind::Ident | TokenKind::InvalidIdent | TokenKind::UnknownPrefix => Some(Kind::Word(text)),
        // A name, and never the keyword.
        TokenKind::RawIdent if matches!(text, "r#unsafe" | "r#extern") => Some(Kind::Other),
        TokenKind::RawIdent => Some(Kind::Word(text.strip_prefix("r#").unwrap_or(text))),
        TokenKind::Literal { .. } => Some(Kind::Other),
        _ => Some(match text.chars().next() {
            Some(sign) if text.len() == sign.len_utf8() => Kind::Sign(sign),
            _ => Kind::Other,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokens(text)
            .into_iter()
            .filter_map(|token| match token.kind {
                Kind::Word(word) => Some(word),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn only_what_the_compiler_acts_on() {
        let text = "\u{feff}#!/bin/sh unsafe\n// unsafe\n/* /* unsafe */ unsafe */ fn r#fs<'env>() -> c\"unsafe\" {\n\
            r#\"unsafe\" unsafe\"# b'u' 'u' 1u8 unsafely br##\"unsafe\"## r#unsafe }";
        assert_eq!(words(text), ["fn", "fs", "unsafely"]);
    }

    #[test]
    fn paths_are_one_token() {
        let kinds: Vec<Kind> = tokens("a :: b : :c::::d").into_iter().map(|token| token.kind).collect();
        let colon = Kind::Sign(':');
        let words = ["a", "b", "c", "d"].map(Kind::Word);
        assert_eq!(
            kinds,
            [words[0], Kind::Path, words[1], colon, colon, words[2], Kind::Path, Kind::Path, words[3]]
        );
    }

    #[test]
    fn rubbish_is_no_trouble() {
        for text in ["", "\"", "/*", "r##\"", "'", "№", "\u{feff}", "#!", "---\n---", &"(".repeat(200_000)]
        {
            tokens(text);
        }
    }
}
