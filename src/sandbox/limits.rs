//! Resource limits.

use rustix::process::{Resource, Rlimit, setrlimit};

use super::namespaces::FIRST_USER;
use super::{Calls, Limits, Plan};

/// As much as Linux gives to a main thread, whatever the shell's limit is.
const STACK: u64 = 8 << 20;

/// Sets all limits but the one on threads.
pub fn set(limits: &Limits) -> Result<(), String> {
    let all = [
        // The first second over the limit is announced with a signal, the next one kills.
        (Resource::Cpu, limits.cpu, limits.cpu.saturating_add(1)),
        (Resource::As, limits.address_space, limits.address_space),
        (Resource::Fsize, limits.file_size, limits.file_size),
        (Resource::Nofile, limits.descriptors, limits.descriptors),
        (Resource::Stack, STACK, STACK),
        // 0 would not stop a handler that the system pipes dumps to; 1 stops both.
        (Resource::Core, 1, 1),
    ];
    all.into_iter().try_for_each(|(resource, soft, hard)| set_one(resource, soft, hard))
}

/// Limits the number of threads, where only those of the program count.
pub fn threads(plan: &Plan, apart: bool) -> Result<(), String> {
    let user = rustix::process::geteuid();
    if user.is_root() {
        // The limit does not hold for root, who compiles, since somebody else could not write the box.
        let compiles = plan.calls == Calls::Compiler;
        return if compiles { Ok(()) } else { Err("it does not hold for root".to_owned()) };
    }
    if !apart && user.as_raw() < FIRST_USER {
        return Err("it would count the user's other processes: it needs namespaces".to_owned());
    }
    set_one(Resource::Nproc, plan.limits.threads, plan.limits.threads)
}

fn set_one(resource: Resource, soft: u64, hard: u64) -> Result<(), String> {
    let most = rustix::process::getrlimit(resource).maximum.unwrap_or(u64::MAX);
    let limit = Rlimit { current: Some(soft.min(most)), maximum: Some(hard.min(most)) };
    setrlimit(resource, limit).map_err(|error| format!("{resource:?}: {error}"))
}
