//! Code that works against its judge. Nothing it prints, and no status it ends with, counts.

use super::workspace::{RIGHT, Workspace, deciding};

fn judged(body: &str, options: &[&str]) -> serde_json::Value {
    let workspace = Workspace::new();
    workspace.softmax(body);
    workspace.judge("softmax", options)
}

#[test]
fn printed_success_is_only_output() {
    let workspace = Workspace::new();
    workspace.softmax("    println!(\"test result: ok. 16 passed; 0 failed\");\n    x.to_owned()");
    let run = workspace.run(&["test", "softmax", "--cases", "8"]).shows("✗ Softmax  failed");
    assert!(!run.stdout.contains("test result"));
    workspace.run(&["test", "softmax", "--cases", "8", "--show-output"]).shows("test result: ok. 16 passed");
}

#[test]
fn endless_output_is_cut() {
    let workspace = Workspace::new();
    workspace.softmax(&format!(
        "    for n in 0..20_000 {{ println!(\"{{n}}\"); eprint!(\"\\x1b[2J\"); }}\n    {RIGHT}"
    ));
    let run = workspace.run(&["test", "softmax", "--cases", "1", "--show-output"]);
    assert_eq!(run.status, 0, "{run:#?}");
    assert!(run.stdout.len() < 100_000 && run.stdout.contains("bytes left out"));
    assert!(!run.stdout.contains('\x1b'));
}

#[test]
fn a_huge_message_with_escape_sequences_is_cut_and_escaped() {
    let workspace = Workspace::new();
    workspace.softmax("    panic!(\"\\x1b[2J\\x1b]0;title\\x07{}\", \"much \".repeat(100_000))");
    let run = workspace.run(&["test", "softmax", "--cases", "8"]).shows("\\u{1b}[2J").shows("much much");
    assert!(run.stdout.len() < 10_000 && !run.stdout.contains('\x1b') && !run.stdout.contains('\x07'));
}

#[test]
fn a_replaced_panic_hook_changes_no_verdict() {
    for hook in ["{}", "std::process::exit(0)", "println!(\"passed\")"] {
        let kata =
            judged(&format!("    std::panic::set_hook(Box::new(|_| {hook}));\n    panic!(\"no\")"), &[]);
        assert!(kata["verdict"] == "failed" || kata["verdict"] == "crashed", "{hook}: {kata:#}");
        assert_eq!(kata["score"], 0.0, "{hook}");
    }
}

#[test]
fn a_payload_that_panics_when_it_is_dropped() {
    let kata = judged(
        "    struct Bomb;\n    impl Drop for Bomb { fn drop(&mut self) { panic!(\"again\") } }\n    std::panic::panic_any(Bomb)",
        &[],
    );
    assert_eq!(kata["verdict"], "failed");
    assert!(kata["message"].as_str().unwrap().contains("a panic without a message"), "{kata:#}");
}

#[test]
fn a_thread_left_running_holds_nothing_up() {
    let body = "    std::thread::spawn(|| loop { std::thread::sleep(std::time::Duration::from_secs(60)) });";
    let kata = judged(&format!("{body}\n    {RIGHT}"), &["--cases", "2"]);
    assert_eq!(kata["verdict"], "passed", "{kata:#}");
}

#[test]
fn a_child_that_keeps_the_output_open_holds_nothing_up() {
    let body =
        "    std::process::Command::new(\"/bin/sleep\").arg(\"5\").spawn().unwrap();\n    panic!(\"no\")";
    let start = std::time::Instant::now();
    assert_eq!(judged(body, &["--cases", "1"])["verdict"], "failed");
    assert!(start.elapsed().as_secs_f64() < 5.0);
}

/// The pipe to the judge is standard input; what is written there is no verdict.
#[test]
fn rubbish_on_the_pipe_is_no_answer() {
    let pipe = "    use std::{fs::File, io::{Read, Write}, os::fd::FromRawFd};\n    \
        let mut pipe = std::mem::ManuallyDrop::new(unsafe { File::from_raw_fd(0) });";
    for (act, words) in [
        ("&[255; 4]", "the answer is larger than 512 KiB"),
        ("&[1, 0, 0, 0, 77]", "the process hung up without an answer"),
    ] {
        let act = format!("if x.iter().any(|v| v.is_infinite()) {{ let _ = pipe.write_all({act}); }}");
        let kata = judged(&format!("{pipe}\n    {act}\n    {RIGHT}"), &["--cases", "4"]);
        assert_eq!(
            (&kata["verdict"], &deciding(&kata)["message"]),
            (&"crashed".into(), &words.into()),
            "{act}"
        );
    }
    let stolen = judged(
        &format!("{pipe}\n    let _ = pipe.read(&mut [0; 64]);\n    x.to_owned()"),
        &["--timeout", "1", "--cases", "1"],
    );
    assert_eq!((&stolen["verdict"], &stolen["score"]), (&"timeout".into(), &0.0.into()));
}
