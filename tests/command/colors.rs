//! Colours and languages of what is printed.

use super::workspace::{Workspace, run};

#[test]
fn colours_are_for_terminals_or_when_asked_for() {
    let workspace = Workspace::new();
    let colored = |arguments: &[&str]| workspace.run(arguments).done().stdout.contains('\x1b');
    for command in [&["list"][..], &["show", "softmax"], &["hint", "softmax"]] {
        assert!(!colored(command), "{command:?} is not in a terminal");
        assert!(colored(&[command, &["--color", "always"]].concat()), "{command:?}");
        assert!(!colored(&[command, &["--color", "never"]].concat()), "{command:?}");
    }
}

#[test]
fn no_color_yields_to_an_explicit_wish() {
    let workspace = Workspace::new();
    let colored = |arguments: &[&str]| {
        run(workspace.command(arguments).env("NO_COLOR", "1")).done().stdout.contains('\x1b')
    };
    assert!(!colored(&["list"]));
    assert!(colored(&["list", "--color", "always"]));
}

#[test]
fn the_language_is_that_of_the_locale_or_the_one_asked_for() {
    let workspace = Workspace::new();
    let listed = |locale: &str, arguments: &[&str]| {
        run(workspace.command(arguments).env("LANG", locale)).done().stdout
    };
    assert!(listed("zh_CN.UTF-8", &["list"]).contains("未完成"));
    assert!(listed("C", &["list"]).contains("todo"));
    assert!(listed("zh_CN.UTF-8", &["list", "--lang", "en"]).contains("todo"));
    assert!(listed("C", &["list", "--lang", "zh"]).contains("未完成"));
}

#[test]
fn every_view_has_both_languages() {
    let workspace = Workspace::new();
    let views = [
        "list",
        "show softmax",
        "show softmax --questions",
        "hint softmax",
        "reset softmax",
        "test softmax",
        "",
    ];
    for view in views {
        let arguments: Vec<&str> = view.split_whitespace().collect();
        let [en, zh] =
            ["en", "zh"].map(|lang| workspace.run(&[&arguments[..], &["--lang", lang]].concat()).stdout);
        let chinese = |text: &str| text.chars().filter(|c| ('\u{4e00}'..'\u{a000}').contains(c)).count();
        assert!(chinese(&en) == 0, "{view}: {en}");
        assert!(chinese(&zh) > 2, "{view}: {zh}");
    }
}

#[test]
fn a_test_report_is_in_the_language() {
    let workspace = Workspace::new();
    workspace.softmax("    x.to_owned()");
    let run = workspace.run(&["test", "softmax", "--lang", "zh", "--cases", "8"]);
    run.shows("未通过").shows("期望").shows("实际").shows("重现：");
}
