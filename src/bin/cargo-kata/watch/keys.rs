//! What the keys mean.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::state::Pane;

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
    Up,
    Down,
    PageUp,
    PageDown,
    Home,
    End,
}

/// The meaning of a key, if it has one.
pub fn meaning(event: KeyEvent) -> Option<Key> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    if event.modifiers.contains(KeyModifiers::CONTROL) {
        return match event.code {
            KeyCode::Char('c' | 'd') => Some(Key::Quit),
            KeyCode::Char('u') => Some(Key::PageUp),
            KeyCode::Char('f') => Some(Key::PageDown),
            _ => None,
        };
    }
    Some(match event.code {
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
        KeyCode::Up | KeyCode::Char('k') => Key::Up,
        KeyCode::Down | KeyCode::Char('j') => Key::Down,
        KeyCode::PageUp | KeyCode::Char('b') => Key::PageUp,
        KeyCode::PageDown | KeyCode::Char(' ') => Key::PageDown,
        KeyCode::Home | KeyCode::Char('g') => Key::Home,
        KeyCode::End | KeyCode::Char('G') => Key::End,
        _ => return None,
    })
}
