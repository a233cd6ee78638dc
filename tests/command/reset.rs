//! `reset`: the stub is back, and nothing is lost.

use std::fs;

use super::workspace::{Workspace, is_empty, run};

#[test]
fn the_bytes_that_stood_there_are_archived() {
    let workspace = Workspace::new();
    let mine = b"my \xff bytes\r\n\0";
    workspace.kata("softmax", mine);
    let said = workspace.run(&["reset", "softmax"]).done().stdout;
    let archive = said.trim().split(' ').next_back().unwrap();
    assert!(archive.starts_with(".kata/archive/softmax/"), "{said}");
    assert_eq!(fs::read(workspace.path(archive)).unwrap(), mine);
    assert_eq!(workspace.read("katas/softmax.rs"), workspace.read("katas/stubs/softmax.rs"));
    assert!(workspace.read(".kata/history.jsonl").contains(archive));
}

#[test]
fn two_resets_in_a_second_keep_both() {
    let workspace = Workspace::new();
    for text in ["one", "two", "three"] {
        workspace.kata("softmax", text);
        workspace.run(&["reset", "softmax"]).done();
    }
    let archived = fs::read_dir(workspace.path(".kata/archive/softmax")).unwrap();
    let mut texts: Vec<String> =
        archived.map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap()).collect();
    texts.sort();
    assert_eq!(texts, ["one", "three", "two"]);
}

/// Somebody keeps their code in another repository.
#[cfg(unix)]
#[test]
fn a_link_stays_a_link() {
    let workspace = Workspace::new();
    workspace.write("mine/softmax.rs", "mine");
    fs::remove_file(workspace.path("katas/softmax.rs")).unwrap();
    std::os::unix::fs::symlink("../mine/softmax.rs", workspace.path("katas/softmax.rs")).unwrap();
    workspace.run(&["reset", "softmax"]).done();
    assert!(workspace.path("katas/softmax.rs").is_symlink());
    assert_eq!(workspace.read("mine/softmax.rs"), workspace.read("katas/stubs/softmax.rs"));
    let mut archived = fs::read_dir(workspace.path(".kata/archive/softmax")).unwrap();
    assert_eq!(fs::read_to_string(archived.next().unwrap().unwrap().path()).unwrap(), "mine");
}

#[test]
fn an_untouched_stub_stays() {
    let workspace = Workspace::new();
    workspace.run(&["reset", "softmax"]).done().shows("katas/softmax.rs is the stub already");
    assert!(is_empty(workspace.path(".kata")));
}

#[test]
fn a_missing_file_is_restored() {
    let workspace = Workspace::new();
    fs::remove_file(workspace.path("katas/softmax.rs")).unwrap();
    workspace.run(&["reset", "softmax"]).done().shows("katas/softmax.rs is back");
    assert_eq!(workspace.read("katas/softmax.rs"), workspace.read("katas/stubs/softmax.rs"));
}

#[test]
fn a_folder_in_its_place_is_left_alone() {
    let workspace = Workspace::new();
    fs::remove_file(workspace.path("katas/softmax.rs")).unwrap();
    workspace.write("katas/softmax.rs/notes", "mine");
    workspace.run(&["reset", "softmax"]).unable("katas/softmax.rs cannot be replaced");
    assert_eq!(workspace.read("katas/softmax.rs/notes"), "mine");
}

#[test]
fn all_of_them() {
    let workspace = Workspace::new();
    workspace.kata("softmax", "mine");
    workspace.kata("rms_norm", "mine too");
    let run = workspace
        .run(&["reset", "--all"])
        .done()
        .shows(".kata/archive/softmax/")
        .shows("stubs were untouched");
    assert_eq!(run.stdout.lines().count(), 3);
    assert_eq!(workspace.run(&["reset", "--all"]).done().stdout.lines().count(), 1);
}

#[test]
fn a_file_stays_what_it_was_for_others() {
    let workspace = Workspace::new();
    workspace.kata("softmax", "mine");
    run(&mut workspace.command(&["reset", "softmax"])).done();
    let names: Vec<_> = fs::read_dir(workspace.path("katas"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with('.'))
        .collect();
    assert!(names.is_empty(), "left over: {names:?}");
}
