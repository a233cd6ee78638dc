use std::time::Duration;

/// What a verdict depends on besides the code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The seed of every generated input.
    pub seed: u64,
    /// Cases for each property.
    pub cases: u32,
    /// For one kata; a single call gets a fifth of it.
    pub timeout: Duration,
    /// Heap memory of a worker, in bytes.
    pub memory: u64,
}

impl Settings {
    /// A single call that takes longer has hung.
    pub fn call_limit(&self) -> Duration {
        self.timeout / 5
    }
}

impl Default for Settings {
    fn default() -> Self {
        Settings { seed: 0, cases: 256, timeout: Duration::from_secs(10), memory: 2 << 30 }
    }
}
