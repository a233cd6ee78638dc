use std::fs;
use std::io::{self, BufRead, Write};

use shousi::build::Workspace;
use similar::TextDiff;

use crate::DONE;
use crate::app::{App, print, warn};
use crate::history::What;
use crate::names::kata;
use crate::round::locked;

use super::is_interactive;

pub fn run(app: &App, name: &str, yes: bool, diff: bool) -> Result<u8, String> {
    let kata = kata(name)?;
    if let Some(why) = locked(app, kata) {
        return Err(why);
    }
    if !yes && !is_interactive() {
        return Err(format!(
            "this spoils the kata: to see the solution all the same, add --yes (cargo kata solution {} --yes)",
            kata.name
        ));
    }
    if !yes && !confirmed(app, kata.name) {
        return Ok(DONE);
    }
    warn(app.history.append(kata.name, What::Solution));
    if !diff {
        print(kata.solution);
        return Ok(DONE);
    }
    let file = Workspace::relative_kata_file(kata.name);
    let yours = fs::read(app.workspace.kata_file(kata.name))
        .map_err(|error| format!("{file} cannot be read: {error}"))?;
    let yours = String::from_utf8_lossy(&yours);
    if yours == kata.solution {
        print(&format!("{file} {}\n", app.lang.pick("is the reference itself", "与参考解答完全相同")));
        return Ok(DONE);
    }
    print(&colored(
        app,
        &TextDiff::from_lines(&*yours, kata.solution)
            .unified_diff()
            .header(&file, &format!("solutions/{}.rs", kata.name))
            .to_string(),
    ));
    Ok(DONE)
}

fn confirmed(app: &App, name: &str) -> bool {
    let question = app.lang.pick("Show the reference solution of", "要查看参考解答吗：");
    print(&format!("{question} {name}? [y/N] "));
    let _ = io::stdout().flush();
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer).is_ok() && matches!(answer.trim(), "y" | "Y" | "yes" | "是")
}

/// A unified difference with its colours.
pub fn colored(app: &App, diff: &str) -> String {
    if !app.color {
        return diff.to_owned();
    }
    let line = |line: &str| match line.as_bytes().first() {
        Some(b'+') => format!("\x1b[32m{line}\x1b[0m\n"),
        Some(b'-') => format!("\x1b[31m{line}\x1b[0m\n"),
        Some(b'@') => format!("\x1b[36m{line}\x1b[0m\n"),
        _ => format!("{line}\n"),
    };
    diff.lines().map(line).collect()
}
