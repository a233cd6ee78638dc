//! The files that run the grader elsewhere: GitHub's action, and what names a version.

use std::fs;
use std::process::Command;

use super::workspace::{INSTALLED, RIGHT, Workspace, repository, run, softmax};

/// What a release has to change, all at once.
#[test]
fn every_file_names_this_version() {
    let version = env!("CARGO_PKG_VERSION");
    for (file, before) in [
        (".github/workflows/grade-class.yml", "uses: shousi/shousi@v"),
        (".ci/grade/kubernetes.yaml", "image: shousi:"),
        (".ci/grade/kubernetes-merge.yaml", "image: shousi:"),
        (".ci/grade/README.md", "shousi/shousi@v"),
        (".ci/grade/README.zh.md", "shousi/shousi@v"),
    ] {
        let text = fs::read_to_string(repository().join(file)).unwrap();
        let mut named = text.split(before).skip(1).peekable();
        assert!(named.peek().is_some(), "{file} names no version");
        assert!(named.all(|rest| rest.starts_with(version)), "{file} names another version than {version}");
    }
}

/// What the action does on a runner of GitHub's, which has jq.
#[test]
fn the_action_grades_and_leaves_its_reports() {
    if Command::new("jq").arg("--version").output().is_err() {
        eprintln!("skipped: there is no jq");
        return;
    }
    let workspace = Workspace::own(&["--katas", "softmax,rms_norm"]);
    workspace.kata("softmax", softmax(RIGHT));
    let action = |inputs: &[(&str, &str)]| {
        let mut command = Command::new(repository().join(".ci/grade/action.sh"));
        command.current_dir(workspace.root()).env("SHOUSI", env!("CARGO_BIN_EXE_cargo-kata"));
        command.env("SHOUSI_CACHE", INSTALLED).env("LANG", "en_US.UTF-8");
        command.env("XDG_CACHE_HOME", workspace.path("cache"));
        for name in ["RUNNER_TEMP", "GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT"] {
            command.env(name, workspace.path("runner").join(name));
        }
        for name in ["PATH", "KATAS", "SEED", "SHARD", "REPORTS", "EXIT_ZERO"] {
            command.env(format!("INPUT_{name}"), "");
        }
        command.env("INPUT_SEED", "1").env("INPUT_KATAS", "softmax,rms_norm");
        run(command.envs(inputs.iter().copied()))
    };
    fs::create_dir(workspace.path("runner")).unwrap();

    let graded = action(&[("INPUT_PATH", ".")]);
    assert_eq!(graded.status, 1, "rms_norm is still to be written: {graded:#?}");
    let graded = graded.shows("::warning").shows("file=katas/rms_norm.rs");
    assert!(!graded.stdout.contains(workspace.root().to_str().unwrap()), "paths are those of the repository");
    assert!(workspace.read("runner/GITHUB_STEP_SUMMARY").contains("| Softmax |"));
    let outputs = workspace.read("runner/GITHUB_OUTPUT");
    assert!(outputs.contains("passed=1\ntotal=2\n"), "{outputs}");
    for file in ["grade.json", "grade.xml", "grade.csv", "grade.html", "grade.md"] {
        assert!(workspace.path("runner/RUNNER_TEMP/shousi").join(file).is_file(), "{file}");
    }

    let kept = workspace.path("shards/1");
    fs::create_dir_all(&kept).unwrap();
    fs::rename(workspace.path("runner/RUNNER_TEMP/shousi/grade.json"), kept.join("grade.json")).unwrap();
    let merged = action(&[("INPUT_REPORTS", "shards"), ("INPUT_EXIT_ZERO", "true")]);
    assert_eq!(merged.status, 0, "{merged:#?}");
    assert_eq!(
        workspace.read("runner/RUNNER_TEMP/shousi/grade.json"),
        fs::read_to_string(kept.join("grade.json")).unwrap()
    );

    assert_eq!(action(&[("INPUT_REPORTS", "katas")]).status, 2);
    assert_eq!(action(&[("INPUT_PATH", "nowhere")]).status, 2);
}
