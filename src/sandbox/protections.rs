use serde::{Deserialize, Serialize};

/// One wall between a stranger's code and everything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Protection {
    /// Processes, network, hosts' names and shared memory of its own; all of its processes die at once.
    Namespaces,
    /// The worker sees an empty file system.
    EmptyRoot,
    /// Landlock: no file can be opened but those that are named.
    Files,
    /// Landlock: no TCP connection, in either direction.
    Network,
    /// Landlock: no signal and no abstract socket reaches a process outside.
    Scopes,
    /// seccomp: no sockets, no new programs or processes, nothing but what computing needs.
    SystemCalls,
    /// CPU time, address space, stack, descriptors, file size, core dumps.
    Limits,
    /// A limit on threads, which holds only apart from the user's other processes.
    Threads,
}

impl Protection {
    /// Every one, in the order in which they are set up.
    pub const ALL: [Protection; 8] = [
        Protection::Namespaces,
        Protection::EmptyRoot,
        Protection::Limits,
        Protection::Threads,
        Protection::Files,
        Protection::Network,
        Protection::Scopes,
        Protection::SystemCalls,
    ];

    /// As it stands in reports.
    pub fn name(self) -> &'static str {
        match self {
            Protection::Namespaces => "namespaces",
            Protection::EmptyRoot => "empty root",
            Protection::Limits => "limits",
            Protection::Threads => "thread limit",
            Protection::Files => "landlock: files",
            Protection::Network => "landlock: network",
            Protection::Scopes => "landlock: scopes",
            Protection::SystemCalls => "seccomp",
        }
    }
}

/// A protection that is not in force, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    pub protection: Protection,
    pub reason: String,
}

/// What stands between submissions and this machine.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Protections {
    pub in_force: Vec<Protection>,
    pub missing: Vec<Missing>,
}

impl Protections {
    /// None at all.
    pub fn none(reason: &str) -> Self {
        let missing = |protection| Missing { protection, reason: reason.to_owned() };
        Protections { in_force: vec![], missing: Protection::ALL.map(missing).into() }
    }

    /// An error that names what is missing and why.
    pub fn require(&self) -> Result<(), String> {
        if self.missing.is_empty() {
            return Ok(());
        }
        let lines = self.missing.iter().map(|m| format!("\n  {}: {}", m.protection.name(), m.reason));
        Err(format!("the sandbox is not complete on this machine:{}", lines.collect::<String>()))
    }

    pub(super) fn note(&mut self, protection: Protection, outcome: Result<(), String>) {
        match outcome {
            Ok(()) => self.in_force.push(protection),
            Err(reason) => self.missing.push(Missing { protection, reason }),
        }
    }
}
