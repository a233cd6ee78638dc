//! What a compiler that reads a stranger's text can do.

use shousi::judge::Verdict;

use super::{RIGHT, fails, judge, settings, softmax};

crate::tests![
    a_file_of_the_machine_is_not_included,
    a_spec_is_not_included,
    the_environment_is_empty,
    no_place_of_the_machine_is_told,
    a_constant_that_never_ends,
    text_nested_too_deeply,
    a_flood_of_diagnostics_is_cut,
    unsafe_code_is_refused,
];

/// The kata does not compile, for this reason.
#[track_caller]
fn does_not_compile(text: &str, why: &str) {
    let report = judge(text, &settings()).report;
    assert_eq!(report.verdict, Verdict::BuildError, "{report:#?}");
    assert!(report.message.contains(why), "no `{why}` in {}", report.message);
}

fn a_file_of_the_machine_is_not_included() {
    for file in ["/etc/passwd", "/etc/hostname", "/proc/self/environ", "/proc/self/cmdline"] {
        let text = softmax(
            "",
            &format!(
                "const SECRET: &[u8] = include_bytes!({file:?});\nif SECRET.len() > 0 {RIGHT} else {{ todo!() }}"
            ),
        );
        does_not_compile(&text, "couldn't read");
    }
}

fn a_spec_is_not_included() {
    let root = env!("CARGO_MANIFEST_DIR");
    let program = std::env::current_exe().unwrap();
    for file in [
        &*format!("{root}/tests/softmax.rs"),
        &format!("{root}/solutions/softmax.rs"),
        program.to_str().unwrap(),
    ] {
        let text = softmax("", &format!("let _ = include_bytes!({file:?});\n    {RIGHT}"));
        does_not_compile(&text, "couldn't read");
    }
}

fn the_environment_is_empty() {
    fails(
        "",
        "option_env!(\"HOME\").is_some() || option_env!(\"USER\").is_some() || option_env!(\"CARGO\").is_some()",
    );
}

fn no_place_of_the_machine_is_told() {
    let report = judge(
        &softmax(
            "",
            "let y: i32 = x.map_axis(ndarray::Axis(0), 1.0);\n ndarray::Array1::<u8>::from_vec(1, 2)",
        ),
        &settings(),
    )
    .report;
    assert_eq!(report.verdict, Verdict::BuildError);
    for place in ["/root", "/home", "/tmp", "box-", env!("CARGO_MANIFEST_DIR")] {
        assert!(!report.message.contains(place), "`{place}` in {}", report.message);
    }
    assert!(report.message.contains("katas/softmax.rs"));
}

fn a_constant_that_never_ends() {
    let text = softmax(
        "const FOR_EVER: u64 = { let mut n = 0u64; while n < u64::MAX { n += 1; } n };",
        "x.mapv(|_| FOR_EVER as f32)",
    );
    does_not_compile(&text, "constant evaluation is taking a long time");
}

fn text_nested_too_deeply() {
    let body = format!("{}x.to_owned(){}", "{".repeat(20_000), "}".repeat(20_000));
    does_not_compile(&softmax("", &body), "the compiler was ended by signal");
}

fn a_flood_of_diagnostics_is_cut() {
    let body = "undefined();\n".repeat(20_000);
    let report = judge(&softmax("", &body), &settings()).report;
    assert_eq!(report.verdict, Verdict::BuildError);
    assert!(report.message.len() < 40_000, "{}", report.message.len());
}

fn unsafe_code_is_refused() {
    let text = softmax("", &format!("unsafe {{ std::hint::unreachable_unchecked() }}\n    {RIGHT}"));
    does_not_compile(&text.replace("#![allow(unsafe_code)]", ""), "usage of an `unsafe` block");
}
