//! The launcher: one step after another, then the program.

use std::ffi::{CString, OsString};
use std::fs;
use std::os::fd::{AsRawFd, OwnedFd};
use std::os::unix::ffi::OsStringExt;

use rustix::fs::{Mode, OFlags};
use rustix::process::{Signal, getppid, set_parent_process_death_signal};
use rustix::thread::set_no_new_privs;

use super::{Calls, Plan, Protection, Protections, calls, files, init, limits, namespaces, sys};

/// Executes `command` as planned, or without a command says what is in force; returns only a problem.
pub fn launch(plan: &str, command: Vec<OsString>) -> String {
    let done = || -> Result<(), String> {
        let plan: Plan = serde_json::from_str(plan).map_err(|error| error.to_string())?;
        let command = command.into_iter().map(|word| CString::new(word.into_vec()));
        let command: Vec<CString> = command.collect::<Result<_, _>>().map_err(|error| error.to_string())?;
        enter(&plan, &command)
    };
    done().err().unwrap_or_default()
}

fn enter(plan: &Plan, command: &[CString]) -> Result<(), String> {
    die_with_parent()?;
    if getppid().is_some_and(|parent| parent.as_raw_nonzero().get().unsigned_abs() != plan.parent) {
        return Err("the judge is gone".to_owned());
    }
    sys::close_all_but_standard_streams();
    let mut steps = Steps { plan, protections: Protections::default() };
    let program = match command.first() {
        Some(program) => Some(open(program)?),
        None => None,
    };
    // Where memory runs out, this is what goes. The file is not there where /proc is not.
    let _ = fs::write("/proc/self/oom_score_adj", "1000");
    let nobody = namespaces::nobody();
    let isolation = namespaces::unshare(plan.calls != Calls::Compiler, nobody);
    let apart = isolation.is_ok();
    let to_drop = isolation.as_ref().is_ok_and(|user| user.to_drop);
    steps.take(Protection::Namespaces, isolation.map(drop))?;
    if apart {
        init::fork_behind_init();
    }
    if plan.calls == Calls::Static {
        let emptied =
            if apart { namespaces::empty_root() } else { Err("it needs a mount namespace".to_owned()) };
        steps.take(Protection::EmptyRoot, emptied)?;
    } else {
        steps.does_not_apply(Protection::EmptyRoot);
    }
    let dropped = if to_drop { namespaces::drop_user(nobody) } else { Ok(()) };
    // A new user forgets it.
    die_with_parent()?;
    set_no_new_privs(true).map_err(|error| format!("no_new_privs: {error}"))?;
    steps.take(Protection::Limits, limits::set(&plan.limits))?;
    steps.take(Protection::Threads, dropped.and_then(|()| limits::threads(plan, apart)))?;
    let wall = files::restrict(plan, program.as_ref());
    for (protection, outcome) in wall {
        steps.take(protection, outcome)?;
    }
    steps.take(
        Protection::SystemCalls,
        calls::restrict(plan.calls, program.as_ref().map(AsRawFd::as_raw_fd)),
    )?;
    match program {
        Some(program) => Err(sys::execute(&program, plan.calls == Calls::Compiler, command)),
        None => {
            println!("{}", serde_json::to_string(&steps.protections).map_err(|error| error.to_string())?);
            std::process::exit(0)
        }
    }
}

fn die_with_parent() -> Result<(), String> {
    set_parent_process_death_signal(Some(Signal::KILL)).map_err(|error| format!("prctl: {error}"))
}

/// Held open so that it can be executed where no path leads to it any more.
fn open(program: &CString) -> Result<OwnedFd, String> {
    let flags = OFlags::PATH | OFlags::CLOEXEC;
    rustix::fs::open(program, flags, Mode::empty())
        .map_err(|error| format!("{} cannot be opened: {error}", program.to_string_lossy()))
}

/// What was done so far.
struct Steps<'a> {
    plan: &'a Plan,
    protections: Protections,
}

impl Steps<'_> {
    /// A step that failed ends all where it is required.
    fn take(&mut self, protection: Protection, outcome: Result<(), String>) -> Result<(), String> {
        if let Err(reason) = &outcome
            && self.plan.required.contains(&protection)
        {
            return Err(format!("{}: {reason}", protection.name()));
        }
        self.protections.note(protection, outcome);
        Ok(())
    }

    fn does_not_apply(&mut self, protection: Protection) {
        self.protections.note(protection, Ok(()));
    }
}
