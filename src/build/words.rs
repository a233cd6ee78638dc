//! What the compiler says, for a learner to read.

use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::ExitStatus;

use super::Signature;

/// Why a kata that compiles does not fit the worker: a sentence and what is asked for, or else the
/// compiler's words.
pub(super) fn mismatch(words: String, file: &str, signatures: &[Signature]) -> String {
    let quoted = words.split('`').nth(1).map(|name| name.rsplit("::").next().unwrap_or(name));
    let problem = match quoted {
        Some(name) if words.contains("[E0425]") => format!("there is no function `{name}`"),
        Some(name) if words.contains("[E0603]") => format!("the function `{name}` is not public"),
        _ if words.contains("[E0514]") || !words.contains("error[E") => return words,
        _ => "a function has another signature than the kata asks for".to_owned(),
    };
    let wanted: Vec<String> = signatures.iter().map(|s| format!("    {}", s.text)).collect();
    format!("{problem}\n\n{file} must have\n{}", wanted.join("\n"))
}

/// Whether something put an end to the compiler.
pub(super) fn was_ended(status: ExitStatus) -> bool {
    status.signal().is_some()
}

/// How a compiler ended that did not get to say why.
pub(super) fn how_it_ended(status: ExitStatus) -> String {
    match status.signal() {
        Some(signal) => format!(
            "the compiler was ended by signal {signal} on this file: is it nested too deeply, or does it ask for too much?"
        ),
        None => format!("the compiler ended with {status}"),
    }
}

/// Takes the places of a machine out of what is said: a report is the same everywhere.
pub(super) fn without_places(words: &str, places: &[(&Path, &str)]) -> String {
    let mut words = words.to_owned();
    for (place, name) in places {
        let place = place.to_string_lossy();
        let (with, without) = (format!("{place}/"), &*place);
        let name_with = if name.is_empty() { String::new() } else { format!("<{name}>/") };
        words = words.replace(&with, &name_with).replace(without, &name_with);
    }
    // Where cargo keeps the sources of ndarray: in whose home does not matter.
    const REGISTRY: &str = "/registry/src/";
    while let Some(at) = words.find(REGISTRY) {
        let start =
            words[..at].rfind(|c: char| c.is_whitespace() || "(`'\"\x1b".contains(c)).map_or(0, |i| i + 1);
        let index = at + REGISTRY.len();
        let end = words[index..].find('/').map_or(index, |i| index + i + 1);
        words.replace_range(start..end, "");
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_place_of_the_machine_is_left() {
        let words = "  --> /home/me/.cargo/registry/src/index.crates.io-1949cf8c6b5b557f/ndarray-0.17.1/src/lib.rs:3:4\n\
            ::: /opt/rust/lib/rustlib/src/core.rs and /tmp/box-1/softmax/libkata.rlib";
        let places = [(Path::new("/tmp/box-1"), ""), (Path::new("/opt/rust"), "rust")];
        assert_eq!(
            without_places(words, &places),
            "  --> ndarray-0.17.1/src/lib.rs:3:4\n::: <rust>/lib/rustlib/src/core.rs and softmax/libkata.rlib"
        );
    }
}
