//! A verdict depends on the code, the seed and the number of cases, and on nothing else.

use super::workspace::{RIGHT, Workspace};

/// Wrong for few inputs, so that the seed decides which of them is met.
fn workspace() -> Workspace {
    let workspace = Workspace::new();
    workspace.softmax(&format!("    if x.sum() > 20.0 {{ return x.to_owned() }}\n    {RIGHT}"));
    workspace
}

#[test]
fn the_same_seed_finds_the_same_counterexample() {
    let workspace = workspace();
    let judge = |seed| workspace.judge("softmax", &["--cases", "64", "--seed", seed])["properties"].take();
    let first = judge("7");
    assert_eq!(first, judge("7"));
    assert_ne!(first, judge("8"));
}

#[test]
fn a_random_seed_is_reported_and_can_be_repeated() {
    let workspace = workspace();
    let run = workspace.run(&["test", "softmax", "--format", "json", "--seed", "random", "--cases", "64"]);
    let document = run.json();
    let seed = document["seed"].to_string();
    let again = workspace.judge("softmax", &["--cases", "64", "--seed", &seed]);
    assert_eq!(again["properties"], document["submissions"][0]["katas"][0]["properties"]);
}

#[test]
fn the_text_says_how_to_see_it_again() {
    let workspace = workspace();
    let options = ["--seed", "7", "--cases", "64", "--timeout", "20", "--memory", "1G"];
    let arguments = [&["test", "softmax"], &options[..]].concat();
    let run = workspace.run(&arguments);
    let told = "cargo kata test softmax --seed 7 --cases 64 --timeout 20 --memory 1024M";
    run.shows(&format!("Again: {told}\n"));
}

#[test]
fn the_order_and_the_company_of_katas_change_nothing() {
    let workspace = workspace();
    workspace.solve("rms_norm");
    let alone = workspace.judge("softmax", &[]);
    let run = workspace.run(&["test", "rms_norm", "softmax", "--format", "json", "--cases", "8"]);
    let together = &run.json()["submissions"][0]["katas"];
    assert_eq!((&together[0]["kata"], &together[1]["kata"]), (&"rms_norm".into(), &"softmax".into()));
    assert_eq!(together[1]["properties"], alone["properties"]);
}
