//! What judges a submission, and what its verdicts depend on.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::{env, fs};

use shousi::build::{Source, Workspace};
use shousi::catalogue::Kata;
use shousi::judge::Settings;
use shousi::judging::{Judged, Stage, judge_source, prepare};

use super::cache::hash;

/// A judge with its limits, ready to work.
pub struct Bench {
    workspace: Workspace,
    settings: Settings,
    identity: String,
}

impl Bench {
    /// Makes ready what every kata needs.
    pub fn open(
        workspace: &Workspace,
        settings: &Settings,
        progress: &mut dyn FnMut(Stage),
    ) -> Result<Bench, String> {
        let kit = prepare(workspace, progress)?;
        let program = env::current_exe().and_then(fs::read);
        let program = program.map_err(|error| format!("the program cannot read itself: {error}"))?;
        let kit = serde_json::to_vec(&kit).expect("a kit is plain data");
        let limits = format!("{settings:?}");
        let identity = hash([&program, &kit, limits.as_bytes()]);
        Ok(Bench { workspace: workspace.clone(), settings: settings.clone(), identity })
    }

    /// Whatever a verdict depends on besides the code: specs and judge, which are this very program,
    /// toolchain, seed and limits.
    pub fn identity(&self) -> &str {
        &self.identity
    }

    /// What keeps the code under test from reaching outside.
    pub fn protections(&self) -> Option<Vec<String>> {
        None
    }

    /// Judges the katas of one submission. Whatever is wrong with them is a verdict; an error is ours.
    pub fn judge(&self, files: &[(&'static Kata, Source)]) -> Vec<Result<Judged, String>> {
        match self.judge_together(files) {
            Ok(judged) => judged.into_iter().map(Ok).collect(),
            Err(problem) if files.len() < 2 => vec![Err(problem)],
            // One of them does not stop the others.
            Err(_) => files.chunks(1).flat_map(|file| self.judge(file)).collect(),
        }
    }

    fn judge_together(&self, files: &[(&'static Kata, Source)]) -> Result<Vec<Judged>, String> {
        let judge = |(kata, source): &(&'static Kata, Source)| {
            judge_source(&self.workspace, kata, source.clone(), &self.settings, &mut |_| {})
        };
        catch_unwind(AssertUnwindSafe(|| files.iter().map(judge).collect()))
            .unwrap_or_else(|_| Err("the judge itself panicked, which is a defect of shousi".to_owned()))
    }
}
