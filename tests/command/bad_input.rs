//! What is typed wrong, and places where the command cannot work.

use super::workspace::{Workspace, run};

#[test]
fn wrong_options_are_refused_with_a_reason() {
    let workspace = Workspace::new();
    for (arguments, why) in [
        (&["tset"][..], "tset"),
        (&["test", "--speed"], "--speed"),
        (&["test", "--seed", "x"], "a seed is a whole number, or `random`"),
        (&["test", "--cases", "0"], "0 is not in 1..=1000000"),
        (&["test", "--timeout", "0"], "from 0.1 to 86400"),
        (&["test", "--timeout", "NaN"], "from 0.1 to 86400"),
        (&["test", "--memory", "1M"], "at least 16M"),
        (&["test", "--memory", "99999999999999999999G"], "a size is a number"),
        (&["test", "--format", "yaml"], "[possible values: text, json, junit"),
        (&["test", "softmax", "--all"], "cannot be used with"),
        (&["reset"], "required"),
        (&["list", "--lang", "fr"], "[possible values: en, zh]"),
        (&["completions", "tcsh"], "[possible values"),
    ] {
        workspace.run(arguments).unable(why);
    }
}

#[test]
fn help_and_version() {
    let workspace = Workspace::new();
    workspace.run(&["--help"]).done().shows("Usage: cargo kata");
    workspace.run(&["test", "--help"]).done().shows("--seed <SEED>");
    workspace.run(&["--version"]).done().shows(env!("CARGO_PKG_VERSION"));
}

#[test]
fn outside_of_a_workspace() {
    let (workspace, elsewhere) = (Workspace::new(), tempfile::tempdir().unwrap());
    let why = "is not inside a shousi workspace: make one with `cargo kata init DIR`, or name one with --workspace DIR";
    run(workspace.command(&["list"]).current_dir(elsewhere.path())).unable(why);
    workspace.run(&["list", "--workspace", "/nowhere"]).unable(why);
    let root = workspace.root().to_str().unwrap();
    let mut command = workspace.command(&["list", "--workspace", root]);
    run(command.current_dir(elsewhere.path())).done();
}

#[test]
fn from_a_folder_inside_the_workspace() {
    let workspace = Workspace::new();
    workspace.solve("softmax");
    let mut command = workspace.command(&["test", "softmax", "--cases", "8"]);
    run(command.current_dir(workspace.path("katas/stubs"))).done();
    assert!(workspace.path(".kata/history.jsonl").is_file());
}

#[test]
fn no_toolchain() {
    let workspace = Workspace::new();
    let cache = tempfile::tempdir().unwrap();
    let mut command = workspace.command(&["test", "softmax"]);
    command.env("PATH", "").env_remove("RUSTC").env_remove("CARGO").env("SHOUSI_CACHE", cache.path());
    let run = run(&mut command);
    assert_eq!((run.status, &*run.stdout), (2, ""), "{run:#?}");
    assert!(run.stderr.contains("install Rust from https://rustup.rs"), "{run:#?}");
}
