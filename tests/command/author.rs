//! `check` and `new`.

use super::workspace::Workspace;

#[test]
fn check_names_the_property_that_rejects_each_mistake() {
    let workspace = Workspace::complete();
    let run = workspace.run(&["check", "softmax"]).done().shows("softmax is complete\n");
    run.shows("no_max_subtraction").shows("rejected by: ");
}

#[test]
fn check_says_what_is_missing() {
    let workspace = Workspace::complete();
    workspace.write("benches/softmax.rs", "");
    workspace.write("solutions/lib.rs", "");
    workspace.write("katas/softmax.zh.md", workspace.read("katas/softmax.zh.md").replace("\n1. ", "\n"));
    let run = workspace.run(&["check", "softmax"]).shows("softmax is not complete");
    assert_eq!(run.status, 1);
    let run = run.shows("benches/softmax.rs is missing or empty").shows("katas/softmax.zh.md");
    run.shows("solutions/lib.rs does not register it: there is no `pub mod softmax;`");
}

#[test]
fn check_of_a_kata_that_is_none() {
    let run = Workspace::complete().run(&["check", "nothing"]).shows("src/specs.rs does not register it");
    assert_eq!(run.status, 1);
}

#[test]
fn new_makes_every_file_and_every_registration() {
    let workspace = Workspace::complete();
    let run = workspace.run(&["new", "label_smoothing"]).done().shows("cargo kata check label_smoothing");
    for file in run.stdout.lines().filter(|line| !line.contains(' ')) {
        assert!(workspace.read(file).contains("label_smoothing"), "{file}");
    }
    assert_eq!(workspace.read("katas/label_smoothing.rs"), workspace.read("katas/stubs/label_smoothing.rs"));
    assert!(workspace.read("src/specs.rs").contains("label_smoothing: \"../tests/label_smoothing.rs\","));
    // The tool that runs was built without it, and the words are still to be written.
    let run = workspace.run(&["check", "label_smoothing"]);
    let problems: Vec<&str> = run.stdout.lines().skip(1).map(str::trim).collect();
    let left = ["src/specs.rs does not register it", "fewer than 4 follow-up questions"];
    assert!(problems.iter().all(|problem| left.iter().any(|left| problem.contains(left))), "{problems:#?}");
    workspace.run(&["new", "label_smoothing"]).unable("is there already; nothing was changed");
}

#[test]
fn new_refuses_what_cannot_name_a_kata() {
    let workspace = Workspace::complete();
    for name in ["../escape", "Softmax", "fn", "a b", ""] {
        workspace.run(&["new", name]).unable("cannot name a kata");
    }
    workspace.run(&["new", "softmax"]).unable("katas/stubs/softmax.rs is there already");
}

#[test]
fn new_changes_nothing_where_something_is_missing() {
    let workspace = Workspace::complete();
    workspace.write("benches/lib.rs", "");
    workspace
        .run(&["new", "label_smoothing"])
        .unable("benches/lib.rs has no `benches! {`; nothing was changed");
    assert!(!workspace.path("katas/label_smoothing.rs").exists());
}
