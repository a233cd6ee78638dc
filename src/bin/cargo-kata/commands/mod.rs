//! One file for each command.

mod check;
mod completions;
mod grade;
mod hint;
mod list;
mod new;
mod reset;
mod show;
mod solution;
mod status;
mod test;
mod watch;

use std::io::{self, IsTerminal};

use crate::DONE;
use crate::app::App;
use crate::args::{Cli, Command};
use shousi::judge::Settings;

/// Runs a command; returns its exit status, or why it could not do its work.
pub fn run(cli: Cli) -> Result<u8, String> {
    let Some(command) = cli.command else {
        let app = App::new(&cli.global)?;
        return match app.next() {
            Some(next) if is_interactive() => watch::run(app, next, Settings::default()),
            _ => status::run(&app),
        };
    };
    if let Command::Completions { shell } = command {
        completions::run(shell);
        return Ok(DONE);
    }
    let app = App::new(&cli.global)?;
    match command {
        Command::Watch { name, judging } => watch::named(app, name.as_deref(), judging.settings()),
        Command::List(filter) => list::run(&app, &filter),
        Command::Show { name, questions } => show::run(&app, &name, questions),
        Command::Test { names, all, report, show_output, judging } => {
            let request = test::Request { names, all, report, show_output, settings: judging.settings() };
            test::run(&app, &request)
        }
        Command::Hint { name, again } => hint::run(&app, &name, again),
        Command::Solution { name, yes, diff } => solution::run(&app, &name, yes, diff),
        Command::Reset { names, all } => reset::run(&app, &names, all),
        Command::Grade(arguments) => grade::run(&app, *arguments),
        Command::New { name } => new::run(&app, &name),
        Command::Check { names } => check::run(&app, &names),
        Command::Completions { .. } => unreachable!("handled before a workspace is needed"),
    }
}

/// Whether there is a person at both ends.
fn is_interactive() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}
