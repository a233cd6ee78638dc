//! What the keys mean.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::state::Pane;
use crate::screen::keyboard::{Motion, ends, motion};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    Quit,
    Next,
    Previous,
    Again,
    Language,
    /// Opens a pane, or closes it again.
    Pane(Pane),
    Choose,
    Back,
    Move(Motion),
}

/// The meaning of a key, if it has one.
pub fn meaning(key: KeyEvent) -> Option<Key> {
    if ends(key) {
        return Some(Key::Quit);
    }
    if let Some(motion) = motion(key) {
        return Some(Key::Move(motion));
    }
    if key.modifiers.contains(KeyModifiers::CONTROL) {
        return None;
    }
    Some(match key.code {
        KeyCode::Char('q') => Key::Quit,
        KeyCode::Char('n') => Key::Next,
        KeyCode::Char('p') => Key::Previous,
        KeyCode::Char('r') => Key::Again,
        KeyCode::Char('t') => Key::Language,
        KeyCode::Char('v') => Key::Back,
        KeyCode::Char('s') => Key::Pane(Pane::Statement),
        KeyCode::Char('h') => Key::Pane(Pane::Hints),
        KeyCode::Char('l') => Key::Pane(Pane::List),
        KeyCode::Char('o') => Key::Pane(Pane::Output),
        KeyCode::Char('f') => Key::Pane(Pane::Questions),
        KeyCode::Char('?') => Key::Pane(Pane::Help),
        KeyCode::Enter => Key::Choose,
        KeyCode::Esc => Key::Back,
        _ => return None,
    })
}
