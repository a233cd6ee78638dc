use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use super::{Plan, Protection, Protections};

/// The hidden first argument that makes the tool a launcher.
const LAUNCH: &str = "--launch-in-sandbox";

/// What a launcher says before it gives up.
const REFUSAL: &str = "shousi sandbox: ";

/// Whether this program called [`launch`], and can therefore call itself as a launcher.
static READY: AtomicBool = AtomicBool::new(false);

/// To be called first in `main`: becomes another program where the first argument says so.
pub fn launch() {
    #[cfg(target_os = "linux")]
    {
        let mut arguments = std::env::args_os().skip(1);
        if arguments.next().is_some_and(|first| first == LAUNCH) {
            let plan = arguments.next().unwrap_or_default();
            let problem = super::launch::launch(&plan.to_string_lossy(), arguments.collect());
            eprintln!("{REFUSAL}{problem}");
            std::process::exit(125);
        }
        READY.store(true, Relaxed);
    }
}

/// Why the launcher did not execute the program, if that is what these words on standard error say.
pub fn refusal(words: &str) -> Option<&str> {
    words.strip_prefix(REFUSAL).map(str::trim_end)
}

/// Starts programs behind walls.
#[derive(Clone, Debug)]
pub struct Jail {
    protections: Protections,
}

impl Jail {
    /// The jail of this machine, with whatever walls it has.
    pub fn of_this_machine() -> Jail {
        let protections = if READY.load(Relaxed) { probe() } else { Protections::none(UNAVAILABLE) };
        Jail { protections }
    }

    /// What is in force in it.
    pub fn protections(&self) -> &Protections {
        &self.protections
    }

    /// The worker of this machine needs files to start.
    pub(crate) fn cannot_empty_root(&mut self, reason: &str) {
        let root = Protection::EmptyRoot;
        if self.protections.in_force.contains(&root) {
            self.protections.in_force.retain(|protection| *protection != root);
            self.protections.note(root, Err(reason.to_owned()));
        }
    }

    /// A command that runs `program` as planned; its arguments, environment and streams are the caller's.
    /// The process dies with the thread that starts it.
    pub fn command(&self, program: impl AsRef<OsStr>, plan: &Plan) -> Command {
        if self.protections.in_force.is_empty() {
            return Command::new(program);
        }
        let plan = Plan { required: self.protections.in_force.clone(), ..plan.clone() };
        let mut command = launcher(&plan);
        command.arg(program);
        command
    }
}

const UNAVAILABLE: &str =
    if cfg!(target_os = "linux") { "this program has no launcher" } else { "only Linux has it" };

fn launcher(plan: &Plan) -> Command {
    // This very program, even if the file was replaced since it was started.
    let mut command = Command::new(Path::new("/proc/self/exe"));
    command.arg(LAUNCH).arg(serde_json::to_string(plan).unwrap_or_default());
    command
}

/// Has a launcher set everything up and say what worked.
fn probe() -> Protections {
    let plan = Plan::probe();
    let output = launcher(&plan).env_clear().stdin(Stdio::null()).output();
    let said = output.map_err(|error| format!("the launcher cannot be started: {error}"));
    let read = said.and_then(|output| {
        serde_json::from_slice(&output.stdout)
            .map_err(|_| format!("the launcher failed: {}", String::from_utf8_lossy(&output.stderr).trim()))
    });
    read.unwrap_or_else(|reason| Protections::none(&reason))
}

impl Plan {
    /// A worker's plan without a program.
    fn probe() -> Self {
        Plan {
            parent: std::process::id(),
            calls: super::Calls::Static,
            limits: super::Limits::worker(2 << 30, 10),
            files: vec![],
            required: vec![],
        }
    }
}
