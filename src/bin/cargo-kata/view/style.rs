//! The styles by name. Only the sixteen colours that every terminal chooses itself, so that they
//! read on dark and on light backgrounds; what matters is also said by a sign or a word.

use ratatui_core::style::{Color, Modifier, Style};

pub const PLAIN: Style = Style::new();
pub const HEADING: Style = PLAIN.add_modifier(Modifier::BOLD);
pub const EMPHASIS: Style = PLAIN.add_modifier(Modifier::ITALIC);
pub const STRONG: Style = PLAIN.add_modifier(Modifier::BOLD);
pub const FAINT: Style = PLAIN.add_modifier(Modifier::DIM);
pub const CODE: Style = PLAIN.fg(Color::Cyan);
pub const PASSED: Style = PLAIN.fg(Color::Green);
pub const FAILED: Style = PLAIN.fg(Color::Red);
pub const OPEN: Style = PLAIN.fg(Color::Yellow);
/// An entry that is not what it should be.
pub const DIFFERING: Style = PLAIN.fg(Color::Red).add_modifier(Modifier::BOLD);
/// NaN and infinities, where they were not expected.
pub const STRANGE: Style = PLAIN.fg(Color::Magenta).add_modifier(Modifier::BOLD);
/// Where the cursor of a list is.
pub const CHOSEN: Style = PLAIN.add_modifier(Modifier::REVERSED);
