//! `.kata/history.jsonl`: one line an event, whatever happens to it.

use super::workspace::Workspace;

#[test]
fn one_line_for_each_new_verdict() {
    let workspace = Workspace::new();
    workspace.solve("softmax");
    for _ in 0..2 {
        workspace.run(&["test", "softmax", "--cases", "4"]).done();
    }
    let history = workspace.read(".kata/history.jsonl");
    let lines: Vec<serde_json::Value> =
        history.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 1, "a repeated verdict is no news: {history}");
    assert_eq!(lines[0]["event"], "verdict");
    assert_eq!((&lines[0]["kata"], &lines[0]["verdict"]), (&"softmax".into(), &"passed".into()));
    assert_eq!((&lines[0]["seed"], &lines[0]["cases"]), (&0.into(), &4.into()));
}

#[test]
fn a_line_cut_in_the_middle_costs_only_itself() {
    let workspace = Workspace::new();
    workspace.run(&["hint", "softmax"]).done();
    workspace.run(&["hint", "softmax"]).done();
    let history = workspace.read(".kata/history.jsonl");
    workspace.write(".kata/history.jsonl", &history[..history.len() - 20]);
    let second = workspace.run(&["hint", "softmax"]).done().stdout;
    assert_eq!(
        workspace.run(&["hint", "softmax", "--again"]).done().stdout.lines().last(),
        second.lines().last()
    );
    assert!(workspace.read(".kata/history.jsonl").ends_with("}\n"));
}

#[test]
fn rubbish_is_passed_over() {
    let workspace = Workspace::new();
    workspace.run(&["hint", "softmax"]).done();
    let mut history = workspace.read(".kata/history.jsonl").into_bytes();
    history.splice(..0, b"\xff\xfe\0rubbish\n{}\n[1, 2]\nnull\n\n{\"event\":\"flight\"}\n".iter().copied());
    workspace.write(".kata/history.jsonl", &history);
    workspace.run(&["hint", "softmax", "--again"]).done();
    workspace.run(&["list"]).done();
}

#[test]
fn a_folder_in_its_place_stops_nobody() {
    let workspace = Workspace::new();
    workspace.write(".kata/history.jsonl/notes", "");
    workspace.solve("softmax");
    let run = workspace.run(&["test", "softmax", "--cases", "4"]).shows("✓ Softmax  passed");
    assert_eq!(run.status, 0);
    assert!(run.stderr.starts_with("warning: .kata/history.jsonl cannot be written"), "{run:#?}");
}
