//! Locks away the processes that touch a stranger's code: the compiler that reads it, the worker that
//! runs it.
//!
//! The tool calls itself: [`launch`] is the first thing that `main` does, and where the first argument asks
//! for it, this process never becomes the tool, but gives up one right after another and then executes what
//! it was told to. It has one thread and nothing of the judge's memory, so that no step is a race, and
//! everything is in place before the first instruction of the other program.
//!
//! What is in force depends on the system; [`Protections`] says what, and what is missing and why.

#[cfg(target_os = "linux")]
mod calls;
#[cfg(target_os = "linux")]
mod files;
#[cfg(target_os = "linux")]
mod init;
mod jail;
#[cfg(target_os = "linux")]
mod launch;
#[cfg(target_os = "linux")]
mod limits;
#[cfg(target_os = "linux")]
mod namespaces;
mod plan;
mod protections;
#[cfg(target_os = "linux")]
mod sys;

pub use jail::{Jail, launch, refusal};
pub use plan::{Access, Calls, Limits, Plan};
pub use protections::{Missing, Protection, Protections};
