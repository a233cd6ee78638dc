//! Files that cannot be judged: the verdict says what is wrong with them, and the others are judged
//! all the same.

use std::fs;

use serde_json::Value as Json;

use super::workspace::{RIGHT, Workspace, softmax};

#[track_caller]
fn assert_unfit(kata: &Json, verdict: &str, words: &str) {
    assert_eq!(kata["verdict"], verdict, "{kata:#}");
    assert!(kata["message"].as_str().unwrap().contains(words), "no `{words}` in {kata:#}");
    assert_eq!(kata["properties"], Json::Array(vec![]));
}

#[test]
fn one_broken_file_stops_no_other() {
    let workspace = Workspace::new();
    workspace.solve("softmax");
    workspace.kata("cross_entropy", "");
    workspace.kata("kl_divergence", b"// fine\n// \xff\n");
    fs::remove_file(workspace.path("katas/rms_norm.rs")).unwrap();
    fs::create_dir(workspace.path("katas/rms_norm.rs")).unwrap();
    fs::remove_file(workspace.path("katas/layer_norm.rs")).unwrap();
    let names = ["cross_entropy", "kl_divergence", "rms_norm", "layer_norm", "softmax"];
    let run = workspace.run(&[&["test", "--format", "json", "--cases", "8"], &names[..]].concat());
    assert_eq!(run.status, 1);
    let document = run.json();
    let submission = &document["submissions"][0];
    assert_eq!((&submission["passed"], &submission["total"]), (&1.into(), &5.into()));
    assert_eq!(submission["score"], 0.2);
    let [empty, binary, folder, missing, right] = [0, 1, 2, 3, 4].map(|i| &submission["katas"][i]);
    assert_unfit(empty, "build_error", "there is no function `cross_entropy`");
    assert_unfit(binary, "build_error", "katas/kl_divergence.rs is not valid UTF-8: look at line 2");
    assert_unfit(folder, "missing", "katas/rms_norm.rs is not a file");
    assert_unfit(missing, "missing", "katas/layer_norm.rs does not exist");
    assert_eq!(right["verdict"], "passed");
}

#[test]
fn a_compile_error_shows_path_and_line() {
    let workspace = Workspace::new();
    workspace.softmax("    let y: usize = x;\n    y");
    let run = workspace.run(&["test", "softmax"]).shows("✗ Softmax  build error");
    assert_eq!(run.status, 1);
    let run = run.shows("--> katas/softmax.rs:4:20").shows("error[E0308]: mismatched types");
    assert!(!run.stdout.contains('\x1b'));
    let kata = workspace.judge("softmax", &[]);
    assert!(kata["message"].as_str().unwrap().starts_with("error[E0308]: mismatched types"), "{kata:#}");
    let colored = workspace.run(&["test", "softmax", "--color", "always"]);
    assert!(colored.stdout.contains("\x1b["), "{colored:#?}");
}

#[test]
fn other_functions_than_asked_for() {
    let workspace = Workspace::new();
    let asked = "katas/softmax.rs must have\n    pub fn softmax(x: ArrayView2<f32>) -> Array2<f32>";
    let right = softmax(RIGHT);
    for (code, words) in [
        (right.replace("fn softmax", "fn soft_max"), "there is no function `softmax`"),
        (right.replace("pub fn", "fn"), "the function `softmax` is not public"),
        (right.replace("x: ArrayView2<f32>", "x: ArrayView2<f32>, _axis: usize"), "another signature"),
        (right.replace("x: ArrayView2<f32>", "x: Array2<f32>"), "another signature"),
        (right.replace("pub fn", "pub unsafe fn"), "another signature"),
    ] {
        workspace.kata("softmax", &code);
        let kata = workspace.judge("softmax", &[]);
        assert_unfit(&kata, "build_error", words);
        assert_unfit(&kata, "build_error", asked);
    }
}

#[test]
fn nothing_else_can_be_named() {
    let workspace = Workspace::new();
    for (code, words) in
        [("extern crate shousi;", "shousi"), ("use solutions::softmax::softmax;", "solutions")]
    {
        workspace.kata("softmax", format!("{code}\n{}", softmax(RIGHT)));
        assert_unfit(&workspace.judge("softmax", &[]), "build_error", words);
    }
}

#[test]
fn a_file_too_long_to_be_written_by_hand() {
    let workspace = Workspace::new();
    workspace.kata("softmax", format!("{}{}", softmax(RIGHT), "// more\n".repeat(40_000)));
    assert_unfit(&workspace.judge("softmax", &[]), "build_error", "the limit is 256 KiB");
}

#[test]
fn what_fits_the_compiler_and_not_the_linker() {
    let workspace = Workspace::new();
    workspace
        .softmax("    unsafe extern \"C\" { fn nowhere(); }\n    unsafe { nowhere() };\n    x.to_owned()");
    assert_unfit(&workspace.judge("softmax", &[]), "build_error", "linking with `cc` failed");
    let allocator = "#[global_allocator]\nstatic MINE: std::alloc::System = std::alloc::System;";
    workspace.kata("softmax", format!("{}\n{allocator}", softmax(RIGHT)));
    assert_unfit(&workspace.judge("softmax", &[]), "build_error", "global allocator");
}

/// Reading one would never end.
#[test]
#[cfg(unix)]
fn a_pipe_in_its_place() {
    let workspace = Workspace::new();
    fs::remove_file(workspace.path("katas/softmax.rs")).unwrap();
    let made = std::process::Command::new("mkfifo").arg(workspace.path("katas/softmax.rs")).status();
    assert!(made.unwrap().success());
    workspace.run(&["list"]).done().shows("? missing  softmax");
    assert_unfit(&workspace.judge("softmax", &[]), "missing", "katas/softmax.rs is not a file");
    workspace.run(&["reset", "softmax"]).unable("it is not a file");
}
