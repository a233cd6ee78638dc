//! What the keys mean, which depends on what goes on.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::state::{Act, Pane};
use crate::history::Rating;
use crate::screen::keyboard::{Motion, ends, motion};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// Leaves the screen; the round stays as it is.
    Leave,
    /// Asks what is to become of the round.
    Ask,
    GoOn,
    Finish,
    Abandon,
    Pause,
    Next,
    Previous,
    Again,
    Language,
    /// Opens a pane, or closes it again.
    Pane(Pane),
    /// The follow-up questions begin.
    Quiz,
    Reveal,
    Rate(Rating),
    Skip,
    Move(Motion),
}

/// The meaning of a key, if it has one.
pub fn meaning(key: KeyEvent, act: Act) -> Option<Key> {
    if ends(key) {
        return Some(Key::Leave);
    }
    let special = match key.modifiers.contains(KeyModifiers::CONTROL) {
        true => None,
        false => match key.code {
            KeyCode::Char('t') => Some(Key::Language),
            code => particular(code, act),
        },
    };
    special.or_else(|| motion(key).map(Key::Move))
}

fn particular(code: KeyCode, act: Act) -> Option<Key> {
    use KeyCode::{Char, Enter, Esc};
    Some(match (act, code) {
        (Act::Working, Char('q')) => Key::Ask,
        (Act::Working, Char('P')) => Key::Pause,
        (Act::Working, Char('n')) => Key::Next,
        (Act::Working, Char('p')) => Key::Previous,
        (Act::Working, Char('r')) => Key::Again,
        (Act::Working, Char('v') | Esc | Enter) => Key::Pane(Pane::Verdict),
        (Act::Working, Char('s')) => Key::Pane(Pane::Statement),
        (Act::Working, Char('o')) => Key::Pane(Pane::Output),
        (Act::Working, Char('h')) => Key::Pane(Pane::Hints),
        (Act::Working, Char('l')) => Key::Pane(Pane::Tasks),
        (Act::Working, Char('?')) => Key::Pane(Pane::Help),

        (Act::Paused, Char('P' | ' ') | Enter) => Key::GoOn,
        (Act::Paused, Char('q')) => Key::Ask,

        (Act::Asking, Char('l')) => Key::Leave,
        (Act::Asking, Char('f')) => Key::Finish,
        (Act::Asking, Char('a')) => Key::Abandon,
        (Act::Asking, Char('q') | Esc) => Key::GoOn,

        (Act::Bell, Char('q')) => Key::Leave,
        (Act::Bell, Char('r')) => Key::Again,

        (Act::Scorecard, Char('f') | Enter) => Key::Quiz,
        (Act::Scorecard, Char('q') | Esc) => Key::Leave,

        (Act::Question { revealed: false }, Char(' ') | Enter) => Key::Reveal,
        (Act::Question { revealed: true }, Char('1')) => Key::Rate(Rating::Well),
        (Act::Question { revealed: true }, Char('2')) => Key::Rate(Rating::Partly),
        (Act::Question { revealed: true }, Char('3')) => Key::Rate(Rating::Badly),
        (Act::Question { .. }, Char('n')) => Key::Skip,
        (Act::Question { .. }, Char('q') | Esc) => Key::GoOn,
        _ => return None,
    })
}
