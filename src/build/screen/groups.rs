//! Where in a file a token stands.

use std::collections::HashSet;

use super::tokens::{Kind, Token};

/// The brackets around a token, innermost last, and whether it belongs to a `use`.
pub struct Place<'a> {
    groups: Vec<Group<'a>>,
    /// The depth at which a `use` began.
    import: Option<usize>,
    own_macros: HashSet<&'a str>,
    /// Macros of the file's own define others, under any name.
    makes_macros: bool,
}

#[derive(Clone, Copy)]
struct Group<'a> {
    /// The word before the bracket: `deny` in `deny(…)`.
    head: Option<&'a str>,
    /// Opened by `std::{`, or by a further `{` there.
    of_std: bool,
    /// The definition of a macro of the file's own, or what is handed to one.
    in_own_macro: bool,
    attribute: bool,
}

/// Macros that do with their words what everybody knows.
const KNOWN_MACROS: &[&str] = &[
    "array",
    "assert",
    "assert_eq",
    "assert_ne",
    "azip",
    "cfg",
    "compile_error",
    "concat",
    "concatenate",
    "dbg",
    "debug_assert",
    "debug_assert_eq",
    "debug_assert_ne",
    "eprint",
    "eprintln",
    "format",
    "matches",
    "panic",
    "print",
    "println",
    "s",
    "stack",
    "stringify",
    "thread_local",
    "todo",
    "unimplemented",
    "unreachable",
    "vec",
    "write",
    "writeln",
];

impl<'a> Place<'a> {
    /// The beginning of a file of these tokens.
    pub fn new(tokens: &[Token<'a>]) -> Self {
        // What is renamed may hide a macro behind a known name.
        let named = tokens.windows(3).filter_map(|window| match [0, 1, 2].map(|i| window[i].kind) {
            [Kind::Word("macro_rules"), Kind::Sign('!'), Kind::Word(name)] => Some(name),
            [_, Kind::Word("as"), Kind::Word(name)] => Some(name),
            _ => None,
        });
        let makes_macros = tokens.windows(3).any(|window| {
            [0, 1, 2].map(|i| window[i].kind) == [Kind::Word("macro_rules"), Kind::Sign('!'), Kind::Sign('$')]
        });
        Place { groups: vec![], import: None, own_macros: named.collect(), makes_macros }
    }

    /// Goes past the token of this number.
    pub fn pass(&mut self, tokens: &[Token<'a>], index: usize) {
        let before = |n: usize| index.checked_sub(n).map(|i| tokens[i].kind);
        match tokens[index].kind {
            Kind::Word("use") if tokens.get(index + 1).map(|next| next.kind) != Some(Kind::Sign('<')) => {
                self.import = Some(self.groups.len());
            }
            Kind::Sign(';') => self.import = None,
            Kind::Sign('(' | '[' | '{') => {
                let (one, two) = (before(1), before(2));
                let head = match one {
                    Some(Kind::Word(word)) => Some(word),
                    _ => None,
                };
                let called = match (one, two) {
                    (Some(Kind::Sign('!')), Some(Kind::Word(name))) => self.is_own(name),
                    (Some(Kind::Word(_)), Some(Kind::Sign('!'))) => {
                        before(3) == Some(Kind::Word("macro_rules"))
                    }
                    _ => false,
                };
                self.groups.push(Group {
                    head,
                    of_std: (one, two) == (Some(Kind::Path), Some(Kind::Word("std")))
                        || self.in_group_of_std() && matches!(one, Some(Kind::Sign('{' | ','))),
                    in_own_macro: called || self.in_own_macro(),
                    attribute: one == Some(Kind::Sign('#'))
                        || (one, two) == (Some(Kind::Sign('!')), Some(Kind::Sign('#')))
                        || self.in_attribute(),
                });
            }
            Kind::Sign(')' | ']' | '}') => {
                self.groups.pop();
                self.import = self.import.filter(|&depth| depth <= self.groups.len());
            }
            _ => {}
        }
    }

    /// Names that are not plain ASCII may be spelt in several ways, and are never taken for known.
    fn is_own(&self, name: &str) -> bool {
        self.makes_macros || self.own_macros.contains(name) || !KNOWN_MACROS.contains(&name)
    }

    pub fn in_import(&self) -> bool {
        self.import.is_some()
    }

    pub fn in_own_macro(&self) -> bool {
        self.groups.last().is_some_and(|group| group.in_own_macro)
    }

    pub fn in_attribute(&self) -> bool {
        self.groups.last().is_some_and(|group| group.attribute)
    }

    /// Directly within `std::{…}`.
    pub fn in_group_of_std(&self) -> bool {
        self.groups.last().is_some_and(|group| group.of_std)
    }

    /// The word before the innermost bracket.
    pub fn head(&self) -> Option<&'a str> {
        self.groups.last().and_then(|group| group.head)
    }
}
