//! `list`, `show`, `completions`, and the status that the bare command prints without a terminal.

use std::fs;

use super::workspace::{Workspace, run};

/// The names in the table.
fn names(workspace: &Workspace, filter: &[&str]) -> Vec<String> {
    let run = workspace.run(&[&["list"], filter].concat()).done();
    let rows = run.stdout.lines().skip(1).take_while(|line| !line.is_empty());
    rows.map(|row| row.split_whitespace().nth(2).unwrap().to_owned()).collect()
}

#[test]
fn filters() {
    let workspace = Workspace::new();
    let all = names(&workspace, &[]);
    assert!(all.len() >= 6 && all[0] == "softmax");
    assert_eq!(names(&workspace, &["entropy"]), ["cross_entropy"]);
    assert_eq!(names(&workspace, &["ENTROPY"]), ["cross_entropy"]);
    assert_eq!(names(&workspace, &["--topic", "normalization"]), ["rms_norm", "layer_norm"]);
    assert_eq!(names(&workspace, &["--difficulty", "1", "--topic", "probability"]), ["softmax"]);
    assert_eq!(names(&workspace, &["--status", "todo"]), all);
    workspace.run(&["list", "--status", "passed"]).unable("no kata matches");
    workspace.run(&["list", "--difficulty", "6"]).unable("6 is not in 1..=5");
    workspace.run(&["list", "--topic", "cooking"]).unable("the topics are arrays, attention");
}

#[test]
fn the_status_follows_the_file() {
    let workspace = Workspace::new();
    let status = |status| names(&workspace, &["--status", status]);
    workspace.solve("softmax");
    assert_eq!(status("changed"), ["softmax"]);
    workspace.run(&["test", "softmax"]).done();
    assert_eq!(status("passed"), ["softmax"]);
    workspace.softmax("    x.to_owned()");
    assert_eq!(status("changed"), ["softmax"]);
    workspace.run(&["test", "softmax"]);
    assert_eq!(status("failed"), ["softmax"]);
    workspace.solve("softmax");
    assert_eq!(status("passed"), ["softmax"], "this content has passed before");
    fs::remove_file(workspace.path("katas/softmax.rs")).unwrap();
    assert_eq!(status("missing"), ["softmax"]);
}

#[test]
fn few_cases_prove_nothing() {
    let workspace = Workspace::new();
    workspace.solve("softmax");
    workspace.run(&["test", "softmax", "--cases", "1"]).done();
    assert_eq!(names(&workspace, &["--status", "changed"]), ["softmax"]);
}

#[test]
fn test_without_names_judges_what_was_begun() {
    let workspace = Workspace::new();
    workspace.run(&["test"]).shows("○ Softmax  todo");
    workspace.solve("rms_norm");
    workspace.solve("kl_divergence");
    let run = workspace.run(&["test"]).done().shows("2 of 2 katas passed");
    assert!(!run.stdout.contains("Softmax"));
}

#[test]
fn without_a_terminal_the_bare_command_says_what_is_next() {
    let workspace = Workspace::new();
    workspace.run(&[]).done().shows("Next: `cargo kata show softmax`").shows("cargo kata test softmax");
    workspace.solve("softmax");
    workspace.run(&["test", "softmax"]).done();
    let run = workspace.run(&[]).done().shows("Next: `cargo kata show ");
    assert!(!run.stdout.contains("show softmax"));
}

#[test]
fn watching_needs_a_terminal() {
    Workspace::new().run(&["watch"]).unable("`cargo kata test softmax` judges once");
}

#[test]
fn show_has_the_task_and_its_questions() {
    let workspace = Workspace::new();
    workspace.run(&["show", "softmax"]).done().shows("pub fn softmax").shows("Constraints");
    workspace.run(&["show", "softmax", "--questions"]).done().shows("?");
}

#[test]
fn completions_need_no_workspace() {
    let workspace = Workspace::new();
    let elsewhere = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let mut command = workspace.command(&["completions", shell]);
        let script = run(command.current_dir(elsewhere.path())).done().stdout;
        assert!(script.contains("cargo-kata") && script.contains("hint"), "{shell}");
    }
}

#[test]
fn the_readmes_list_every_kata() {
    for (readme, extension) in [("README.md", "md"), ("README.zh.md", "zh.md")] {
        let text = std::fs::read_to_string(crate::workspace::repository().join(readme)).unwrap();
        for kata in shousi::specs::NAMES {
            let link = format!("[`{kata}`](katas/{kata}.{extension})");
            assert!(text.contains(&link), "{readme} has no {link}");
        }
    }
}
