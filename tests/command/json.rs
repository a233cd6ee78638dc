//! `test --format json`: one document, which fits its schema.

use std::fs;

use serde_json::Value as Json;

use super::schema::misfits;
use super::workspace::{NO_MAX_SUBTRACTION, RIGHT, Workspace, repository};

fn schema() -> Json {
    let file = repository().join("src/bin/cargo-kata/report.schema.json");
    serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()
}

#[test]
fn documents_of_every_kind_fit_the_schema() {
    let workspace = Workspace::new();
    workspace.softmax(&format!("    if x.nrows() > 2 {{ return x.to_owned() / 0.0 }}\n    {RIGHT}"));
    workspace.kata("rms_norm", "pub fn rms_norm() {}");
    fs::remove_file(workspace.path("katas/cross_entropy.rs")).unwrap();
    workspace.solve("kl_divergence");
    workspace.solve("product_except_self");
    workspace.kata("layer_norm", workspace.read("katas/layer_norm.rs").replace("todo!()", "panic!(\"no\")"));
    let names =
        ["softmax", "rms_norm", "cross_entropy", "kl_divergence", "product_except_self", "layer_norm"];
    let options = ["--format", "json", "--cases", "8", "--seed", "3"];
    let run = workspace.run(&[&["test"], &names[..], &options].concat());
    assert_eq!((run.status, &*run.stderr), (1, ""));
    let document = run.json();
    assert_eq!(misfits(&schema(), &document), Vec::<String>::new());
    assert_eq!((&document["seed"], &document["cases"]), (&3.into(), &8.into()));

    let katas = document["submissions"][0]["katas"].as_array().unwrap();
    let verdicts = ["failed", "build_error", "missing", "passed", "passed", "failed"];
    for ((kata, name), verdict) in katas.iter().zip(names).zip(verdicts) {
        assert_eq!((&kata["kata"], &kata["verdict"]), (&name.into(), &verdict.into()));
    }
}

#[test]
fn a_counterexample_is_numbers() {
    let workspace = Workspace::new();
    workspace.softmax(&format!("    if x.nrows() == 2 {{ return x.mapv(|_| f32::NAN) }}\n    {RIGHT}"));
    let kata = workspace.judge("softmax", &[]);
    let example = &kata["properties"][0]["counterexample"];
    assert_eq!(example["function"], "softmax");
    assert_eq!(example["input"]["x"], serde_json::json!([[2.0, 1.0, 0.0], [5.0, 5.0, "-inf"]]));
    assert_eq!(example["actual"][0], serde_json::json!(["NaN", "NaN", "NaN"]));
    assert_eq!(example["expected"][1], serde_json::json!([0.5, 0.5, 0.0]));
}

#[test]
fn a_score_is_the_share_of_properties_that_hold() {
    let workspace = Workspace::new();
    workspace.softmax(&format!("    if x.ncols() == 0 {{ panic!() }}\n    {RIGHT}"));
    let kata = workspace.judge("softmax", &["--cases", "64"]);
    let properties = kata["properties"].as_array().unwrap();
    let held = properties.iter().filter(|property| property["verdict"] == "passed").count();
    assert!(0 < held && held < properties.len());
    let share = held as f64 / properties.len() as f64;
    assert!((kata["score"].as_f64().unwrap() - share).abs() < 1e-9);
}

#[test]
fn an_explanation_comes_in_the_language_of_the_command() {
    let workspace = Workspace::new();
    workspace.softmax(NO_MAX_SUBTRACTION);
    let [en, zh] = ["en", "zh"].map(|lang| workspace.judge("softmax", &["--lang", lang, "--cases", "64"]));
    assert_eq!(en["mistake"], zh["mistake"]);
    assert_ne!(en["explanation"], zh["explanation"]);
    assert!(zh["explanation"].is_string(), "{zh:#}");
}
