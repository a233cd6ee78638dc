use std::path::PathBuf;
use std::sync::Arc;

use shousi::catalogue::{Kata, find};
use shousi::judge::{KataReport, Settings, Verdict};
use shousi::judging::{Judged, Stage};

use crate::DONE;
use crate::app::App;
use crate::history::What;
use crate::names::kata;
use crate::round::{judge, locked};
use crate::view::list::Status;
use crate::watch::{Workshop, run as watch};

use super::is_interactive;

/// Watches the kata of this name, or the next one.
pub fn named(app: App, name: Option<&str>, settings: Settings) -> Result<u8, String> {
    let start = match name {
        Some(name) => kata(name)?,
        None => app
            .next()
            .or(app.katas().first().copied())
            .ok_or("this workspace has no kata; `cargo kata reset NAME` puts one here")?,
    };
    if !is_interactive() {
        return Err(format!(
            "watching needs a terminal; elsewhere, `cargo kata test {}` judges once",
            start.name
        ));
    }
    run(app, start, settings)
}

pub fn run(app: App, start: &'static Kata, settings: Settings) -> Result<u8, String> {
    let context = app.context(&settings);
    let color = app.color;
    watch(Arc::new(Desk { app, settings }), start.name, context, color)
        .map_err(|error| format!("the terminal cannot be used: {error}"))?;
    Ok(DONE)
}

/// What the screen works with: the files, the judge and the history of a workspace.
struct Desk {
    app: App,
    settings: Settings,
}

impl Desk {
    fn kata(name: &str) -> &'static Kata {
        find(name).expect("the screen names katas of the catalogue")
    }
}

impl Workshop for Desk {
    fn katas(&self) -> Vec<&'static Kata> {
        self.app.katas()
    }

    fn status(&self, name: &str) -> Status {
        self.app.status(Self::kata(name))
    }

    fn file(&self, name: &str) -> PathBuf {
        self.app.workspace.kata_file(name)
    }

    fn judge(&self, name: &str, progress: &mut dyn FnMut(Stage)) -> Judged {
        let kata = Self::kata(name);
        match judge(&self.app, kata, &self.settings, progress) {
            // A history that cannot be written is no reason to disturb the screen.
            Ok((judged, _)) => judged,
            Err(problem) => {
                let report = KataReport::without_run(name, Verdict::BuildError, problem, Default::default());
                Judged::without_run(report)
            }
        }
    }

    fn hints_seen(&self, name: &str) -> Option<usize> {
        let locked = locked(&self.app, Self::kata(name)).is_some();
        (!locked).then(|| self.app.history.hints_seen(name))
    }

    fn reveal_hint(&self, name: &str) -> Option<usize> {
        let all = Self::kata(name).statement(self.app.lang).hints.len();
        let seen = self.hints_seen(name)?;
        if seen < all {
            let _ = self.app.history.append(name, What::Hint { hint: seen + 1 });
        }
        Some((seen + 1).min(all))
    }
}
