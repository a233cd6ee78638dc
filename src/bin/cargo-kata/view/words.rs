//! Verdicts, aspects and the judge's messages in words and signs.

use ratatui_core::style::Style;

use super::digits::Digits;
use super::escape::escape;
use super::style::{DIFFERING, OPEN, PASSED};
use crate::history::Rating;
use crate::review::Grade;
use shousi::catalogue::Lang;
use shousi::judge::{Aspect, Verdict};

/// The sign of a verdict, and its style.
pub fn sign(verdict: Verdict) -> (&'static str, Style) {
    match verdict {
        Verdict::Passed => ("✓", PASSED),
        Verdict::Todo | Verdict::Missing => ("○", OPEN),
        _ => ("✗", DIFFERING),
    }
}

pub fn verdict(verdict: Verdict, lang: Lang) -> &'static str {
    match verdict {
        Verdict::Passed => lang.pick("passed", "通过"),
        Verdict::Failed => lang.pick("failed", "未通过"),
        Verdict::Todo => lang.pick("todo", "未完成"),
        Verdict::BuildError => lang.pick("build error", "编译错误"),
        Verdict::Rejected => lang.pick("rejected", "被拒绝"),
        Verdict::Timeout => lang.pick("timeout", "超时"),
        Verdict::OutOfMemory => lang.pick("out of memory", "内存超限"),
        Verdict::Crashed => lang.pick("crashed", "崩溃"),
        Verdict::Missing => lang.pick("missing", "缺文件"),
    }
}

pub fn aspect(aspect: Aspect, lang: Lang) -> &'static str {
    match (lang, aspect) {
        (Lang::En, _) => aspect.name(),
        (Lang::Zh, Aspect::Shape) => "形状",
        (Lang::Zh, Aspect::Correctness) => "正确性",
        (Lang::Zh, Aspect::Stability) => "数值稳定性",
        (Lang::Zh, Aspect::EdgeCase) => "边界情况",
        (Lang::Zh, Aspect::Gradient) => "梯度",
        (Lang::Zh, Aspect::Complexity) => "复杂度",
    }
}

/// How well a kata was remembered.
pub fn grade(grade: Grade, lang: Lang) -> &'static str {
    match grade {
        Grade::Again => lang.pick("failed", "没写出来"),
        Grade::Hard => lang.pick("hard", "勉强"),
        Grade::Good => lang.pick("good", "良好"),
        Grade::Easy => lang.pick("easy", "轻松"),
    }
}

/// How well a question was answered.
pub fn rating(rating: Rating, lang: Lang) -> &'static str {
    match rating {
        Rating::Well => lang.pick("well", "答得好"),
        Rating::Partly => lang.pick("partly", "答对一部分"),
        Rating::Badly => lang.pick("badly", "没答好"),
    }
}

/// What the judge says, in the reader's language; a message that is not known stays as it is. It
/// may quote the learner, and is safe to print.
pub fn message(message: &str, lang: Lang) -> String {
    let known = |&(en, zh): &(&str, &str)| {
        let captured: Vec<String> = capture(en, message)?.into_iter().map(tidy).collect();
        Some(fill(lang.pick(en, zh), &captured))
    };
    escape(&PHRASES.iter().find_map(known).unwrap_or_else(|| message.to_owned()))
}

/// A number in scientific notation as it is shown elsewhere.
fn tidy(text: &str) -> String {
    match text.parse::<f64>() {
        Ok(number) if text.contains('e') => Digits::of([number]).write(number),
        _ => text.to_owned(),
    }
}

/// The judge's sentences with their Chinese ones; `{}` is any text, in the same order in both.
const PHRASES: [(&str, &str); 32] = [
    ("not written yet", "还没有写"),
    ("the shape is {} and should be {}", "形状是 {}，应为 {}"),
    ("an array of shape {}", "形状为 {} 的数组"),
    ("the answer is NaN", "结果是 NaN"),
    ("{} of {} entries are NaN", "NaN 元素：{}/{}"),
    ("off by {}", "偏差 {}"),
    ("{} of {} entries differ, by up to {}", "不一致的元素：{}/{}，最大偏差 {}"),
    ("{} of {} entries differ", "不一致的元素：{}/{}"),
    ("the length is {} and should be {}", "长度是 {}，应为 {}"),
    ("{} allocations, where {} are enough", "分配了 {} 次内存，{} 次就够"),
    ("{} multiplications, where {} are enough", "做了 {} 次乘法，{} 次就够"),
    ("at most {} allocations", "最多分配 {} 次内存"),
    ("at most {} multiplications", "最多 {} 次乘法"),
    ("panicked at {}: {}", "在 {} 处 panic：{}"),
    ("panicked: {}", "panic：{}"),
    ("did not return within {}", "{} 内没有返回"),
    ("asked for more than {} of memory", "申请的内存超过 {}"),
    ("the same input gave another answer the second time", "相同的输入，第二次得到了不同的结果"),
    ("line {}: not valid UTF-8", "第 {} 行：不是合法的 UTF-8"),
    ("line {}: a NUL character", "第 {} 行：含有 NUL 字符"),
    (
        "line {}: U+{} makes text look other than it is compiled",
        "第 {} 行：U+{} 会让代码看起来与实际编译的不同",
    ),
    ("line {}: `{}` is not accepted: a kata is safe Rust", "第 {} 行：不接受 `{}`：答案只用安全的 Rust"),
    (
        "line {}: `{}` is not accepted: a kata uses no files, network, processes, environment or input",
        "第 {} 行：不接受 `{}`：答案不使用文件、网络、进程、环境变量或输入",
    ),
    (
        "line {}: `{}` is not accepted: a kata is one file, and reads nothing when it is compiled",
        "第 {} 行：不接受 `{}`：答案只有一个文件，编译时不读取别的内容",
    ),
    (
        "line {}: `{}` is not accepted: a kata may only set lints and documentation",
        "第 {} 行：不接受 `{}`：答案只能设置 lint 和文档属性",
    ),
    ("line {}: `std` must keep its name", "第 {} 行：`std` 不能改名"),
    ("neither {} nor {} is there", "{} 和 {} 都不存在"),
    ("{} is a symbolic link, which is not followed", "{} 是符号链接，不会跟随"),
    ("{} is a folder, not a file", "{} 是文件夹，不是文件"),
    ("{} is a pipe or a device, not a file", "{} 是管道或设备，不是文件"),
    ("{} has more than {} KiB", "{} 超过 {} KiB"),
    ("could not be judged: {}", "未能评判：{}"),
];

/// The texts that stand for each `{}`.
fn capture<'a>(pattern: &str, text: &'a str) -> Option<Vec<&'a str>> {
    let mut parts = pattern.split("{}");
    let mut rest = text.strip_prefix(parts.next()?)?;
    let mut captured = Vec::new();
    for part in parts {
        let end = if part.is_empty() { rest.len() } else { rest.find(part)? };
        captured.push(&rest[..end]);
        rest = &rest[end + part.len()..];
    }
    rest.is_empty().then_some(captured)
}

fn fill(pattern: &str, captured: &[String]) -> String {
    let mut captured = captured.iter();
    let parts = pattern.split("{}").map(|part| part.to_owned());
    parts
        .reduce(|filled, part| filled + captured.next().map_or("", String::as_str) + &part)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_translated_by_their_form() {
        let zh = |text: &str| message(text, Lang::Zh);
        assert_eq!(zh("2 of 4 entries differ, by up to 5.000e-1"), "不一致的元素：2/4，最大偏差 0.5");
        assert_eq!(zh("the shape is [2] and should be [1, 2]"), "形状是 [2]，应为 [1, 2]");
        assert_eq!(
            zh("panicked at katas/softmax.rs:3:5: of 2: x"),
            "在 katas/softmax.rs:3:5 处 panic：of 2: x"
        );
        let rejection = shousi::build::screen(b"fn f() {\n unsafe {} }").unwrap_err().to_string();
        assert_eq!(zh(&rejection), "第 2 行：不接受 `unsafe`：答案只用安全的 Rust");
        assert_eq!(zh("neither katas/a.rs nor a.rs is there"), "katas/a.rs 和 a.rs 都不存在");
        assert_eq!(zh("something else"), "something else");
    }

    #[test]
    fn messages_are_escaped() {
        assert_eq!(message("panicked: \x1b[2J", Lang::En), "panicked: \\u{1b}[2J");
    }
}
