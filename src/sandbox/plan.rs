use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::Protection;

/// What the launcher is told to do before it executes the program.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Plan {
    /// The process that must be alive as long as the program is.
    pub parent: u32,
    pub calls: Calls,
    pub limits: Limits,
    /// What may be opened, and for what.
    pub files: Vec<(PathBuf, Access)>,
    /// What must be in force; the program is not executed where one of these fails.
    pub required: Vec<Protection>,
}

/// Which system calls are let through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Calls {
    /// Those of a worker that needs no file: it is linked statically.
    Static,
    /// Those of a worker whose libraries are found when it starts.
    Dynamic,
    /// Those of a compiler and a linker: all but what reaches out of the machine or deep into it.
    Compiler,
}

/// What may be done with files beneath a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Access {
    Read,
    /// Also execute.
    Run,
    /// Everything but execute.
    Write,
}

/// In bytes and seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    pub cpu: u64,
    pub address_space: u64,
    pub file_size: u64,
    pub descriptors: u64,
    /// Processes and threads together.
    pub threads: u64,
}

impl Limits {
    /// Address space that a worker takes beyond the heap that it is given: stacks of threads, and what
    /// glibc's allocator reserves for each.
    const HEAD_ROOM: u64 = 1 << 30;

    /// For a worker. Its heap is limited by its own allocator, which tells the judge; this stops what
    /// goes around it. The judge keeps the wall clock; this stops a worker without a judge.
    pub fn worker(memory: u64, seconds: u64) -> Self {
        Limits {
            // Threads on many cores use up more than the wall clock shows.
            cpu: seconds.saturating_mul(4).saturating_add(2),
            address_space: memory.saturating_add(Limits::HEAD_ROOM),
            file_size: 0,
            descriptors: 32,
            threads: 64,
        }
    }

    /// For the compiler and the linker that it starts.
    pub fn compiler(seconds: u64) -> Self {
        Limits { cpu: seconds, address_space: 4 << 30, file_size: 256 << 20, descriptors: 1024, threads: 512 }
    }
}
