//! Every verdict, each pinned to the property and to the input that decided.

use serde_json::Value as Json;

use super::workspace::{NO_MAX_SUBTRACTION, RIGHT, Workspace, deciding};

/// The rows of the counterexample's `x`.
#[track_caller]
fn rows(property: &Json) -> usize {
    property["counterexample"]["input"]["x"].as_array().expect("an input").len()
}

#[test]
fn a_right_answer_passes() {
    let workspace = Workspace::new();
    workspace.solve("softmax");
    let run = workspace.run(&["test", "softmax"]).done();
    run.shows("✓ Softmax  passed").shows("seed 0, 256 cases");
}

#[test]
fn a_stub_is_todo() {
    let workspace = Workspace::new();
    let run = workspace.run(&["test", "softmax"]).shows("○ Softmax  todo");
    assert_eq!(run.status, 1);
    assert_eq!(workspace.judge("softmax", &[])["verdict"], "todo");
}

#[test]
fn a_known_mistake_is_named() {
    let workspace = Workspace::new();
    workspace.softmax(NO_MAX_SUBTRACTION);
    let run = workspace.run(&["test", "softmax"]).shows("✗ Softmax  failed").shows("Looks like: ");
    let run = run.shows("expected").shows("actual").shows("≠").shows("cargo kata test softmax --seed 0");
    assert_eq!(run.status, 1);
    let kata = workspace.judge("softmax", &["--cases", "256"]);
    assert_eq!((&kata["verdict"], &kata["mistake"]), (&"failed".into(), &"no_max_subtraction".into()));
}

#[test]
fn a_panic_is_a_failure_with_its_message_and_place() {
    let workspace = Workspace::new();
    workspace.softmax(&format!("    if x.nrows() == 2 {{ panic!(\"two rows\") }}\n    {RIGHT}"));
    let kata = workspace.judge("softmax", &[]);
    assert_eq!(kata["verdict"], "failed");
    let property = deciding(&kata);
    assert_eq!(property["message"], "panicked at katas/softmax.rs:4:25: two rows");
    assert_eq!(rows(property), 2);
}

#[test]
fn a_call_that_does_not_return_is_a_timeout() {
    let workspace = Workspace::new();
    workspace.softmax(&format!("    while x.nrows() > 2 {{}}\n    {RIGHT}"));
    let kata = workspace.judge("softmax", &["--timeout", "3"]);
    assert_eq!(kata["verdict"], "timeout", "{kata:#}");
    let property = deciding(&kata);
    assert_eq!(property["name"], "the shape stays the same");
    assert_eq!(rows(property), 3);
    let score = kata["score"].as_f64().unwrap();
    assert!(0.0 < score && score < 1.0, "the example holds");
}

#[test]
fn a_process_that_ends_has_crashed_whatever_its_status() {
    let workspace = Workspace::new();
    for (end, words) in [
        ("abort()", "the process aborted"),
        ("exit(0)", "the process exited with status 0 in place of an answer"),
        ("exit(1)", "the process exited with status 1 in place of an answer"),
    ] {
        workspace
            .softmax(&format!("    if x.get((0, 0)) == Some(&2.0) {{ std::process::{end} }}\n    {RIGHT}"));
        let kata = workspace.judge("softmax", &["--cases", "1"]);
        assert_eq!(
            (&kata["verdict"], &deciding(&kata)["message"]),
            (&"crashed".into(), &words.into()),
            "{end}"
        );
    }
}

#[test]
fn the_smallest_input_that_crashes_is_found() {
    let workspace = Workspace::new();
    workspace.softmax(&format!("    if x.nrows() > 2 {{ std::process::exit(0) }}\n    {RIGHT}"));
    let kata = workspace.judge("softmax", &["--cases", "4"]);
    assert_eq!((&kata["verdict"], rows(deciding(&kata))), (&"crashed".into(), 3));
}

#[test]
fn unbounded_recursion_has_crashed() {
    let workspace = Workspace::new();
    workspace.softmax(&format!(
        "    fn down(n: u64) -> u64 {{ std::hint::black_box(down(n + 1)) + 1 }}\n    \
            if x.nrows() > 1 && down(0) == 0 {{ panic!() }}\n    {RIGHT}"
    ));
    let kata = workspace.judge("softmax", &[]);
    let property = deciding(&kata);
    assert_eq!(property["message"], "the stack overflowed: unbounded recursion?");
    assert_eq!((&kata["verdict"], rows(property)), (&"crashed".into(), 2));
}

#[test]
fn memory_beyond_the_limit_is_refused() {
    let workspace = Workspace::new();
    for grab in
        ["vec![1u8; 100 << 20].len()", "{ let mut all = Vec::new(); loop { all.push(vec![1u64; 1000]) } }"]
    {
        workspace
            .softmax(&format!("    if x.nrows() > 2 {{ drop(std::hint::black_box({grab})); }}\n    {RIGHT}"));
        let kata = workspace.judge("softmax", &["--memory", "64M", "--cases", "4"]);
        assert_eq!(kata["verdict"], "out_of_memory", "{grab}: {kata:#}");
        assert_eq!(rows(deciding(&kata)), 3, "{grab}");
    }
}

#[test]
fn an_answer_that_changes_does_not_pass() {
    let workspace = Workspace::new();
    workspace.softmax(&format!(
        "    use std::sync::atomic::{{AtomicUsize, Ordering::Relaxed}};\n    \
            static CALLS: AtomicUsize = AtomicUsize::new(0);\n    let mut out = {RIGHT};\n    \
            if CALLS.fetch_add(1, Relaxed) % 2 == 1 && !out.is_empty() {{ out[[0, 0]] = out[[0, 0]].next_up() }}\n    out"
    ));
    let kata = workspace.judge("softmax", &[]);
    assert_eq!(kata["verdict"], "failed");
    let repeatable = kata["properties"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&repeatable["name"], &repeatable["verdict"]),
        (&"same input, same answer".into(), &"failed".into())
    );
}

#[test]
fn what_follows_a_crash_is_judged_all_the_same() {
    let workspace = Workspace::new();
    workspace.softmax(&format!(
        "    if x.iter().any(|v| v.is_infinite()) {{ std::process::abort() }}\n    {RIGHT}"
    ));
    let kata = workspace.judge("softmax", &[]);
    let verdict = |name: &str| {
        let properties = kata["properties"].as_array().unwrap();
        properties.iter().find(|p| p["name"] == name).unwrap()["verdict"].clone()
    };
    assert_eq!(verdict("the example of the statement"), "crashed");
    assert_eq!(verdict("agrees with the definition"), "passed");
    assert_eq!(verdict("a logit of -inf gets probability zero"), "crashed");
    assert_eq!(verdict("any memory layout"), "passed");
}
