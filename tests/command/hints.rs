//! `hint`: one after the other, remembered.

use super::workspace::Workspace;

#[test]
fn hints_come_one_by_one_and_are_remembered() {
    let workspace = Workspace::new();
    let hints: Vec<String> = (0..3).map(|_| workspace.run(&["hint", "softmax"]).done().stdout).collect();
    assert!(hints[0] != hints[1] && hints[1] != hints[2]);
    assert!(hints[2].contains("That was the last hint"));
    let all = workspace.run(&["hint", "softmax"]).done().stdout;
    assert_eq!(all, workspace.run(&["hint", "softmax", "--again"]).done().stdout);
    assert!(hints[..2].iter().all(|hint| all.contains(hint.trim())));
    assert_eq!(workspace.read(".kata/history.jsonl").lines().count(), 3);
}

#[test]
fn katas_have_their_own_hints() {
    let workspace = Workspace::new();
    let first = workspace.run(&["hint", "softmax"]).stdout;
    workspace.run(&["hint", "rms_norm"]).done();
    assert_eq!(workspace.run(&["hint", "softmax", "--again"]).stdout, first);
}

#[test]
fn none_seen_yet() {
    let run = Workspace::new().run(&["hint", "softmax", "--again"]);
    run.unable("no hint of softmax was seen yet; `cargo kata hint softmax` shows one");
}
