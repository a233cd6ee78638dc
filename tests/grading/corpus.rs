//! The hostile submissions of `tests/hostile/`, one attack each.

use std::fs;
use std::path::Path;

super::tests! { there_are_enough_attacks_and_enough_look_alikes, the_screening_refuses_what_it_must_and_nothing_else }

/// A file named `<kata>__<attack>.rs`.
pub struct Hostile {
    pub kata: String,
    pub attack: String,
    /// The verdicts that it may get; more than one only where the machine decides which.
    pub expected: Vec<String>,
    /// The same where nothing has screened it, for what is rejected by the screening: there the walls
    /// behind it must hold. It is `expected` for the rest.
    pub unscreened: Vec<String>,
    pub text: String,
}

/// All of them, in order of their names.
pub fn hostile() -> Vec<Hostile> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile");
    let mut all: Vec<Hostile> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap();
            read(name, fs::read_to_string(&path).unwrap())
        })
        .collect();
    all.sort_by(|a, b| (&a.kata, &a.attack).cmp(&(&b.kata, &b.attack)));
    all
}

fn read(name: &str, text: String) -> Hostile {
    let (kata, attack) = name.split_once("__").unwrap_or_else(|| panic!("{name}: <kata>__<attack>"));
    let after = |line: Option<&str>, key| line?.strip_prefix(key).map(verdicts);
    let mut lines = text.lines();
    let expected = after(lines.next(), "//! expect: ").unwrap_or_else(|| panic!("{name}: what to expect"));
    let sentence = lines.next().unwrap_or_default();
    assert!(sentence.starts_with("//! ") && sentence.ends_with(['.', ')']), "{name}: a sentence");
    let unscreened = after(lines.next(), "//! unscreened: ").unwrap_or_else(|| expected.clone());
    assert!(!unscreened.iter().any(|verdict| verdict == "rejected"), "{name}: what if it is not screened?");
    Hostile { kata: kata.to_owned(), attack: attack.to_owned(), expected, unscreened, text }
}

fn verdicts(text: &str) -> Vec<String> {
    text.split('|').map(str::to_owned).collect()
}

fn there_are_enough_attacks_and_enough_look_alikes() {
    let (innocent, attacks): (Vec<_>, Vec<_>) =
        hostile().into_iter().partition(|file| file.attack.starts_with("innocent_"));
    assert!(attacks.len() >= 90 && innocent.len() >= 15, "{} and {}", attacks.len(), innocent.len());
    assert!(innocent.iter().all(|file| file.expected == ["passed"]));
}

fn the_screening_refuses_what_it_must_and_nothing_else() {
    let wrong: Vec<String> = hostile()
        .iter()
        .filter_map(|file| {
            let refused = shousi::build::screen(file.text.as_bytes());
            let right = file.expected.contains(&"rejected".to_owned()) == refused.is_err();
            (!right).then(|| format!("{}: {refused:?}, expected {:?}", file.attack, file.expected))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
