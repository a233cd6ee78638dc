//! What time it is.
//!
//! Rounds run on the wall clock, so that a closed lid, a reboot or a killed process stop nothing. Tests
//! set it: `SHOUSI_CLOCK` names a file that holds a time, and may be rewritten while the command runs.

use std::time::{Duration, SystemTime, UNIX_EPOCH};
use std::{env, fs};

/// The time now, in whole seconds.
pub fn now() -> SystemTime {
    let seconds = told().unwrap_or_else(SystemTime::now).duration_since(UNIX_EPOCH).unwrap_or_default();
    UNIX_EPOCH + Duration::from_secs(seconds.as_secs())
}

fn told() -> Option<SystemTime> {
    let text = fs::read_to_string(env::var_os("SHOUSI_CLOCK")?).ok()?;
    parse(text.trim())
}

/// `2026-11-22T19:43:53Z`
pub fn format(time: SystemTime) -> String {
    humantime::format_rfc3339_seconds(time).to_string()
}

pub fn parse(text: &str) -> Option<SystemTime> {
    humantime::parse_rfc3339(text).ok()
}
