//! `solution`: not by accident.

use super::workspace::Workspace;

#[test]
fn a_solution_is_not_shown_without_being_asked_for() {
    let run = Workspace::new().run(&["solution", "softmax"]);
    run.unable("cargo kata solution softmax --yes");
}

#[test]
fn the_reference_as_it_stands() {
    let workspace = Workspace::new();
    let shown = workspace.run(&["solution", "softmax", "--yes"]).done().stdout;
    assert_eq!(shown, workspace.read("solutions/softmax.rs"));
    assert!(workspace.read(".kata/history.jsonl").contains("\"solution\""));
}

#[test]
fn the_difference_to_yours() {
    let workspace = Workspace::new();
    let run = workspace.run(&["solution", "softmax", "--yes", "--diff"]).done();
    run.shows("--- katas/softmax.rs\n+++ solutions/softmax.rs\n").shows("\n-    todo!()\n");
    workspace.solve("softmax");
    workspace
        .run(&["solution", "softmax", "--yes", "--diff"])
        .done()
        .shows("katas/softmax.rs is the reference itself");
}
