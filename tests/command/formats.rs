//! Reports in every format, from one run.

use std::fs;

use serde_json::Value as Json;

use super::workspace::{NO_MAX_SUBTRACTION, Workspace};

/// A panic whose message wants to be more than text.
const NASTY: &str = "panic!(\"\\n::error::owned\\n</details> ]]> \\u{202e}\\x1b[2J =1+1\")";

#[test]
fn every_format_in_one_run() {
    let workspace = Workspace::new();
    workspace.softmax(NO_MAX_SUBTRACTION);
    workspace.kata("rms_norm", "pub fn rms_norm( {}");
    workspace.kata("layer_norm", workspace.read("katas/layer_norm.rs").replace("todo!()", NASTY));
    workspace.solve("kl_divergence");
    let katas = ["softmax", "rms_norm", "layer_norm", "kl_divergence"];
    let formats = ["json", "junit", "csv", "markdown", "github", "gradescope", "html"];
    let outputs = formats.map(|format| format!("{format}=report.{format}"));
    let outputs: Vec<&str> = outputs.iter().flat_map(|output| ["--output", output]).collect();
    let run =
        workspace.run(&[&["test", "--cases", "4", "--format", "github"], &katas[..], &outputs].concat());
    assert_eq!((run.status, &*run.stderr), (1, ""));

    let [json, junit, csv, markdown, github, gradescope, html] =
        formats.map(|format| workspace.read(&format!("report.{format}")));
    assert_eq!(run.stdout, github);
    assert_eq!(github.lines().count(), 3, "{github}");
    assert!(github.contains("file=katas/rms_norm.rs,line=1::error: "), "{github}");
    let panic =
        1 + workspace.read("katas/layer_norm.rs").lines().position(|line| line.contains("panic!")).unwrap();
    assert!(github.contains(&format!("file=katas/layer_norm.rs,line={panic}::")), "{github}");

    let json: Json = serde_json::from_str(&json).unwrap();
    assert_eq!(json["submissions"][0]["katas"].as_array().unwrap().len(), 4);
    assert_eq!(junit.matches("<testsuite ").count(), 4);
    assert!(junit.contains("<error type=\"build_error\""), "{junit}");
    assert_eq!(csv.lines().count(), 5, "{csv}");
    assert!(csv.contains("local,softmax,failed,") && csv.contains(",no_max_subtraction,"), "{csv}");
    assert!(markdown.contains("| <code>local</code> | 1/4 |"), "{markdown}");
    let gradescope: Json = serde_json::from_str(&gradescope).unwrap();
    assert_eq!(gradescope["tests"].as_array().unwrap().len(), 4);
    assert!(html.ends_with("</html>\n") && !html.contains("http://") && !html.contains("https://"));
    for report in [junit, csv, markdown, github, html] {
        assert!(
            report.contains("\\u{202e}\\u{1b}[2J") || report.contains("\\\\u{202e}\\\\u{1b}[2J"),
            "{report}"
        );
    }
}

#[test]
fn a_report_that_cannot_be_written_is_known_before_the_judging() {
    let workspace = Workspace::new();
    fs::create_dir(workspace.path("folder")).unwrap();
    for (output, why) in [("junit=nowhere/grade.xml", "nowhere"), ("csv=folder", "folder")] {
        workspace.run(&["test", "softmax", "--output", output]).unable(why);
    }
    workspace.run(&["test", "softmax", "--output", "pdf=x"]).unable("junit");
    assert!(!workspace.path(".kata/history.jsonl").exists());
}

/// What others have linked to, or listen at, stays what it is.
#[test]
#[cfg(unix)]
fn a_link_stays_a_link() {
    let workspace = Workspace::new();
    workspace.write("reports/last.csv", "old");
    std::os::unix::fs::symlink("reports/last.csv", workspace.path("report.csv")).unwrap();
    let run = workspace.run(&["test", "softmax", "--cases", "4", "--output", "csv=report.csv"]);
    assert_eq!((run.status, &*run.stderr), (1, ""));
    assert!(fs::symlink_metadata(workspace.path("report.csv")).unwrap().is_symlink());
    assert!(workspace.read("reports/last.csv").starts_with("id,kata,"));
    let run = workspace.run(&["test", "softmax", "--cases", "4", "--output", "csv=/dev/stdout"]);
    assert!(run.stdout.contains("id,kata,verdict"), "{run:#?}");
}
