//! The thread that reads keys, and the keys that mean the same everywhere.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;
use std::time::Duration;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// How soon the thread notices that it is not needed any more.
const PATIENCE: Duration = Duration::from_millis(100);

pub struct Keyboard {
    over: Arc<AtomicBool>,
}

impl Keyboard {
    /// Calls `heard` for whatever the terminal says, until that returns `false` or reading fails.
    pub fn listen(heard: impl Fn(io::Result<Event>) -> bool + Send + 'static) -> Keyboard {
        let over = Arc::new(AtomicBool::new(false));
        let stop = over.clone();
        thread::spawn(move || {
            while !stop.load(SeqCst) {
                let event = match crossterm::event::poll(PATIENCE) {
                    Ok(false) => continue,
                    Ok(true) => crossterm::event::read(),
                    Err(error) => Err(error),
                };
                let failed = event.is_err();
                if !heard(event) || failed {
                    return;
                }
            }
        });
        Keyboard { over }
    }

    /// Lets the thread end. It is not waited for: where the terminal is gone, reading it never ends.
    pub fn stop(self) {
        self.over.store(true, SeqCst);
    }
}

/// A key that goes through a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    Up,
    Down,
    PageUp,
    PageDown,
    Home,
    End,
}

impl Motion {
    /// How many lines it goes down, where so many are seen at once.
    pub fn lines(self, seen: usize) -> isize {
        let page = seen.max(2) as isize - 1;
        match self {
            Motion::Up => -1,
            Motion::Down => 1,
            Motion::PageUp => -page,
            Motion::PageDown => page,
            Motion::Home => isize::MIN / 2,
            Motion::End => isize::MAX / 2,
        }
    }
}

/// Control-C, which every terminal user expects to end what is running, and control-D.
pub fn ends(key: KeyEvent) -> bool {
    key.modifiers.contains(KeyModifiers::CONTROL) && matches!(key.code, KeyCode::Char('c' | 'd'))
}

/// The motion that a key means, if it means one.
pub fn motion(key: KeyEvent) -> Option<Motion> {
    if key.modifiers.contains(KeyModifiers::CONTROL) {
        return match key.code {
            KeyCode::Char('u') => Some(Motion::PageUp),
            KeyCode::Char('f') => Some(Motion::PageDown),
            _ => None,
        };
    }
    Some(match key.code {
        KeyCode::Up | KeyCode::Char('k') => Motion::Up,
        KeyCode::Down | KeyCode::Char('j') => Motion::Down,
        KeyCode::PageUp | KeyCode::Char('b') => Motion::PageUp,
        KeyCode::PageDown | KeyCode::Char(' ') => Motion::PageDown,
        KeyCode::Home | KeyCode::Char('g') => Motion::Home,
        KeyCode::End | KeyCode::Char('G') => Motion::End,
        _ => return None,
    })
}

/// What was pressed, where letting go says nothing.
pub fn pressed(key: KeyEvent) -> bool {
    key.kind != KeyEventKind::Release
}
