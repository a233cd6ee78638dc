//! The terminal: taken over, drawn to, and given back as it was.

use std::io::{self, Stdout, Write};
use std::panic;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread::{self, ThreadId};

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::style::Print;
use crossterm::terminal::{
    self, BeginSynchronizedUpdate, Clear, DisableLineWrap, EnableLineWrap, EndSynchronizedUpdate,
    EnterAlternateScreen, LeaveAlternateScreen,
};
use crossterm::{execute, queue};
use ratatui_core::backend::{Backend, ClearType, WindowSize};
use ratatui_core::buffer::Cell;
use ratatui_core::layout::{Position, Size};
use ratatui_core::style::{Color, Style};
use ratatui_core::terminal::Terminal;

use crate::view::ansi::codes;

/// Whether the terminal is taken over.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal as long as this lives.
pub struct Screen(pub Terminal<Escapes>);

impl Screen {
    pub fn take(color: bool) -> io::Result<Screen> {
        restore_on_panic(thread::current().id());
        terminal::enable_raw_mode()?;
        TAKEN.store(true, SeqCst);
        // From here on dropping gives everything back, should the rest fail.
        let screen = Screen(Terminal::new(Escapes { out: io::stdout(), color })?);
        execute!(io::stdout(), EnterAlternateScreen, DisableLineWrap, Hide)?;
        Ok(screen)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore();
    }
}

/// Gives the terminal back; done once, whoever asks.
pub fn restore() {
    if TAKEN.swap(false, SeqCst) {
        let _ = execute!(io::stdout(), EndSynchronizedUpdate, EnableLineWrap, LeaveAlternateScreen, Show);
        let _ = terminal::disable_raw_mode();
    }
}

/// The message of a panic that ends the screen is to be read on the terminal as it was. Panics of
/// other threads are none of its business: whoever started those catches them.
fn restore_on_panic(screen: ThreadId) {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if thread::current().id() == screen {
                restore();
            }
            before(info);
        }));
    });
}

/// Draws cells as escape sequences.
pub struct Escapes {
    out: Stdout,
    color: bool,
}

impl Backend for Escapes {
    type Error = io::Error;

    fn draw<'a, I: Iterator<Item = (u16, u16, &'a Cell)>>(&mut self, cells: I) -> io::Result<()> {
        let mut out = self.out.lock();
        let mut style = Style::new();
        let mut next = None;
        queue!(out, BeginSynchronizedUpdate, Print("\x1b[0m"))?;
        for (x, y, cell) in cells {
            if next != Some((x, y)) {
                queue!(out, MoveTo(x, y))?;
            }
            next = Some((x + 1, y));
            let mut wanted = cell.style();
            if !self.color {
                (wanted.fg, wanted.bg) = (Some(Color::Reset), Some(Color::Reset));
            }
            if wanted != style {
                queue!(out, Print(format_args!("\x1b[0;{}m", codes(wanted))))?;
                style = wanted;
            }
            queue!(out, Print(cell.symbol()))?;
        }
        queue!(out, Print("\x1b[0m"), EndSynchronizedUpdate)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        execute!(self.out, Hide)
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        execute!(self.out, Show)
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        crossterm::cursor::position().map(Position::from)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let Position { x, y } = position.into();
        execute!(self.out, MoveTo(x, y))
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        execute!(
            self.out,
            Clear(match region {
                ClearType::All => terminal::ClearType::All,
                ClearType::AfterCursor => terminal::ClearType::FromCursorDown,
                ClearType::BeforeCursor => terminal::ClearType::FromCursorUp,
                ClearType::CurrentLine => terminal::ClearType::CurrentLine,
                ClearType::UntilNewLine => terminal::ClearType::UntilNewLine,
            })
        )
    }

    fn size(&self) -> io::Result<Size> {
        terminal::size().map(Size::from)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        let size = terminal::window_size()?;
        Ok(WindowSize {
            columns_rows: Size { width: size.columns, height: size.rows },
            pixels: Size { width: size.width, height: size.height },
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
