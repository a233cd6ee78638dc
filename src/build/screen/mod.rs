//! What is looked at before a stranger's file is compiled.
//!
//! The wall around untrusted code is the sandbox; this is the message. It finds what a kata never needs
//! and what reaches outside of it, and says where it stands, so that whoever wrote it honestly knows what
//! to change. Therefore it refuses nothing that an honest kata could contain: comments, strings, longer
//! names and variables that happen to be called `env` are innocent.

mod groups;
mod rules;
mod tokens;

use std::fmt;

use super::NotBuilt;
use crate::judge::Verdict;

/// Why a file is not compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    /// Counted from one.
    pub line: usize,
    pub reason: Reason,
}

/// What a file must not contain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    NotUtf8,
    Nul,
    /// A character that makes text look other than it is compiled.
    Reorders(char),
    /// What switches the compiler's checks off, or reaches beneath the language.
    Unsafe(String),
    /// What reaches files, the network, processes or the environment while it runs.
    Outside(String),
    /// What reads files or the environment while it is compiled.
    Reads(String),
    /// An attribute of the whole crate that is neither a lint nor documentation.
    CrateAttribute(String),
    /// The standard library under another name.
    Renamed,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::NotUtf8 => f.write_str("not valid UTF-8"),
            Reason::Nul => f.write_str("a NUL character"),
            Reason::Reorders(c) => {
                write!(f, "U+{:04X} makes text look other than it is compiled", u32::from(*c))
            }
            Reason::Unsafe(what) => write!(f, "`{what}` is not accepted: a kata is safe Rust"),
            Reason::Outside(what) => write!(
                f,
                "`{what}` is not accepted: a kata uses no files, network, processes, environment or input"
            ),
            Reason::Reads(what) => {
                write!(
                    f,
                    "`{what}` is not accepted: a kata is one file, and reads nothing when it is compiled"
                )
            }
            Reason::CrateAttribute(what) => {
                write!(f, "`#![{what}]` is not accepted: a kata may only set lints and documentation")
            }
            Reason::Renamed => f.write_str("`std` must keep its name"),
        }
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.reason)
    }
}

impl From<Rejection> for NotBuilt {
    fn from(rejection: Rejection) -> Self {
        NotBuilt { verdict: Verdict::Rejected, message: rejection.to_string() }
    }
}

/// Refuses what a kata never needs and what reaches outside. What is no Rust at all is left to the
/// compiler, which says it better.
pub fn screen(bytes: &[u8]) -> Result<(), Rejection> {
    let at = |offset: usize, reason| Rejection { line: line(bytes, offset), reason };
    let text = std::str::from_utf8(bytes).map_err(|error| at(error.valid_up_to(), Reason::NotUtf8))?;
    if let Some((offset, reason)) = text.char_indices().find_map(|(offset, c)| Some((offset, unfit(c)?))) {
        return Err(at(offset, reason));
    }
    match rules::first_denied(&tokens::tokens(text)) {
        Some((offset, reason)) => Err(at(offset, reason)),
        None => Ok(()),
    }
}

/// The characters that the compiler itself refuses by default, in comments and strings as well.
fn unfit(c: char) -> Option<Reason> {
    match c {
        '\0' => Some(Reason::Nul),
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Some(Reason::Reorders(c)),
        _ => None,
    }
}

fn line(bytes: &[u8], offset: usize) -> usize {
    1 + bytes[..offset].iter().filter(|&&byte| byte == b'\n').count()
}

#[cfg(test)]
mod tests;
