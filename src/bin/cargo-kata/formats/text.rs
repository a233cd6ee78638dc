//! What the formats say in words, in the reader's language. Whatever a learner may have written is
//! escaped here, so that it is only seen; each format then adds what its own syntax asks for.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde_json::Value as Json;
use shousi::catalogue::{Lang, find};
use shousi::judge::{Aspect, REPEATABLE, Verdict};
use shousi::specs;

use crate::document::{Example, Kata, Property};
use crate::view::escape::escape;
use crate::view::words;

/// A row of numbers longer than this stands on lines of its own.
const LONGEST_LINE: usize = 80;
/// What a value is cut at: nobody reads further.
const LONGEST_VALUE: usize = 4000;

/// A learner's text on one line: a name, a message in a table.
pub fn line(text: &str) -> String {
    escape(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text, cut at so many characters.
pub fn cut(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((end, _)) => format!("{} …", &text[..end]),
        None => text.to_owned(),
    }
}

/// A kata's title; a kata that this version does not know keeps its name.
pub fn title(kata: &str, lang: Lang) -> String {
    find(kata).map_or_else(|| line(kata), |kata| kata.title(lang).to_owned())
}

/// A property's sentence, which is its name in English.
pub fn sentence(kata: &str, property: &str, lang: Lang) -> String {
    static CHINESE: LazyLock<HashMap<(&str, &str), &str>> = LazyLock::new(|| {
        let specs = specs::NAMES.iter().filter_map(|name| specs::spec(name));
        let sentences = |spec: shousi::judge::Spec| {
            spec.properties.iter().map(|p| ((spec.kata, p.name), p.name_zh)).collect::<Vec<_>>()
        };
        specs.flat_map(sentences).chain([(("", REPEATABLE.0), REPEATABLE.1)]).collect()
    });
    let chinese = || CHINESE.get(&(kata, property)).or_else(|| CHINESE.get(&("", property)));
    match (lang, chinese()) {
        (Lang::Zh, Some(sentence)) => (*sentence).to_owned(),
        _ => line(property),
    }
}

pub fn aspect(name: &str, lang: Lang) -> String {
    let known = Aspect::ALL.into_iter().find(|aspect| aspect.name() == name);
    known.map_or_else(|| line(name), |aspect| words::aspect(aspect, lang).to_owned())
}

/// What the judge said, on one line.
pub fn message(text: &str, lang: Lang) -> String {
    line(&words::message(text, lang))
}

/// The sign and the word of a verdict.
pub fn verdict(verdict: Verdict, lang: Lang) -> String {
    format!("{} {}", words::sign(verdict).0, words::verdict(verdict, lang))
}

/// Why a kata has not passed, in a line; empty if it has.
pub fn reason(kata: &Kata, lang: Lang) -> String {
    match kata.first_failure() {
        Some(property) => format!(
            "{}{}{}",
            sentence(&kata.kata, &property.name, lang),
            lang.pick(": ", "："),
            message(&property.message, lang)
        ),
        // The compiler begins with the essence.
        None => message(kata.message.lines().next().unwrap_or_default(), lang),
    }
}

/// Why a kata has not passed, in full: the property that decided with its counterexample and the
/// mistake behind it, or else the compiler's words.
pub fn explanation(kata: &Kata, lang: Lang) -> String {
    let Some(property) = kata.first_failure() else { return words::message(&kata.message, lang) };
    let mut text = failure(kata, property, lang);
    if let Some(explanation) = &kata.explanation {
        text += &format!("\n\n{}{}", lang.pick("Looks like: ", "看起来是："), line(explanation));
    }
    text
}

/// Why a property does not hold.
pub fn failure(kata: &Kata, property: &Property, lang: Lang) -> String {
    let sentence = sentence(&kata.kata, &property.name, lang);
    let mut text = format!("{sentence} · {}\n", aspect(&property.aspect, lang));
    if let Some(example) = &property.counterexample {
        text += &counterexample(example, lang);
    }
    text + &words::message(&property.message, lang)
}

/// The call with what it should return and what it returns.
fn counterexample(example: &Example, lang: Lang) -> String {
    let names: Vec<String> = example.input.0.iter().map(|(name, _)| line(name)).collect();
    let mut text = format!("{}({})\n", line(&example.function), names.join(", "));
    let arguments = example.input.0.iter().zip(&names).map(|((_, value), name)| (name.as_str(), value));
    let answers =
        [(lang.pick("expected", "期望"), &example.expected), (lang.pick("actual", "实际"), &example.actual)];
    for (name, value) in arguments.chain(answers.into_iter().filter(|(_, value)| !value.is_null())) {
        text += &format!("{name} = {}\n", value_in_full(value, lang));
    }
    text
}

/// A value as one would type it, rows below one another where a line would be long.
fn value_in_full(value: &Json, lang: Lang) -> String {
    let flat = inline(value, lang);
    let text = match value {
        Json::Array(rows) if flat.chars().count() > LONGEST_LINE && rows.iter().any(Json::is_array) => {
            let rows: Vec<String> = rows.iter().map(|row| inline(row, lang)).collect();
            format!("[{}]", rows.join(",\n  "))
        }
        _ => flat,
    };
    cut(&text, LONGEST_VALUE)
}

pub fn inline(value: &Json, lang: Lang) -> String {
    match value {
        Json::Array(items) => {
            format!("[{}]", items.iter().map(|item| inline(item, lang)).collect::<Vec<_>>().join(", "))
        }
        Json::Number(number) => number.as_f64().map_or_else(|| number.to_string(), short),
        Json::String(text) => words::message(text, lang),
        other => other.to_string(),
    }
}

/// A number with as many digits as an `f32` has.
fn short(x: f64) -> String {
    let rounded: f64 = format!("{x:.6e}").parse().unwrap_or(x);
    let size = rounded.abs();
    if size != 0.0 && !(1e-5..1e9).contains(&size) { format!("{rounded:e}") } else { rounded.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn numbers_are_short() {
        let x = |x: f64| short(x);
        assert_eq!(
            (x(f64::from(0.1_f32)), x(1.0), x(-0.0), x(3e10), x(1.5e-7)),
            ("0.1".into(), "1".into(), "-0".into(), "3e10".into(), "1.5e-7".into())
        );
    }

    #[test]
    fn long_rows_stand_below_one_another() {
        assert_eq!(value_in_full(&json!([[1.0, "NaN"], [0.5, "-inf"]]), Lang::En), "[[1, NaN], [0.5, -inf]]");
        let wide = vec![123456.5; 12];
        assert_eq!(value_in_full(&json!([wide, wide]), Lang::En).lines().count(), 2);
        assert!(value_in_full(&json!(vec![1.5; 100_000]), Lang::En).chars().count() < LONGEST_VALUE + 3);
    }

    #[test]
    fn a_line_has_no_other_lines_in_it() {
        assert_eq!(line("a\nb\t\u{202e}c\r"), "a b \\u{202e}c\\u{d}");
        assert_eq!((cut("手撕机器学习", 2), cut("手撕", 2)), ("手撕 …".to_owned(), "手撕".to_owned()));
    }

    #[test]
    fn sentences_are_translated() {
        let english = "the shape stays the same";
        assert_eq!(sentence("softmax", english, Lang::En), english);
        assert_ne!(sentence("softmax", english, Lang::Zh), english);
        assert_ne!(sentence("softmax", REPEATABLE.0, Lang::Zh), REPEATABLE.0);
        assert_eq!(sentence("a kata of tomorrow", "x\ny", Lang::Zh), "x y");
    }
}
