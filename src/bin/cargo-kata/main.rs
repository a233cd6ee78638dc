//! `cargo kata`: practise, from the terminal.

mod app;
mod archive;
mod args;
mod calendar;
mod clock;
mod commands;
mod document;
mod formats;
mod grade;
mod history;
mod names;
mod plan;
mod progress;
mod review;
mod round;
mod screen;
mod stats;
mod template;
mod view;
mod watch;

use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;
use shousi::worker::tally::Counting;

/// Mistakes of cost are recognised by what they allocate.
#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Everything judged has passed, or there was nothing to judge.
pub const DONE: u8 = 0;
/// Something judged has not passed.
pub const NOT_PASSED: u8 = 1;
/// The command could not do its work.
pub const UNABLE: u8 = 2;

fn main() -> ExitCode {
    shousi::sandbox::launch();
    let cli = args::Cli::parse_from(arguments());
    match commands::run(cli) {
        Ok(status) => ExitCode::from(status),
        Err(problem) => {
            eprintln!("error: {problem}");
            ExitCode::from(UNABLE)
        }
    }
}

/// The arguments; cargo calls an installed `cargo-kata` with its own name for it first.
fn arguments() -> Vec<OsString> {
    let mut arguments: Vec<OsString> = env::args_os().collect();
    if arguments.get(1).is_some_and(|first| first == "kata") {
        arguments.remove(1);
    }
    arguments
}
