//! The files of a new kata: a tiny kata that works, to be rewritten file by file.

use std::fs;

use crate::DONE;
use crate::app::{App, print};

/// Each file with its template, in which `NAME` stands for the kata.
const FILES: [(&str, &str); 8] = [
    ("katas/stubs/NAME.rs", include_str!("stub.rs.txt")),
    ("katas/NAME.rs", include_str!("stub.rs.txt")),
    ("katas/NAME.md", include_str!("statement.md")),
    ("katas/NAME.zh.md", include_str!("statement.zh.md")),
    ("solutions/NAME.rs", include_str!("solution.rs.txt")),
    ("tests/NAME.rs", include_str!("spec.rs.txt")),
    ("tests/variants/NAME.rs", include_str!("variants.rs.txt")),
    ("benches/NAME.rs", include_str!("bench.rs.txt")),
];

/// The files that list every kata: the line to add, and the line after whose block it goes.
const REGISTRIES: [(&str, &str, &str); 6] = [
    ("src/specs.rs", "register! {", "    NAME: \"../tests/NAME.rs\","),
    ("katas/lib.rs", "katas! {", "    NAME,"),
    ("solutions/lib.rs", "", "pub mod NAME;"),
    ("tests/variants/mod.rs", "", "pub mod NAME;"),
    ("tests/specs.rs", "implementations! {", "    NAME(NAME): loops;"),
    ("benches/lib.rs", "benches! {", "    NAME,"),
];

pub fn run(app: &App, name: &str) -> Result<u8, String> {
    check_name(name)?;
    let root = app.workspace.root();
    let path = |file: &str| root.join(file.replace("NAME", name));
    if let Some((file, _)) = FILES.iter().find(|(file, _)| path(file).exists()) {
        return Err(format!("{} is there already; nothing was changed", file.replace("NAME", name)));
    }
    let mut registries = Vec::new();
    for (file, block, line) in REGISTRIES {
        let cannot = |problem: String| format!("{file} {problem}; nothing was changed");
        let text = fs::read_to_string(root.join(file))
            .map_err(|error| cannot(format!("cannot be read: {error}")))?;
        let text = registered(&text, block, &line.replace("NAME", name));
        registries.push((file, text.ok_or_else(|| cannot(format!("has no `{block}`")))?));
    }
    let write = |file: &str, text: &str| {
        fs::write(path(file), text)
            .map_err(|error| format!("{} cannot be written: {error}", path(file).display()))?;
        print(&format!("{}\n", file.replace("NAME", name)));
        Ok::<(), String>(())
    };
    for (file, template) in FILES {
        write(file, &template.replace("NAME", name))?;
    }
    for (file, text) in registries {
        write(file, &text)?;
    }
    print(&format!("Rewrite these files; `cargo kata check {name}` says what is still missing.\n"));
    Ok(DONE)
}

fn check_name(name: &str) -> Result<(), String> {
    let starts_well = name.starts_with(|c: char| c.is_ascii_lowercase());
    let is_plain = name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    let reserved = ["lib", "main", "mod", "harness", "specs", "variants", "command"].contains(&name);
    if !(starts_well && is_plain) || reserved || syn::parse_str::<syn::Ident>(name).is_err() {
        let name = name.escape_debug();
        return Err(format!("`{name}` cannot name a kata: use lower-case words, such as `label_smoothing`"));
    }
    Ok(())
}

/// `text` with `line` added at the end of the block that begins with the line `block`, or of the file.
fn registered(text: &str, block: &str, line: &str) -> Option<String> {
    if block.is_empty() {
        return Some(format!("{text}{line}\n"));
    }
    let start = text.find(&format!("\n{block}\n"))? + 1;
    let end = start + text[start..].find("\n}")? + 1;
    Some(format!("{}{line}\n{}", &text[..end], &text[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_joins_its_block() {
        let text = "a\n\nlist! {\n    one,\n}\nb\n";
        assert_eq!(
            registered(text, "list! {", "    two,").unwrap(),
            "a\n\nlist! {\n    one,\n    two,\n}\nb\n"
        );
        assert_eq!(registered(text, "other! {", "x"), None);
        assert_eq!(registered("a\n", "", "b").unwrap(), "a\nb\n");
    }

    #[test]
    fn names_are_modules() {
        assert!(check_name("label_smoothing").is_ok());
        for name in ["", "Softmax", "a b", "../x", "fn", "1st", "mod", "specs"] {
            assert!(check_name(name).is_err(), "{name}");
        }
    }
}
