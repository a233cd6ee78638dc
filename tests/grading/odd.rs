//! Hostile files and folders that cannot stand in a repository: a script makes them.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::Command;

use super::class::{Class, verdicts};
use super::residue;
use super::workspace::{RIGHT, softmax};

super::tests! { whatever_a_file_is_made_of, nothing_is_followed_and_nothing_is_waited_for, whatever_a_submission_is_called, nothing_but_kata_files_counts }

const LIMITS: [&str; 4] = ["--cases=2", "--katas=softmax", "--format=json", "--memory=256M"];
const QUIET: [&str; 5] = [LIMITS[0], LIMITS[1], LIMITS[2], LIMITS[3], "--quiet"];

fn right() -> String {
    softmax(RIGHT)
}

/// A right answer, after something that is tried in its place.
fn with(text: &str) -> String {
    format!("{text}\n{}", right())
}

/// What a file may be made of, and the verdict.
fn contents() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let nested = |open: &str, core: &str, close: &str, depth| {
        with(&format!("const _: u8 = {}{core}{};", open.repeat(depth), close.repeat(depth)))
    };
    let padded = |length| {
        let text = with("//");
        let padding = length - text.len();
        with(&format!("//{}", " ".repeat(padding)))
    };
    let texts = vec![
        ("empty", String::new(), "build_error"),
        ("white space", " \n\t\r\n".to_owned(), "build_error"),
        ("nul", with("// \0"), "rejected"),
        ("bidi in a comment", with("// \u{202e} }; esaelp \u{2066}"), "rejected"),
        ("bidi in a string", with("const _: &str = \"\u{2067}\";"), "rejected"),
        ("byte order mark", format!("\u{feff}{}", right()), "passed"),
        ("windows lines", right().replace('\n', "\r\n"), "passed"),
        ("as long as allowed", padded(256 << 10), "passed"),
        ("longer than allowed", padded((256 << 10) + 1), "rejected"),
        ("one long name", with(&format!("const {}: u8 = 1;", "A".repeat(200_000))), "passed"),
        ("nested blocks", nested("{", "1", "}", 20_000), "build_error"),
        ("nested parentheses", nested("(", "1", ")", 100_000), "build_error"),
        ("open parentheses", with(&"(".repeat(200_000)), "build_error"),
        ("closed brackets", with(&"]".repeat(200_000)), "build_error"),
        ("nested negations", nested("!", "1", "", 200_000), "build_error"),
        ("long sum", nested("1+", "1", "", 100_000), "build_error"),
        ("nested comments", with(&format!("{}{}", "/*".repeat(50_000), "*/".repeat(50_000))), "passed"),
        (
            "nested types",
            with(&format!("type A = {}u8{};", "Vec<".repeat(40_000), ">".repeat(40_000))),
            "build_error",
        ),
        (
            "nested macros",
            with(&format!(
                "macro_rules! m {{ ($($t:tt)*) => {{}} }} m!{{{}{}}}",
                "[".repeat(60_000),
                "]".repeat(60_000)
            )),
            "build_error",
        ),
    ];
    let mut all: Vec<_> =
        texts.into_iter().map(|(name, text, verdict)| (name, text.into_bytes(), verdict)).collect();
    all.push(("not utf-8", [with("").as_bytes(), b"// \xff\xfe\n"].concat(), "rejected"));
    all.push(("utf-16", right().encode_utf16().flat_map(u16::to_le_bytes).collect(), "rejected"));
    all.push((
        "a program",
        fs::read(std::env::current_exe().unwrap()).unwrap()[..200_000].to_vec(),
        "rejected",
    ));
    all
}

fn whatever_a_file_is_made_of() {
    let class = Class::new();
    let contents = contents();
    contents.iter().for_each(|(name, content, _)| drop(class.write(name, "softmax", content)));
    let run = class.grade(&QUIET);
    residue::assert_none();
    let verdicts = verdicts(&run.json());
    let wrong: Vec<_> = contents
        .iter()
        .map(|(name, _, expected)| (name, expected, &verdicts[&((*name).to_owned(), "softmax".to_owned())]))
        .filter(|(_, expected, (verdict, _))| verdict != **expected)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#.300?}");
    assert_eq!((run.status, &*run.stderr), (1, ""));
}

/// Something other than a file where a file should be, and what its verdict says.
fn nothing_is_followed_and_nothing_is_waited_for() {
    let class = Class::new();
    let real = class.write("hard link", "softmax", right());
    let outside = class.beside("outside");
    fs::create_dir_all(outside.join("katas")).unwrap();
    fs::write(outside.join("katas/softmax.rs"), right()).unwrap();
    let folder = |name: &str| {
        let folder = class.path().join(name);
        fs::create_dir_all(&folder).unwrap();
        folder
    };
    let file = |name: &str| folder(name).join("softmax.rs");
    fs::remove_file(&real).unwrap();
    fs::hard_link(outside.join("katas/softmax.rs"), real).unwrap();
    let links = [
        ("to a file", outside.join("katas/softmax.rs")),
        ("to a secret", "/etc/passwd".into()),
        ("to another learner", "../hard link/softmax.rs".into()),
        ("to itself", "softmax.rs".into()),
        ("to nothing", "nowhere".into()),
        ("to a device", "/dev/zero".into()),
    ];
    links.iter().for_each(|(name, to)| symlink(to, file(name)).unwrap());
    symlink(outside.join("katas"), folder("link to a folder").join("katas")).unwrap();
    symlink(&outside, class.path().join("link to a submission")).unwrap();
    fs::create_dir(file("folder")).unwrap();
    assert!(Command::new("mkfifo").arg(file("pipe")).status().unwrap().success());
    let _socket = UnixListener::bind(file("socket")).unwrap();
    let run = class.grade(&QUIET);
    let verdicts = verdicts(&run.json());
    let of = |name: &str| {
        let (verdict, message) = &verdicts[&(name.to_owned(), "softmax".to_owned())];
        (verdict.as_str(), message.as_str())
    };
    assert_eq!(of("hard link").0, "passed");
    for (name, _) in &links {
        assert_eq!(of(name).0, "rejected", "{name}");
        assert!(of(name).1.contains("symbolic link"), "{name}: {}", of(name).1);
    }
    assert_eq!(of("link to a folder").0, "missing");
    assert_eq!(of("link to a submission").0, "missing");
    for name in ["folder", "pipe", "socket"] {
        assert_eq!(of(name).0, "rejected", "{name}: {}", of(name).1);
    }
    assert_eq!((run.status, &*run.stderr), (1, ""));
}

fn whatever_a_submission_is_called() {
    let class = Class::new();
    let long = "l".repeat(255);
    let names: [&[u8]; 16] = [
        b"-rf",
        b"--fresh",
        b"@arguments",
        b"a\nb",
        b"a\r\x1b[2J\x07b",
        b"not \xff utf-8",
        "\u{202e}nrael".as_bytes(),
        b"$(touch shousi-hostile-name)",
        b"; touch shousi-hostile-name",
        b"'\"`|&<script>",
        b"=cmd()",
        b"::error::x",
        b"...",
        b"%0A%25",
        b" ",
        long.as_bytes(),
    ];
    for name in names {
        class.write(Path::new(OsStr::from_bytes(name)), "softmax", "unsafe fn nothing_to_compile() {}");
    }
    let html = format!("--output=html={}", class.beside("page").display());
    let github = format!("--output=github={}", class.beside("annotations").display());
    let run = class.grade(&[&QUIET[..], &[&html, &github]].concat());
    assert_eq!((run.status, &*run.stderr), (1, ""));
    let report = run.json();
    assert_eq!(report["submissions"].as_array().unwrap().len(), names.len() - 1, "`...` is hidden");
    assert!(verdicts(&report).values().all(|(verdict, _)| verdict == "rejected"), "{report:#}");
    for name in ["page", "annotations"] {
        residue::assert_safe_to_print(name, &fs::read_to_string(class.beside(name)).unwrap());
    }
    let text = class.grade(&["--cases=2", "--katas=softmax", "--memory=256M"]);
    residue::assert_safe_to_print("the terminal", &text.stdout);
    residue::assert_safe_to_print("the terminal", &text.stderr);
    residue::assert_none();
}

/// Whatever else lies in a submission is not read, let alone run.
fn nothing_but_kata_files_counts() {
    let class = Class::new();
    let mark = class.beside("mark");
    let touch = format!("std::fs::write({:?}, \"\").unwrap();", mark.display().to_string());
    class.write("project", "softmax", "unsafe fn the_file_in_katas_counts() {}");
    class.write("project/katas", "softmax", right());
    let place = |name: &str| class.path().join("project").join(name);
    for folder in ["src", "tests", ".cargo", "katas/stubs", "solutions"] {
        fs::create_dir_all(place(folder)).unwrap();
    }
    let toucher = format!("/bin/touch {}", mark.display());
    for (name, content) in [
        ("Cargo.toml", "[package]\nname = \"katas\"\nversion = \"0.0.0\"\nbuild = \"build.rs\"\n".to_owned()),
        ("build.rs", format!("fn main() {{ {touch} }}")),
        (".cargo/config.toml", format!("[build]\nrustc-wrapper = \"{toucher}\"\n[env]\nX = \"1\"\n")),
        ("rust-toolchain.toml", "[toolchain]\npath = \"/nowhere\"\n".to_owned()),
        ("src/lib.rs", format!("pub fn f() {{ {touch} }}")),
        ("tests/softmax.rs", format!("#[test] fn passes() {{ {touch} }}")),
        ("solutions/softmax.rs", "pub fn softmax() {}".to_owned()),
        ("katas/stubs/softmax.rs", "pub fn softmax() {}".to_owned()),
        ("katas/lib.rs", format!("pub fn f() {{ {touch} }}")),
        ("Makefile", format!("all:\n\t{toucher}\n")),
    ] {
        fs::write(place(name), content).unwrap();
    }
    for junk in 0..10_000 {
        fs::write(place(&format!("junk-{junk}.rs")), "").unwrap();
    }
    let run = class.grade(&LIMITS);
    let verdicts = verdicts(&run.json());
    assert_eq!(verdicts.len(), 1);
    assert_eq!(verdicts.values().next().unwrap().0, "passed", "{run:#?}");
    assert!(run.stderr.contains("katas/softmax.rs counts"), "{}", run.stderr);
    assert_eq!(run.status, 0);
    assert!(!mark.exists());
}
