//! What the page says, in both languages.

use std::collections::BTreeMap;

use shousi::catalogue::Lang;

const STRINGS: [(&str, &str, &str); 43] = [
    ("title", "Kata report", "手撕评测报告"),
    (
        "needs-script",
        "This page needs JavaScript, which is part of this file.",
        "本页需要 JavaScript（已包含在本文件中）。",
    ),
    ("submissions", "{} submissions", "共 {} 份提交"),
    ("all-passed", "{} passed every kata", "{} 份全部通过"),
    ("mean", "mean score {}", "平均得分 {}"),
    ("filter", "Filter by name or verdict", "按名字或判定筛选"),
    ("clear", "Clear", "清除"),
    ("shown", "{} of {} submissions", "显示 {} / {} 份提交"),
    ("nothing", "No submission matches.", "没有符合条件的提交。"),
    ("matrix", "Submissions and katas", "提交与题目"),
    (
        "keys",
        "Arrow keys move, Enter opens or sorts, Esc closes, / filters.",
        "方向键移动，Enter 打开或排序，Esc 关闭，/ 筛选。",
    ),
    ("submission", "submission", "提交"),
    ("mistake", "mistake", "错误"),
    ("one", "{} of {} katas passed", "通过 {} / {} 题"),
    ("passed", "passed", "通过"),
    ("score", "score", "得分"),
    ("mistakes", "Mistakes by frequency", "常见错误"),
    ("no-mistakes", "No known mistake was recognised.", "没有识别出已知的错误。"),
    ("times", "times", "次"),
    ("who", "Show who made it", "查看哪些人犯了"),
    ("made-by", "Made this mistake:", "犯了这个错误："),
    ("aspects", "Aspects that fail", "哪些方面未通过"),
    ("aspect", "aspect", "方面"),
    ("failing", "do not hold", "不成立"),
    ("properties", "Properties that fail most", "最常不成立的性质"),
    ("property", "property", "性质"),
    ("kata", "kata", "题目"),
    ("none-ran", "No code was run.", "没有运行任何代码。"),
    ("none-fail", "Everything that was run holds.", "所有运行过的性质都成立。"),
    ("settings", "What the verdicts depended on", "判定所依据的设置"),
    ("held", "{} of {} properties hold", "{} / {} 条性质成立"),
    ("looks-like", "Looks like:", "看起来是："),
    ("expected", "expected", "期望"),
    ("actual", "actual", "实际"),
    ("differs", "differs", "不一致"),
    ("no-answer", "no answer", "没有结果"),
    ("empty", "empty", "空"),
    ("again", "Again:", "重现："),
    ("holding", "Properties that hold", "成立的性质"),
    ("close", "Close", "关闭"),
    ("seconds", "s", "秒"),
    ("not-judged", "not judged", "未评测"),
    ("not-written", "Not written yet.", "还没有写。"),
];

pub fn all(lang: Lang) -> BTreeMap<&'static str, &'static str> {
    STRINGS.iter().map(|&(name, en, zh)| (name, lang.pick(en, zh))).collect()
}

pub fn pick(name: &str, lang: Lang) -> &'static str {
    all(lang)[name]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_and_the_strings_agree() {
        let page = concat!(include_str!("page.js"), include_str!("page.html"));
        for (name, ..) in STRINGS {
            let used = [format!("'{name}'"), format!("{{{name}}}"), format!("\"{name}\"")];
            assert!(used.iter().any(|used| page.contains(used)), "{name}");
        }
        for used in page.split("say('").skip(1) {
            let name = used.split('\'').next().unwrap();
            assert!(STRINGS.iter().any(|(known, ..)| *known == name), "{name}");
        }
    }
}
