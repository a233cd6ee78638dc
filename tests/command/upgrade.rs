//! `upgrade`: what is new comes, and not a line that the learner wrote is touched.

use std::fs;

use serde_json::Value as Json;
use shousi::build::Manifest;

use super::workspace::Workspace;

/// A workspace as an older version would have left it: these files had this content.
fn older(files: &[(&str, &str)]) -> Workspace {
    let workspace = Workspace::own(&["--katas", "softmax,rms_norm"]);
    let mut manifest: Json = serde_json::from_str(&workspace.read("shousi.json")).unwrap();
    manifest["tool"] = "0.0.1".into();
    for (file, content) in files {
        manifest["files"][file] = Manifest::hash(content.as_bytes()).into();
        workspace.write(file, content);
    }
    workspace.write("shousi.json", manifest.to_string());
    workspace
}

#[test]
fn what_is_untouched_is_updated() {
    let workspace =
        older(&[("katas/softmax.rs", "old stub"), ("katas/softmax.md", "old"), ("README.md", "old")]);
    let listed = workspace.run(&["list"]).done().shows("○ todo    softmax");
    listed.shows("This workspace is from shousi 0.0.1; `cargo kata upgrade` brings what is new");
    let run = workspace.run(&["upgrade"]).done().shows("katas/softmax.rs  updated\n");
    let run = run.shows("katas/softmax.md  updated\n").shows("README.md  updated\n");
    assert_eq!(run.stdout.lines().count(), 5, "{run:#?}");
    let fresh = Workspace::own(&["--katas", "softmax,rms_norm"]);
    for file in ["katas/softmax.rs", "katas/softmax.md", "README.md", "shousi.json"] {
        assert_eq!(workspace.read(file), fresh.read(file), "{file}");
    }
}

#[test]
fn what_the_learner_wrote_stays() {
    let workspace = older(&[("katas/softmax.rs", "old stub"), ("README.md", "old")]);
    workspace.kata("softmax", "mine");
    workspace.write("README.md", "mine");
    let run = workspace.run(&["upgrade"]).done();
    let run = run.shows("README.md  yours, left as it is; the new one is .kata/upgrade/README.md\n");
    run.shows("katas/softmax.rs  yours, left as it is; the new one is .kata/upgrade/katas/softmax.rs\n");
    assert_eq!(workspace.read("katas/softmax.rs"), "mine");
    assert_eq!(workspace.read("README.md"), "mine");
    assert!(workspace.read(".kata/upgrade/katas/softmax.rs").contains("todo!()"));
    // It is said once, and the next upgrade does not take the learner's file for its own.
    workspace.run(&["upgrade"]).done().shows("Nothing to do");
    assert_eq!(workspace.read("katas/softmax.rs"), "mine");
}

#[test]
fn new_katas_come_unless_they_were_left_out() {
    let workspace = Workspace::own(&[]);
    let mut manifest: Json = serde_json::from_str(&workspace.read("shousi.json")).unwrap();
    let files = manifest["files"].as_object_mut().unwrap();
    for file in ["katas/softmax.rs", "katas/softmax.md", "katas/softmax.zh.md"] {
        files.remove(file);
        fs::remove_file(workspace.path(file)).unwrap();
    }
    workspace.write("shousi.json", manifest.to_string());
    workspace.run(&["upgrade"]).done().shows("katas/softmax.rs  new\n").shows("katas/softmax.zh.md  new\n");

    let workspace = Workspace::own(&["--katas", "softmax"]);
    workspace.run(&["upgrade"]).done().shows("Nothing to do");
    assert!(!workspace.path("katas/rms_norm.rs").exists());
    // The learner may take one in all the same.
    workspace.run(&["reset", "rms_norm"]).done();
    workspace.run(&["upgrade"]).done().shows("katas/rms_norm.md  new\n").shows("Cargo.toml  updated\n");
    workspace.run(&["list"]).done().shows("0 of 2 passed");
}

#[test]
fn what_the_learner_removed_stays_away() {
    let workspace = Workspace::own(&["--katas", "softmax,rms_norm"]);
    fs::remove_file(workspace.path("katas/softmax.rs")).unwrap();
    fs::remove_file(workspace.path(".github/workflows/grade.yml")).unwrap();
    let run = workspace.run(&["upgrade"]).done().shows("grade.yml  removed by you, and left out\n");
    run.shows("Cargo.toml  updated\n");
    assert!(!workspace.path("katas/softmax.rs").exists());
    // A manifest that names a file which is gone would be refused by cargo.
    assert!(!workspace.read("Cargo.toml").contains("softmax"));
}

#[test]
fn an_interrupted_init_is_finished() {
    let workspace = Workspace::own(&["--katas", "softmax"]);
    let whole = workspace.read("shousi.json");
    let mut manifest: Json = serde_json::from_str(&whole).unwrap();
    manifest["files"] = serde_json::json!({});
    workspace.write("shousi.json", manifest.to_string());
    fs::remove_file(workspace.path("katas/softmax.rs")).unwrap();
    workspace.run(&["upgrade"]).done();
    assert_eq!(workspace.read("shousi.json"), whole);
    assert!(workspace.path("katas/softmax.rs").is_file());
}

#[test]
fn an_older_tool_refuses() {
    let workspace = older(&[("katas/softmax.rs", "stub of the future")]);
    for (tool, why) in [("99.0.0", "update the tool"), ("\\u001b[31m", "names no version")] {
        let text = workspace.read("shousi.json");
        let tool_of = |text: &str| serde_json::from_str::<Json>(text).unwrap()["tool"].to_string();
        let old = tool_of(&text);
        workspace.write("shousi.json", text.replace(&old, &format!("\"{tool}\"")));
        let run = workspace.run(&["upgrade"]).unable(why);
        assert!(!run.stderr.contains('\x1b'));
    }
    assert_eq!(workspace.read("katas/softmax.rs"), "stub of the future");
}

#[test]
fn something_that_is_no_file_is_named() {
    let workspace = Workspace::own(&["--katas", "softmax"]);
    fs::remove_file(workspace.path("README.md")).unwrap();
    workspace.write("README.md/notes", "mine");
    workspace.run(&["upgrade"]).unable("README.md cannot be brought: something that is no file");
}

#[test]
fn a_clone_is_upgraded_by_git() {
    Workspace::new().run(&["upgrade"]).unable("this is a clone of shousi: `git pull` brings what is new");
}
