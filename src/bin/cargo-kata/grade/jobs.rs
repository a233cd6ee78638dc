//! How much is done at the same time.

use std::fs;
use std::num::NonZero;
use std::thread::available_parallelism;

/// As many jobs as there are cores, unless their memory would not be there: each may use so many bytes.
/// `None` for what is free means that nobody knows.
pub fn bounded(cores: usize, each: u64, free: Option<u64>) -> usize {
    let fitting = free.map_or(cores as u64, |free| free / each.max(1));
    cores.min(usize::try_from(fitting).unwrap_or(cores)).max(1)
}

/// The cores that this process may use.
pub fn cores() -> usize {
    available_parallelism().map_or(1, NonZero::get)
}

/// The bytes that can still be had, by the system and by the limit of a container.
pub fn free_memory() -> Option<u64> {
    let system = fs::read_to_string("/proc/meminfo").ok().and_then(|text| available(&text));
    let number = |file: &str| fs::read_to_string(file).ok()?.trim().parse::<u64>().ok();
    let limit = number("/sys/fs/cgroup/memory.max");
    let container = limit.map(|max| max.saturating_sub(number("/sys/fs/cgroup/memory.current").unwrap_or(0)));
    [system, container].into_iter().flatten().min()
}

/// An amount of memory in words.
pub fn gib(bytes: u64) -> String {
    format!("{:.1} GiB", bytes as f64 / f64::from(1 << 30))
}

fn available(meminfo: &str) -> Option<u64> {
    let line = meminfo.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok().map(|kib| kib << 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_bounds_the_jobs() {
        assert_eq!(bounded(8, 2 << 30, None), 8);
        assert_eq!(bounded(8, 2 << 30, Some(64 << 30)), 8);
        assert_eq!(bounded(8, 2 << 30, Some(5 << 30)), 2);
        assert_eq!(bounded(8, 2 << 30, Some(1 << 20)), 1);
    }

    #[test]
    fn reads_what_is_available() {
        assert_eq!(available("MemTotal:  2 kB\nMemAvailable:   23456 kB\nx: 1 kB\n"), Some(23456 << 10));
        assert_eq!(available(""), None);
    }
}
