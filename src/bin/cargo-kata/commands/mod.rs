//! One file for each command.

mod attempt;
mod check;
mod completions;
mod due;
mod grade;
mod hint;
mod init;
mod list;
mod new;
mod plan;
mod reset;
mod round;
mod show;
mod solution;
mod stats;
mod status;
mod test;
mod upgrade;
mod watch;

use std::io::{self, IsTerminal};

use crate::DONE;
use crate::app::{App, language, print};
use crate::args::{Cli, Command};
use crate::template::{Age, VERSION};
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
    if let Command::Init { folder, katas } = command {
        return init::run(&folder, &katas, language(&cli.global));
    }
    if let Command::Grade(arguments) = command {
        return grade::run(&cli.global, &arguments);
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
        Command::Round(arguments) => round::run(app, &arguments),
        Command::Hint { name, again } => hint::run(&app, &name, again),
        Command::Solution { name, yes, diff } => solution::run(&app, &name, yes, diff),
        Command::Reset { names, all } => reset::run(&app, &names, all),
        Command::Due { format } => due::run(&app, format),
        Command::Stats { name, format } => stats::run(&app, name.as_deref(), format),
        Command::Attempt { number: None, .. } => attempt::list(&app),
        Command::Attempt { number: Some(number), name, diff } => {
            attempt::run(&app, number, name.as_deref(), diff)
        }
        Command::Plan { until, minutes_a_day, format } => plan::run(&app, until, minutes_a_day, format),
        Command::Upgrade => upgrade::run(&app),
        Command::New { name } => for_authors(&app).and_then(|()| new::run(&app, &name)),
        Command::Check { names } => for_authors(&app).and_then(|()| check::run(&app, &names)),
        Command::Init { .. } | Command::Grade(_) | Command::Completions { .. } => {
            unreachable!("handled before a workspace is needed")
        }
    }
}

/// A kata's spec is compiled into the tool: katas are written where the tool's sources are.
fn for_authors(app: &App) -> Result<(), String> {
    match app.workspace.manifest() {
        None => Ok(()),
        Some(_) => Err(format!(
            "katas are written in a clone of shousi, of which the tool is then built: git clone {}",
            env!("CARGO_PKG_REPOSITORY")
        )),
    }
}

/// Says so where the tool has been updated and the workspace has not.
fn point_to_upgrade(app: &App) {
    let Some(manifest) = app.workspace.manifest() else { return };
    if Age::of(manifest) == Age::Older {
        let tool = manifest.tool.escape_debug();
        print(&app.lang.pick(
            format!("This workspace is from shousi {tool}; `cargo kata upgrade` brings what is new in {VERSION}.\n"),
            format!("工作区来自 shousi {tool}；`cargo kata upgrade` 可带来 {VERSION} 的新内容。\n"),
        ));
    }
}

/// Whether there is a person at both ends.
fn is_interactive() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}
