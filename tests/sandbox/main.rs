//! The sandbox: programs that try to get out, each judged as a submission. An attack answers correctly only
//! if it worked, so that one that is not held back shows as passed.

mod compiling;
mod machine;
mod running;

use std::process::ExitCode;
use std::sync::LazyLock;

use libtest_mimic::{Arguments, Failed, Trial};
use shousi::build::{Source, Workbench};
use shousi::catalogue::find;
use shousi::judge::{Settings, Verdict};
use shousi::judging::{Judged, judge_submission};

fn main() -> ExitCode {
    // This test is a launcher to itself, as the command is.
    shousi::sandbox::launch();
    let arguments = Arguments::from_args();
    let trials = [running::trials(), compiling::trials(), machine::trials()].concat();
    let trials = trials.into_iter().map(|(name, test)| {
        Trial::test(name, move || {
            test();
            Ok::<(), Failed>(())
        })
    });
    libtest_mimic::run(&arguments, trials.collect()).exit_code()
}

/// A test, by name.
type Named = (&'static str, fn());

/// Lists functions as tests.
macro_rules! tests {
    ($($name:ident),+ $(,)?) => {
        pub fn trials() -> Vec<crate::Named> {
            vec![$((stringify!($name), $name)),+]
        }
    };
}
use tests;

static BENCH: LazyLock<Workbench> =
    LazyLock::new(|| Workbench::untrusted(|| {}).expect("the worker can be built"));

/// A right softmax, as an expression over `x: ArrayView2<f32>`.
const RIGHT: &str = "{
    let mut out = x.to_owned();
    for mut row in out.rows_mut() {
        let max = row.fold(f32::NEG_INFINITY, |max, &v| max.max(v));
        row.mapv_inplace(|v| (v - max).exp());
        row /= row.sum();
    }
    out
}";

fn settings() -> Settings {
    Settings { cases: 2, timeout: std::time::Duration::from_secs(5), ..Settings::default() }
}

/// The verdict on a file.
fn judge(text: &str, settings: &Settings) -> Judged {
    let source = Source { name: "katas/softmax.rs".to_owned(), bytes: text.as_bytes().to_vec() };
    let kata = find("softmax").expect("the kata is registered");
    judge_submission(&BENCH, vec![(kata, source)], settings, &mut |_, _| {})
        .expect("it can be judged")
        .remove(0)
}

/// A softmax of this body, with what stands before it.
fn softmax(before: &str, body: &str) -> String {
    format!(
        "#![allow(unsafe_code)]\nuse ndarray::{{Array2, ArrayView2}};\n{before}\n\
        pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {{\n{body}\n}}\n"
    )
}

/// The report on a softmax that is right only if `attack`, an expression, is true.
fn attacked(before: &str, attack: &str) -> Judged {
    judge(&softmax(before, &format!("if {attack} {RIGHT} else {{ x.mapv(|_| 7.0) }}")), &settings())
}

/// The attack was held back, and the code could go on.
#[track_caller]
fn fails(before: &str, attack: &str) {
    let judged = attacked(before, attack);
    assert_eq!(
        judged.report.verdict,
        Verdict::Failed,
        "{attack}: {} {}",
        judged.report.message,
        judged.output
    );
}

/// The verdict and its sentence.
fn ending(before: &str, body: &str) -> (Verdict, String) {
    let judged = judge(&softmax(before, body), &settings());
    (judged.report.verdict, judged.report.message)
}
