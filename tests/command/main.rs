//! The command, end to end: real kata files in a temporary workspace, the real binary, and what it
//! prints, leaves behind and ends with.

mod author;
mod bad_files;
mod bad_input;
mod colors;
mod hints;
mod history;
mod json;
mod kill;
mod list;
mod names;
mod progress;
mod rehearsal;
mod reproduce;
mod reset;
mod round;
mod sabotage;
mod schema;
mod solution;
mod state;
mod verdicts;
mod workspace;
