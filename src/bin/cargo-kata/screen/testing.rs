//! What the tests of screens share.

use ratatui_core::backend::TestBackend;
use ratatui_core::layout::Size;
use ratatui_core::terminal::{Frame, Terminal};
use unicode_width::UnicodeWidthStr;

/// What stands on a screen of this size, a line each.
pub fn drawn(size: Size, draw: impl FnOnce(&mut Frame)) -> Vec<String> {
    let mut terminal = Terminal::new(TestBackend::new(size.width, size.height)).unwrap();
    terminal.draw(draw).unwrap();
    let buffer = terminal.backend().buffer();
    let line = |y: u16| {
        let mut line = String::new();
        let mut x = 0;
        while x < size.width {
            let symbol = buffer[(x, y)].symbol();
            line.push_str(symbol);
            x += (symbol.width() as u16).max(1);
        }
        line.trim_end().to_owned()
    };
    (0..size.height).map(line).collect()
}
