//! The command, end to end: real kata files in a temporary workspace, the real binary, and what it
//! prints, leaves behind and ends with.

mod author;
mod bad_files;
mod bad_input;
#[cfg(unix)]
mod browser;
mod colors;
mod formats;
mod grade;
mod hints;
mod history;
mod init;
mod json;
mod kill;
mod list;
mod names;
#[cfg(unix)]
mod page;
mod progress;
mod ready_files;
mod rehearsal;
mod reproduce;
mod reset;
mod round;
#[cfg(unix)]
mod round_screen;
mod sabotage;
mod schema;
mod solution;
mod state;
#[cfg(unix)]
mod terminal;
mod upgrade;
mod verdicts;
mod workspace;
