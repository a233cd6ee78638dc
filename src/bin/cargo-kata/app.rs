//! What every command needs: the workspace, the language, and where to write.

use std::io::{self, ErrorKind, IsTerminal, Write};
use std::{env, fs, process};

use ratatui_core::text::Text;
use shousi::build::Workspace;
use shousi::catalogue::{Kata, Lang, katas_of};
use shousi::judge::{Settings, Verdict};

use crate::archive::{self, Reset};
use crate::args::{Global, Language, When};
use crate::history::{History, What, code_hash};
use crate::view::{self, Context, list::Status};

/// Lines longer than this are hard to read, however wide the terminal is.
const WIDEST: u16 = 100;

#[derive(Clone, Debug)]
pub struct App {
    pub workspace: Workspace,
    pub history: History,
    pub lang: Lang,
    pub color: bool,
}

impl App {
    pub fn new(global: &Global) -> Result<App, String> {
        let here = env::current_dir().map_err(|error| format!("the current folder is gone: {error}"))?;
        let start = global.workspace.as_ref().map_or(here.clone(), |folder| here.join(folder));
        let workspace = Workspace::find(&start)?;
        let history = History::new(workspace.state_folder());
        Ok(App { workspace, history, lang: language(global), color: color(global.color) })
    }

    /// How views are to look on standard output.
    pub fn context(&self, settings: &Settings) -> Context {
        Context { lang: self.lang, width: width(), settings: settings.clone() }
    }

    pub fn width(&self) -> u16 {
        width()
    }

    pub fn print(&self, text: &Text) {
        print(&view::ansi::to_string(text, self.color));
    }

    /// Where a learner stands with a kata.
    pub fn status(&self, kata: &Kata) -> Status {
        self.statuses(&[kata])[0]
    }

    /// Where a learner stands, for many katas with one look at the history.
    pub fn statuses(&self, katas: &[&Kata]) -> Vec<Status> {
        let verdicts = self.history.verdicts();
        let status = |kata: &&Kata| {
            let Some(content) = self.content(kata) else { return Status::Missing };
            if self.workspace.is_stub(kata, &content) {
                return Status::Todo;
            }
            match verdicts.get(&(kata.name.to_owned(), code_hash(&content))) {
                Some(Verdict::Passed) => Status::Passed,
                Some(Verdict::Todo) => Status::Todo,
                Some(_) => Status::Failed,
                None => Status::Changed,
            }
        };
        katas.iter().map(status).collect()
    }

    /// The katas that are practised here.
    pub fn katas(&self) -> Vec<&'static Kata> {
        katas_of(&self.workspace)
    }

    /// The kata to go on with: the first that is not passed.
    pub fn next(&self) -> Option<&'static Kata> {
        let all = self.katas();
        let open = self.statuses(&all).into_iter().position(|status| status != Status::Passed)?;
        all.get(open).copied()
    }

    /// Puts a kata's stub back, and remembers where its content is archived.
    pub fn reset(&self, kata: &Kata) -> Result<Reset, String> {
        let done = archive::reset(&self.workspace, kata.name, kata.stub).map_err(|error| {
            let file = Workspace::relative_kata_file(kata.name);
            format!("{file} cannot be replaced, and is left as it was: {error}")
        })?;
        if let Reset::Archived(archive) = &done {
            warn(self.history.append(kata.name, What::Reset { archive: archive.clone() }));
        }
        Ok(done)
    }

    /// Appends an event that must not be lost.
    pub fn remember(&self, kata: &str, what: What) -> Result<(), String> {
        let written = self.history.append(kata, what);
        written.map_err(|error| format!(".kata/history.jsonl cannot be written: {error}"))
    }

    /// What stands in a kata's file; a pipe or a device in its place might never end.
    fn content(&self, kata: &Kata) -> Option<Vec<u8>> {
        let path = self.workspace.kata_file(kata.name);
        fs::metadata(&path).ok()?.is_file().then(|| fs::read(&path).ok())?
    }
}

/// The history is a convenience: that it cannot be written stops nobody.
pub fn warn(written: io::Result<()>) {
    if let Err(error) = written {
        eprintln!("warning: .kata/history.jsonl cannot be written, so this is not remembered: {error}");
    }
}

/// How wide a text on standard output may be.
pub fn width() -> u16 {
    let width = crossterm::terminal::size().map_or(80, |(columns, _)| columns);
    if io::stdout().is_terminal() { width.min(WIDEST) } else { 80 }
}

/// Writes to standard output; ends quietly when nobody reads on.
pub fn print(text: &str) {
    let mut out = io::stdout().lock();
    if let Err(error) = out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        if error.kind() != ErrorKind::BrokenPipe {
            eprintln!("error: standard output cannot be written: {error}");
        }
        process::exit(crate::UNABLE.into());
    }
}

/// The language that was asked for, or that of the system.
pub fn language(global: &Global) -> Lang {
    match global.lang {
        Some(Language::En) => Lang::En,
        Some(Language::Zh) => Lang::Zh,
        None => sys_locale::get_locale().map_or(Lang::En, |locale| Lang::of_locale(&locale)),
    }
}

pub fn color(when: When) -> bool {
    let wanted = || {
        let refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
        io::stdout().is_terminal() && !refused && !dumb
    };
    match when {
        When::Always => true,
        When::Never => false,
        When::Auto => wanted(),
    }
}
