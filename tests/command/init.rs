//! `init`: a folder of one's own, in which everything works as in a clone.

use std::process::Command;
use std::{env, fs};

use super::workspace::{INSTALLED, RIGHT, Workspace, run, softmax};

/// The command in a folder that is no workspace.
fn init(folder: &tempfile::TempDir, arguments: &[&str]) -> super::workspace::Run {
    let mut command = Workspace::new().command(&[&["init"], arguments].concat());
    run(command.current_dir(folder.path()))
}

#[test]
fn everything_works_in_it() {
    let workspace = Workspace::own(&["--katas", "rms_norm,softmax"]);
    let listed = workspace.run(&["list"]).done().shows("0 of 2 passed").stdout;
    assert!(listed.find("softmax") < listed.find("rms_norm"), "in the order of learning: {listed}");
    workspace.run(&["show", "softmax"]).done().shows("Softmax");
    workspace.run(&["hint", "softmax"]).done();
    workspace.run(&["solution", "softmax", "--yes"]).done().shows("pub fn softmax");
    workspace.run(&["solution", "softmax", "--yes", "--diff"]).done().shows("\n-    todo!()\n");
    workspace.kata("softmax", softmax(RIGHT));
    workspace.run(&["test", "softmax", "--cases", "4"]).done();
    workspace.run(&["list"]).done().shows("● changed  softmax");
    workspace.run(&["reset", "softmax"]).done().shows(".kata/archive/softmax/");
    workspace.run(&[]).done().shows("Next: `cargo kata show softmax`");
}

/// As after `cargo install`: there is no clone around, and what the tool builds goes to its own folder.
#[test]
fn an_installed_tool_needs_no_clone() {
    let folder = tempfile::tempdir().unwrap();
    // Another process copies it: a file that this one writes, another thread's child may hold open.
    let copied = Command::new("cp").arg(env!("CARGO_BIN_EXE_cargo-kata")).arg(folder.path()).status();
    assert!(copied.unwrap().success());
    let own = env::var_os("PATH").unwrap();
    let path = env::join_paths([folder.path().to_owned()].into_iter().chain(env::split_paths(&own))).unwrap();
    let kata = |place: &str, arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO"));
        command.arg("kata").args(arguments).current_dir(folder.path().join(place)).env("PATH", &path);
        run(command.env("SHOUSI_CACHE", INSTALLED))
    };
    kata(".", &["init", "own", "--katas", "softmax"]).done();
    fs::write(folder.path().join("own/katas/softmax.rs"), softmax(RIGHT)).unwrap();
    let judged = kata("own/katas", &["test", "softmax", "--cases", "4"]);
    assert_eq!(judged.status, 0, "{judged:#?}");
    let mut left: Vec<_> = fs::read_dir(folder.path().join("own"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    left.sort();
    let made = [".devcontainer", ".github", ".gitignore", ".kata", "Cargo.toml", "README.md", "katas"];
    assert_eq!(left, [&made[..], &["shousi.json"]].concat(), "nothing was built in the learner's folder");
}

#[test]
fn all_katas_unless_some_are_chosen() {
    let workspace = Workspace::own(&[]);
    let all = workspace.run(&["list"]).done().stdout;
    assert!(all.contains(&format!("0 of {} passed", shousi::catalogue::katas().len())), "{all}");
    assert!(!workspace.read("shousi.json").contains("\"katas\""));
    for kata in shousi::catalogue::katas() {
        for extension in ["rs", "md", "zh.md"] {
            assert!(workspace.path(&format!("katas/{}.{extension}", kata.name)).is_file());
        }
    }
}

#[test]
fn its_files_are_in_the_language_that_was_asked_for() {
    assert!(Workspace::own(&["--lang", "zh", "--katas", "softmax"]).read("README.md").contains("手撕题目"));
    assert!(Workspace::own(&["--katas", "softmax"]).read("README.md").contains("by hand"));
}

/// What rust-analyzer asks cargo for.
#[test]
fn a_broken_kata_hides_no_error_of_another() {
    let workspace = Workspace::own(&["--katas", "softmax,rms_norm,layer_norm"]);
    workspace.kata("softmax", "pub fn softmax( {");
    workspace.kata("rms_norm", "use nothing::at_all;");
    workspace.kata("layer_norm", "pub fn layer_norm() -> u8 { \"x\" }");
    fs::copy(super::workspace::repository().join("Cargo.lock"), workspace.path("Cargo.lock")).unwrap();
    let check = ["check", "--offline", "--all-targets", "--keep-going", "--target-dir", "target"];
    let output = Command::new(env!("CARGO")).args(check).current_dir(workspace.root()).output().unwrap();
    let words = String::from_utf8(output.stderr).unwrap();
    for error in ["unclosed delimiter", "[E0432]", "[E0308]"] {
        assert!(words.contains(error), "no {error} in {words}");
    }
}

#[test]
fn a_fresh_repository_counts_as_empty() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    init(&folder, &[".", "--katas", "softmax"]).done();
    assert!(folder.path().join("katas/softmax.rs").is_file());
    assert!(fs::read_to_string(folder.path().join(".gitignore")).unwrap().contains("\n/.kata\n"));
}

#[test]
fn nothing_is_written_over() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("README.md"), "mine").unwrap();
    init(&folder, &["."]).unable("is not empty: name a new folder, or an empty one; nothing was changed");
    init(&folder, &["README.md"]).unable("README.md cannot be used");
    init(&folder, &["README.md/katas"]).unable("cannot");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    let workspace = Workspace::own(&["--katas", "softmax"]);
    workspace.run(&["init", "."]).unable("is a workspace already; there, `cargo kata upgrade` brings");
}

#[test]
fn unknown_katas_are_named() {
    let folder = tempfile::tempdir().unwrap();
    init(&folder, &["new", "--katas", "sofmax"]).unable("did you mean `softmax`?");
    init(&folder, &["new", "--katas", ""]).unable("there is no kata ``");
    assert!(!folder.path().join("new").exists());
}

#[test]
fn katas_are_written_in_a_clone() {
    let workspace = Workspace::own(&["--katas", "softmax"]);
    for arguments in [&["new", "label_smoothing"][..], &["check"]] {
        workspace.run(arguments).unable("katas are written in a clone of shousi");
    }
}

#[test]
fn a_broken_manifest_is_named() {
    let workspace = Workspace::own(&["--katas", "softmax"]);
    workspace.write("shousi.json", "{");
    workspace.run(&["list"]).unable("shousi.json cannot be read");
}
