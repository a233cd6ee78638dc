//! How katas are named.

use super::workspace::Workspace;

#[test]
fn a_misspelt_name_suggests_the_nearest() {
    let workspace = Workspace::new();
    for command in ["test", "show", "hint", "reset", "solution", "watch"] {
        workspace.run(&[command, "sofmax"]).unable("there is no kata `sofmax`; did you mean `softmax`?");
    }
}

#[test]
fn nothing_near_suggests_nothing() {
    let run = Workspace::new().run(&["test", "quantum_teapot"]).unable("`cargo kata list` shows all");
    assert!(!run.stderr.contains("did you mean"));
}

#[test]
fn one_wrong_name_among_right_ones_judges_nothing() {
    let workspace = Workspace::new();
    workspace.solve("softmax");
    workspace.run(&["test", "softmax", "sofmax"]).unable("did you mean `softmax`?");
}

#[test]
fn a_name_given_twice_is_judged_once() {
    let run =
        Workspace::new().run(&["test", "softmax", "katas/softmax.rs", "--format", "json", "--cases", "1"]);
    assert_eq!(run.json()["submissions"][0]["total"], 1);
}

#[test]
fn a_file_names_its_kata() {
    let workspace = Workspace::new();
    for name in ["katas/softmax.rs", "./katas/softmax.rs", "softmax.rs"] {
        workspace.run(&["show", name]).done().shows("Softmax");
    }
}

#[test]
fn what_was_typed_is_shown_escaped() {
    let run = Workspace::new().run(&["test", "a\x1b[31m\nb"]).unable("there is no kata");
    assert!(!run.stderr.contains('\x1b') && run.stderr.lines().count() == 1);
}

#[test]
fn cargo_passes_the_name_of_the_command() {
    Workspace::new().run(&["kata", "list"]).done().shows("softmax");
}
