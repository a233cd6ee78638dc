//! What judges a submission, and what its verdicts depend on.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::{env, fs};

use shousi::build::{Source, Workbench};
use shousi::catalogue::Kata;
use shousi::judge::Settings;
use shousi::judging::{Judged, judge_submission};
use shousi::sandbox::Protections;

use super::cache::hash;

/// A judge with its limits, ready to work.
pub struct Bench {
    bench: Workbench,
    settings: Settings,
    identity: String,
}

impl Bench {
    /// Makes ready what every kata needs.
    pub fn open(settings: &Settings, building: impl FnOnce()) -> Result<Bench, String> {
        let bench = Workbench::untrusted(building)?;
        let program = env::current_exe().and_then(fs::read);
        let program = program.map_err(|error| format!("the program cannot read itself: {error}"))?;
        let limits = format!("{settings:?} {:?}", bench.protections().in_force);
        let identity = hash([&program, bench.identity().as_bytes(), limits.as_bytes()]);
        Ok(Bench { bench, settings: settings.clone(), identity })
    }

    /// Whatever a verdict depends on besides the code: specs and judge, which are this very program,
    /// toolchain, seed, limits and protections.
    pub fn identity(&self) -> &str {
        &self.identity
    }

    /// What keeps the code under test from reaching outside.
    pub fn protections(&self) -> Protections {
        self.bench.protections()
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
        let judge = || judge_submission(&self.bench, files.to_vec(), &self.settings, &mut |_, _| {});
        catch_unwind(AssertUnwindSafe(judge))
            .unwrap_or_else(|_| Err("the judge itself panicked, which is a defect of shousi".to_owned()))
    }
}
