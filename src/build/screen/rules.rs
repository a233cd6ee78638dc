//! What is denied, and where.
//!
//! A macro cannot make new names, so each of these must stand in the file as a token. Names that mean
//! nothing else are denied wherever they stand; those that an honest kata could use are denied where they
//! mean what is denied. All are lower-case ASCII, which the compiler's normalisation of names (NFC) makes
//! of nothing else: only the sign for kelvin becomes a letter of ASCII, the capital K.

use super::Reason;
use super::groups::Place;
use super::tokens::{Kind, Token};

/// Beneath the language.
const UNSAFE: &[&str] = &[
    "unsafe",
    "global_asm",
    "naked_asm",
    "no_mangle",
    "export_name",
    "link_section",
    "link_name",
    "global_allocator",
    "panic_handler",
];
/// Macros that read, under names that mean nothing else.
const READS: &[&str] = &["include_str", "include_bytes", "option_env"];
/// Macros that read, under names that a variable might have.
const MAY_READ: &[&str] = &["include", "env"];
/// The modules of `std` that reach outside, all of them names that a variable might have.
const OUTSIDE: &[&str] = &["env", "fs", "net", "os", "path", "process"];
/// Lints and documentation, for the whole crate.
const CRATE_ATTRIBUTES: &[&str] =
    &["allow", "cfg", "clippy", "deny", "doc", "expect", "forbid", "rustfmt", "warn"];
/// Crates that are there anyway.
const CRATES: &[&str] = &["alloc", "core", "ndarray", "std"];

/// The first token that is denied, where it stands, and why.
pub fn first_denied(tokens: &[Token]) -> Option<(usize, Reason)> {
    let tokens = &without_tests(tokens);
    let file = File { tokens, std: std_in_the_open(tokens), pastes: pastes(tokens) };
    let mut place = Place::new(tokens);
    (0..tokens.len()).find_map(|index| {
        let denied = file.denied(index, &place).map(|reason| (tokens[index].offset, reason));
        place.pass(tokens, index);
        denied
    })
}

struct File<'a> {
    tokens: &'a [Token<'a>],
    std: Std,
    /// Its macros put words beside others that they did not stand beside: a bare `env` may get its `!`.
    pastes: bool,
}

/// Ways to the modules of `std` other than `std::fs`, which their names alone then give away.
#[derive(Default)]
struct Std {
    /// `use std::*`, or a macro that completes `use std::{…}`.
    everything: bool,
    /// A macro completes `std::$module`, or is handed `std`.
    by_macro: bool,
}

fn std_in_the_open(tokens: &[Token]) -> Std {
    let mut found = Std::default();
    let mut place = Place::new(tokens);
    for (index, token) in tokens.iter().enumerate() {
        let next = |n: usize| tokens.get(index + n).map(|token| token.kind);
        let before = |n: usize| index.checked_sub(n).map(|i| tokens[i].kind);
        match token.kind {
            Kind::Word("std") if next(1) == Some(Kind::Path) => {
                found.everything |= next(2) == Some(Kind::Sign('*'));
                found.by_macro |= next(2) == Some(Kind::Sign('$'));
            }
            Kind::Word("std") => found.by_macro |= place.in_own_macro(),
            Kind::Sign('*') => {
                let first = matches!(before(1), Some(Kind::Sign('{' | ',')));
                found.everything |= first && place.in_import() && place.in_group_of_std();
            }
            Kind::Sign('$') => found.everything |= place.in_group_of_std(),
            _ => {}
        }
        place.pass(tokens, index);
    }
    found
}

/// All but `#[cfg(test)] mod …`, which is not compiled. Only where no macro can take off the attribute.
fn without_tests<'a>(tokens: &[Token<'a>]) -> Vec<Token<'a>> {
    use Kind::{Sign, Word};
    let tests =
        [Sign('#'), Sign('['), Word("cfg"), Sign('('), Word("test"), Sign(')'), Sign(']'), Word("mod")];
    let mut kept = Vec::with_capacity(tokens.len());
    let (mut depth, mut outer) = (0_usize, None);
    for (index, token) in tokens.iter().enumerate() {
        let starts = || tokens[index..].iter().map(|token| token.kind).take(tests.len()).eq(tests);
        if depth == 0 && outer.is_none() && starts() {
            outer = Some(index);
        }
        match token.kind {
            Sign('(' | '[' | '{') => depth += 1,
            Sign(')' | ']' | '}') => depth = depth.saturating_sub(1),
            _ => {}
        }
        if outer.is_none() {
            kept.push(*token);
        }
        // A module of another file ends with its name.
        if depth == 0 && matches!(token.kind, Sign('}' | ';')) {
            outer = None;
        }
    }
    kept
}

/// Whether a macro of the file's own has `$x!`, `$x::`, `::$x`, `$x $y` or the like.
fn pastes(tokens: &[Token]) -> bool {
    use Kind::{Path, Sign, Word};
    let kind = |index: usize| tokens.get(index).map(|token| token.kind);
    let joins = |index| match kind(index) {
        Some(Sign('!')) => kind(index + 1) != Some(Sign('=')),
        found => matches!(found, Some(Path | Sign('$'))),
    };
    let repeats = |index| matches!(kind(index), Some(Sign('*' | '+' | '?')));
    let mut repetitions = vec![];
    (0..tokens.len()).any(|index| match tokens[index].kind {
        Path => kind(index + 1) == Some(Sign('$')),
        Sign('$') => match (kind(index + 1), kind(index + 2)) {
            (Some(Word("crate")), _) => false,
            // The second is how a macro writes the `$x` of one that it defines.
            (Some(Word(_)), Some(Word(_))) => joins(index + 3),
            (Some(Word(_)), _) => joins(index + 2),
            _ => false,
        },
        Sign('(' | '[' | '{') => {
            repetitions.push(index.checked_sub(1).and_then(kind) == Some(Sign('$')));
            false
        }
        Sign(')' | ']' | '}') if repetitions.pop() == Some(true) => {
            let separated = !repeats(index + 1) || repeats(index + 2);
            joins(index + 1) || joins(index + if separated { 3 } else { 2 })
        }
        _ => false,
    })
}

impl File<'_> {
    fn kind(&self, index: Option<usize>) -> Option<Kind<'_>> {
        self.tokens.get(index?).map(|token| token.kind)
    }

    fn denied(&self, index: usize, place: &Place) -> Option<Reason> {
        let Kind::Word(word) = self.tokens[index].kind else { return self.attribute(index) };
        let owned = || word.to_owned();
        if UNSAFE.contains(&word)
            || word == "unsafe_code" && !matches!(place.head(), Some("deny" | "forbid" | "warn"))
            || word == "extern" && !self.names_a_crate(index)
        {
            return Some(Reason::Unsafe(owned()));
        }
        if OUTSIDE.contains(&word) && self.is_module_of_std(index, place) {
            return Some(Reason::Outside(format!("std::{word}")));
        }
        if READS.contains(&word) || MAY_READ.contains(&word) && self.is_macro(index, place) {
            return Some(Reason::Reads(format!("{word}!")));
        }
        let of_something = matches!(self.before(index, 1), Some(Kind::Sign('.') | Kind::Word("fn")));
        if word == "stdin"
            && !of_something
            && (place.in_import() || self.after_path(index) || self.next(index) == Some(Kind::Sign('(')))
        {
            return Some(Reason::Outside(owned()));
        }
        if word == "path" && place.in_attribute() && self.next(index) == Some(Kind::Sign('=')) {
            return Some(Reason::Reads("#[path]".to_owned()));
        }
        let renamed = self.next(index) == Some(Kind::Word("as")) && place.in_import();
        let is_std = word == "std" || word == "self" && place.in_group_of_std();
        (renamed && is_std).then_some(Reason::Renamed)
    }

    /// `#![…]` other than lints and documentation.
    fn attribute(&self, index: usize) -> Option<Reason> {
        let signs = [0, 1, 2].map(|n| self.kind(Some(index + n)));
        if signs != ['#', '!', '['].map(|sign| Some(Kind::Sign(sign))) {
            return None;
        }
        match self.kind(Some(index + 3)) {
            Some(Kind::Word("cfg_attr")) if self.sets_lints(index + 4) => None,
            Some(Kind::Word(name)) if !CRATE_ATTRIBUTES.contains(&name) => {
                Some(Reason::CrateAttribute(name.to_owned()))
            }
            _ => None,
        }
    }

    /// Whether `(condition, attribute, …)` has no attribute but lints and documentation.
    fn sets_lints(&self, open: usize) -> bool {
        let mut depth = 0_usize;
        for index in open..self.tokens.len() {
            match self.tokens[index].kind {
                Kind::Sign('(' | '[' | '{') => depth += 1,
                Kind::Sign(')' | ']' | '}') if depth < 2 => return true,
                Kind::Sign(')' | ']' | '}') => depth -= 1,
                Kind::Sign(',') if depth == 1 => match self.next(index) {
                    Some(Kind::Word(name)) if CRATE_ATTRIBUTES.contains(&name) => {}
                    Some(Kind::Sign(')')) => {}
                    _ => return false,
                },
                _ => {}
            }
        }
        false
    }

    fn next(&self, index: usize) -> Option<Kind<'_>> {
        self.kind(Some(index + 1))
    }

    fn before(&self, index: usize, n: usize) -> Option<Kind<'_>> {
        self.kind(index.checked_sub(n))
    }

    fn after_path(&self, index: usize) -> bool {
        self.before(index, 1) == Some(Kind::Path)
    }

    /// `extern crate ndarray;`
    fn names_a_crate(&self, index: usize) -> bool {
        let following = [1, 2, 3].map(|n| self.kind(Some(index + n)));
        matches!(following, [Some(Kind::Word("crate")), Some(Kind::Word(name)), Some(Kind::Sign(';'))]
            if CRATES.contains(&name))
    }

    /// Whether a word that a variable might have is the macro of that name, or may become it.
    fn is_macro(&self, index: usize, place: &Place) -> bool {
        let compared = self.kind(Some(index + 2)) == Some(Kind::Sign('='));
        let called = self.next(index) == Some(Kind::Sign('!')) && !compared;
        let imported = place.in_import() && self.next(index) == Some(Kind::Word("as"));
        called || imported || self.of_std(index, place) || self.is_handed_over(index, place)
    }

    fn is_module_of_std(&self, index: usize, place: &Place) -> bool {
        let in_path = self.after_path(index) || self.next(index) == Some(Kind::Path) || place.in_import();
        // `std::env!` is the macro.
        if self.next(index) == Some(Kind::Sign('!')) {
            return false;
        }
        self.of_std(index, place)
            || self.std.everything && (in_path || self.is_bare_in_macro(index, place))
            || self.std.by_macro && self.is_handed_over(index, place)
    }

    /// `std::word`, or `word` at the beginning of a path in `std::{…}`.
    fn of_std(&self, index: usize, place: &Place) -> bool {
        match self.before(index, 1) {
            Some(Kind::Path) => self.before(index, 2) == Some(Kind::Word("std")),
            Some(Kind::Sign('{' | ',')) => place.in_group_of_std(),
            _ => false,
        }
    }

    /// A bare word of a macro of the file's own, which may put it anywhere.
    fn is_handed_over(&self, index: usize, place: &Place) -> bool {
        let pasted = self.pastes || self.next(index) == Some(Kind::Sign('$'));
        pasted && self.is_bare_in_macro(index, place)
    }

    fn is_bare_in_macro(&self, index: usize, place: &Place) -> bool {
        place.in_own_macro() && !matches!(self.before(index, 1), Some(Kind::Sign('$' | '.')))
    }
}
