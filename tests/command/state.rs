//! Workspaces that are shared, strangely named, full or read-only; readers that leave early.

use std::fs::{self, File};
use std::io::Read;
use std::process::{Command, Stdio};
use std::thread;

use super::workspace::{Workspace, run};

#[test]
fn two_commands_at_once() {
    let workspace = Workspace::new();
    workspace.solve("softmax");
    workspace.solve("rms_norm");
    thread::scope(|scope| {
        let runs = ["softmax", "rms_norm", "softmax", "rms_norm"].map(|name| {
            let workspace = &workspace;
            scope.spawn(move || workspace.run(&["test", name, "--cases", "16"]))
        });
        for run in runs {
            run.join().unwrap().done();
        }
    });
    for line in workspace.read(".kata/history.jsonl").lines() {
        serde_json::from_str::<serde_json::Value>(line).unwrap();
    }
}

#[test]
fn a_path_with_spaces_and_chinese_characters() {
    let workspace = Workspace::named("我的 练习 = \"a,b\" '$x'");
    workspace.solve("softmax");
    workspace.run(&["test", "softmax", "--cases", "8"]).done().shows("✓ Softmax  passed");
    workspace.softmax("    y");
    workspace.run(&["test", "softmax"]).shows("--> katas/softmax.rs:4:5");
}

#[test]
fn a_reader_that_leaves_early() {
    let workspace = Workspace::new();
    for arguments in [&["list"][..], &["show", "softmax"], &["completions", "bash"], &["test", "softmax"]] {
        let mut child =
            workspace.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let mut words = String::new();
        child.stderr.take().unwrap().read_to_string(&mut words).unwrap();
        child.wait().unwrap();
        assert_eq!(words, "", "{arguments:?}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn standard_output_that_is_full() {
    let workspace = Workspace::new();
    let full = File::options().write(true).open("/dev/full").unwrap();
    let output = workspace.command(&["list"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        String::from_utf8(output.stderr).unwrap().starts_with("error: standard output cannot be written")
    );
}

/// Runs a shell script with `$KATA` in a mount namespace of its own, or says why that is impossible.
#[cfg(target_os = "linux")]
fn unshared(workspace: &Workspace, script: &str) -> Option<super::workspace::Run> {
    let allowed = Command::new("unshare").args(["-rm", "mount", "-t", "tmpfs", "none", "/mnt"]).output();
    if !allowed.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: mounting needs a user namespace, which this system does not allow");
        return None;
    }
    let plain = workspace.command(&[]);
    let mut command = Command::new("unshare");
    command.args(["-rm", "sh", "-euc", script]).current_dir(workspace.root());
    for (name, value) in plain.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    Some(run(command.env("KATA", env!("CARGO_BIN_EXE_cargo-kata"))))
}

#[test]
#[cfg(target_os = "linux")]
fn a_read_only_workspace() {
    let workspace = Workspace::new();
    workspace.solve("softmax");
    let script = "mount --bind . . && mount -o remount,bind,ro . && cd \"$PWD\"\n\
        if touch x 2>/dev/null; then exit 7; fi\n\"$KATA\" list; \"$KATA\" test softmax --cases 8; \"$KATA\" hint softmax\n\
        \"$KATA\" reset softmax || exit 3";
    let Some(run) = unshared(&workspace, script) else { return };
    let run = run.shows("✓ Softmax  passed").shows("softmax");
    assert_eq!(run.status, 3, "{run:#?}");
    assert!(run.stderr.contains("warning: .kata/history.jsonl cannot be written"), "{run:#?}");
    assert!(
        run.stderr.contains("error: katas/softmax.rs cannot be replaced, and is left as it was"),
        "{run:#?}"
    );
    assert_eq!(workspace.read("katas/softmax.rs"), workspace.read("solutions/softmax.rs"));
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_leaves_no_half_lines_and_loses_no_code() {
    let workspace = Workspace::new();
    workspace.solve("softmax");
    fs::create_dir(workspace.path(".kata")).unwrap();
    let script = "mount -t tmpfs -o size=16k none .kata\n\"$KATA\" hint softmax > /dev/null\n\
        head -c 100000 /dev/zero > .kata/filler || true\n\"$KATA\" hint rms_norm > /dev/null\n\
        \"$KATA\" test softmax --cases 8; \"$KATA\" reset softmax || status=$?\n\
        rm .kata/filler; cat .kata/history.jsonl; ls .kata .kata/archive/* || true; exit ${status:-0}";
    let Some(run) = unshared(&workspace, script) else { return };
    assert_eq!(run.status, 2, "{run:#?}");
    let run = run.shows("✓ Softmax  passed");
    let lines: Vec<&str> = run.stdout.lines().filter(|line| line.starts_with('{')).collect();
    assert!(!lines.is_empty() && lines.iter().all(|line| line.ends_with('}')), "{run:#?}");
    assert!(run.stderr.contains("katas/softmax.rs cannot be replaced, and is left as it was"), "{run:#?}");
    assert_eq!(workspace.read("katas/softmax.rs"), workspace.read("solutions/softmax.rs"));
}
