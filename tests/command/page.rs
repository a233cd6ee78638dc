//! The report as a page, in a real browser: what is on it, by keyboard, in the dark, on a phone
//! and on paper.

use std::fs;
use std::path::PathBuf;

use serde_json::Value as Json;

use super::browser::Browser;
use super::workspace::{NO_MAX_SUBTRACTION, Workspace};

/// A name and a message that want to be markup.
const MALLORY: &str = "</script><img src=http://127.0.0.1:1/x onerror=document.title='owned'>";

/// A page on a class of many, made from one that the command wrote: the report stands in it with one
/// JSON value on each line, so that a submission is easily handed in again under other names.
fn class(workspace: &Workspace, learners: usize, lang: &str) -> PathBuf {
    workspace.softmax(NO_MAX_SUBTRACTION);
    workspace.solve("kl_divergence");
    workspace.kata("rms_norm", "pub fn rms_norm( {}");
    let panics = format!("panic!({MALLORY:?})");
    workspace.kata("layer_norm", workspace.read("katas/layer_norm.rs").replace("todo!()", &panics));
    let katas = ["softmax", "kl_divergence", "rms_norm", "layer_norm", "cross_entropy"];
    let options = ["--cases", "4", "--lang", lang, "--output", "html=page.html"];
    let run = workspace.run(&[&["test"], &katas[..], &options].concat());
    assert_eq!((run.status, &*run.stderr), (1, ""));
    let page = workspace.read("page.html");
    let one = page.lines().find(|line| line.starts_with("{\"submission\"")).unwrap();
    let named = |i: usize| {
        let name = if i == 1 { format!("{MALLORY}{i}") } else { format!("learner {i}") };
        let mut line: Json = serde_json::from_str(one).unwrap();
        line["submission"]["id"] = name.into();
        if i % 3 == 2 {
            // Somebody who has handed in all but one.
            line["submission"]["katas"].as_array_mut().unwrap().remove(0);
        }
        line.to_string().replace('<', "\\u003c")
    };
    let all: Vec<String> = (0..learners).map(named).collect();
    workspace.write("page.html", page.replace(one, &all.join("\n")));
    fs::canonicalize(workspace.path("page.html")).unwrap()
}

/// What stands in the cell that has the keyboard.
const FOCUSED: &str = "document.activeElement.textContent";

#[test]
fn on_a_desk() {
    let workspace = Workspace::new();
    let Some(mut page) = Browser::open(&class(&workspace, 30, "en")) else { return };
    a_class_at_a_glance(&mut page);
    by_keyboard(&mut page);
}

fn a_class_at_a_glance(page: &mut Browser) {
    page.resize(1280, 1200);
    page.picture("desktop.png.b64");

    assert_eq!(page.run("matrix.tBodies[0].rows.length"), 30);
    assert_eq!(page.run("matrix.tHead.rows[0].cells.length"), 3 + 5);
    let row = "[...matrix.tBodies[0].rows[0].cells].map(cell => cell.className).join()";
    assert_eq!(page.run(row), ",number,number,failed,passed,odd,failed,open");
    assert_eq!(page.run("matrix.tBodies[0].rows[2].cells[3].textContent"), "–");
    assert_eq!(page.run("mistakes.querySelectorAll('tbody tr').length"), 1);
    assert!(page.run("mistakes.textContent").as_str().unwrap().contains("20 ×"));
    assert!(page.run("aspects.textContent").as_str().unwrap().contains("stability"));
    assert!(page.run("document.getElementById('settings').textContent").as_str().unwrap().contains("seed0"));

    // A learner's text is text: nothing ran, and nothing was fetched.
    assert_eq!(page.run("document.title"), "Kata report");
    assert_eq!(page.run("document.querySelectorAll('img').length"), 0);
    assert!(page.run("matrix.textContent").as_str().unwrap().contains(MALLORY));
    assert_eq!(page.run("fetch('http://127.0.0.1:1/').then(() => 'sent', () => 'refused')"), "refused");
    let pages = page.fetched.iter().filter(|url| url.starts_with("file://")).count();
    let elsewhere = page.fetched.iter().filter(|url| !url.starts_with("file://")).collect::<Vec<_>>();
    assert_eq!((pages, elsewhere), (1, vec![]));
}

fn by_keyboard(page: &mut Browser) {
    page.resize(1280, 800);
    // One key reaches the filter, one the matrix, and the arrows lead through it.
    page.press(&["/"]);
    assert_eq!(page.run("document.activeElement.id"), "filter");
    page.press(&["Tab"]);
    assert_eq!(page.run(FOCUSED), "submission");
    page.press(&["ArrowDown", "ArrowRight", "ArrowRight", "ArrowRight"]);
    assert!(page.run(FOCUSED).as_str().unwrap().starts_with('✗'));
    assert_eq!(page.run("matrix.querySelectorAll('[tabindex=\"0\"]').length"), 1);
    page.press(&["ArrowUp", "End"]);
    assert_eq!(page.run(FOCUSED), "Cross-entropy");
    page.press(&["Home", "PageDown"]);
    assert_eq!(page.run(FOCUSED), "learner 19");

    // Enter opens the details, Esc closes them and leads back.
    page.press(&["ArrowUp", "ArrowRight", "ArrowRight", "ArrowRight", "Enter"]);
    assert_eq!(page.run("dialog.open"), true);
    assert_eq!(page.run("document.getElementById('dialog-title').textContent"), "learner 18 · Softmax");
    let detail = page.run("detail.innerText");
    let detail = detail.as_str().unwrap();
    for part in ["Looks like: the logits go straight into exp", "softmax(x)", "expected", "actual", "NaN"] {
        assert!(detail.contains(part), "no `{part}` in {detail}");
    }
    assert!(page.run("detail.querySelectorAll('.differs').length").as_u64() > Some(0));
    page.picture("details.png.b64");
    page.press(&["Escape"]);
    assert_eq!(page.run("dialog.open"), false);
    assert!(page.run(FOCUSED).as_str().unwrap().starts_with('✗'));

    // Enter on a head sorts, and again the other way.
    page.press(&["PageUp", "Home", "Enter", "Enter"]);
    assert_eq!(page.run("document.activeElement.ariaSort"), "descending");
    assert_eq!(page.run("matrix.tBodies[0].rows[0].cells[0].textContent"), "learner 29");

    // The filter leaves those that match.
    page.press(&["/", "2", "9"]);
    assert_eq!(page.run("[...matrix.tBodies[0].rows].filter(row => !row.hidden).length"), 1);
    assert_eq!(page.run("shown.textContent"), "1 of 30 submissions");
    page.press(&["Escape"]);
    assert_eq!(page.run("[...matrix.tBodies[0].rows].filter(row => !row.hidden).length"), 30);
    page.run("mistakes.querySelector('button').click()");
    assert_eq!(page.run("[...matrix.tBodies[0].rows].filter(row => !row.hidden).length"), 20);
}

/// How much the colours of an element differ, as WCAG computes it.
const CONTRAST: &str = "(() => {
    const light = colour => {
        const [r, g, b] = colour.match(/[\\d.]+/g).map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
        return .2126 * r + .7152 * g + .0722 * b;
    };
    const paper = element => {
        const own = getComputedStyle(element).backgroundColor;
        return own === 'rgba(0, 0, 0, 0)' ? paper(element.parentElement) : own;
    };
    const seen = [...document.querySelectorAll('body *')].filter(e => e.checkVisibility() && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()));
    const contrast = e => {
        const [a, b] = [light(getComputedStyle(e).color), light(paper(e))].sort((a, b) => b - a);
        return (a + .05) / (b + .05);
    };
    return seen.map(e => [contrast(e), e.outerHTML.slice(0, 120)]).filter(([c]) => c < 4.5).map(String);
})()";

#[test]
fn in_the_dark_on_a_phone_and_on_paper() {
    let workspace = Workspace::new();
    let Some(mut page) = Browser::open(&class(&workspace, 12, "zh")) else { return };
    page.resize(360, 740);
    let mut papers = Vec::new();
    for scheme in ["light", "dark"] {
        page.show_on("screen", scheme);
        papers.push(page.run("getComputedStyle(document.body).backgroundColor"));
        assert_eq!(page.run(CONTRAST), serde_json::json!([]), "{scheme}");
        page.picture(&format!("phone-{scheme}.png.b64"));
    }
    assert_ne!(papers[0], papers[1]);
    assert_eq!(page.run("document.documentElement.lang"), "zh-CN");
    assert!(page.run("summary.textContent").as_str().unwrap().contains("共 12 份提交"));

    // Only the matrix scrolls sideways; its first column stays, and leaves room for others.
    assert_eq!(page.run("document.documentElement.scrollWidth"), 360);
    page.run("document.getElementById('scroll').scrollLeft = 300");
    let first = page.run("matrix.tBodies[0].rows[0].cells[0].getBoundingClientRect().right");
    assert!((60.0..180.0).contains(&first.as_f64().unwrap()), "{first}");

    // Details fill the screen and stay within it.
    page.run("matrix.tBodies[0].rows[0].cells[3].click()");
    assert_eq!(page.run("dialog.getBoundingClientRect().width"), 360.0);
    assert_eq!(page.run("dialog.scrollWidth <= dialog.clientWidth"), true);
    assert_eq!(page.run(CONTRAST), serde_json::json!([]));
    page.picture("phone-details.png.b64");
    page.run("document.getElementById('close').click()");
    assert_eq!(page.run("dialog.open"), false);

    // On paper, everything is there, in dark letters on white.
    page.show_on("print", "dark");
    page.resize(1040, 740);
    assert_eq!(page.run("getComputedStyle(document.body).backgroundColor"), "rgb(255, 255, 255)");
    assert_eq!(page.run("document.getElementById('scroll').scrollHeight > matrix.offsetHeight + 2"), false);
    assert_eq!(page.run("filter.checkVisibility()"), false);
    assert_eq!(page.run(CONTRAST), serde_json::json!([]));
    page.picture("paper.png.b64");
}
