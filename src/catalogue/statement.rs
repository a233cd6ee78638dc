//! A statement's Markdown, taken apart.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use serde::Deserialize;

use super::Lang;

/// What a kata is about, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Topic {
    Arrays,
    Attention,
    Loss,
    Normalization,
    Probability,
    Regression,
}

impl Topic {
    pub const ALL: [Topic; 6] = [
        Topic::Arrays,
        Topic::Attention,
        Topic::Loss,
        Topic::Normalization,
        Topic::Probability,
        Topic::Regression,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Topic::Arrays => "arrays",
            Topic::Attention => "attention",
            Topic::Loss => "loss",
            Topic::Normalization => "normalization",
            Topic::Probability => "probability",
            Topic::Regression => "regression",
        }
    }

    pub fn title(self, lang: Lang) -> &'static str {
        match (lang, self) {
            (Lang::En, _) => self.name(),
            (Lang::Zh, Topic::Arrays) => "数组",
            (Lang::Zh, Topic::Attention) => "注意力",
            (Lang::Zh, Topic::Loss) => "损失",
            (Lang::Zh, Topic::Normalization) => "归一化",
            (Lang::Zh, Topic::Probability) => "概率",
            (Lang::Zh, Topic::Regression) => "回归",
        }
    }
}

/// How often interviewers ask for a kata.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Asked {
    Sometimes,
    Often,
    #[serde(rename = "very often")]
    VeryOften,
}

impl Asked {
    pub fn title(self, lang: Lang) -> &'static str {
        match self {
            Asked::Sometimes => lang.pick("sometimes", "偶尔考"),
            Asked::Often => lang.pick("often", "常考"),
            Asked::VeryOften => lang.pick("very often", "高频"),
        }
    }
}

/// The front matter of the English statement.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meta {
    pub title: String,
    pub title_zh: String,
    pub topic: Topic,
    /// 1 (warm-up) to 5 (hard).
    pub difficulty: u8,
    /// Minutes that a prepared candidate needs from a blank stub.
    pub par: u32,
    pub asked: Asked,
    /// Katas that are best solved before.
    pub prerequisites: Vec<String>,
    pub sources: Vec<String>,
}

/// The body of a statement in one language; every text is Markdown.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    pub task: String,
    pub constraints: String,
    pub example: String,
    /// From a nudge to nearly the answer.
    pub hints: Vec<String>,
    pub mistakes: Vec<MistakeText>,
    pub questions: Vec<Question>,
}

/// A known mistake in words.
#[derive(Clone, Debug, PartialEq)]
pub struct MistakeText {
    pub name: String,
    pub text: String,
}

/// A follow-up question.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    pub question: String,
    pub answer: String,
}

impl Statement {
    /// The headings of a statement, in order.
    pub fn headings(lang: Lang) -> [&'static str; 6] {
        lang.pick(
            ["Task", "Constraints", "Example", "Hints", "Common mistakes", "Follow-up questions"],
            ["任务", "约束", "示例", "提示", "常见错误", "追问"],
        )
    }

    /// The sentence that puts right whoever made this mistake.
    pub fn mistake(&self, name: &str) -> Option<&str> {
        self.mistakes.iter().find(|mistake| mistake.name == name).map(|mistake| mistake.text.as_str())
    }
}

/// Reads the front matter.
pub fn parse_meta(markdown: &str) -> Result<Meta, String> {
    let front = markdown.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n"));
    let (front, _) = front.ok_or("there is no front matter between two lines `---`")?;
    let meta: Meta = serde_saphyr::from_str(front).map_err(|error| format!("front matter: {error}"))?;
    if !(1..=5).contains(&meta.difficulty) {
        return Err(format!("difficulty is {}, and should be 1 to 5", meta.difficulty));
    }
    Ok(meta)
}

/// Takes the body apart; the headings must be those of [`Statement::headings`].
pub fn parse_statement(markdown: &str, lang: Lang) -> Result<Statement, String> {
    let sections = sections(markdown, HeadingLevel::H2);
    let titles: Vec<&str> = sections.iter().map(|(title, _)| title.as_str()).collect();
    let expected = Statement::headings(lang);
    if titles != expected {
        return Err(format!("the sections are {titles:?}, and should be {expected:?}"));
    }
    let body = |i: usize| sections[i].1.trim().to_owned();
    Ok(Statement {
        task: body(0),
        constraints: body(1),
        example: body(2),
        hints: items(&sections[3].1),
        mistakes: items(&sections[4].1).iter().map(|item| mistake(item)).collect::<Result<_, _>>()?,
        questions: self::sections(&sections[5].1, HeadingLevel::H3)
            .into_iter()
            .map(|(question, answer)| Question { question, answer: answer.trim().to_owned() })
            .collect(),
    })
}

fn events(markdown: &str) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    Parser::new_ext(markdown, Options::ENABLE_YAML_STYLE_METADATA_BLOCKS).into_offset_iter()
}

/// The text under each heading of a level.
fn sections(markdown: &str, wanted: HeadingLevel) -> Vec<(String, String)> {
    let headings: Vec<Range<usize>> = events(markdown)
        .filter_map(|(event, range)| match event {
            Event::Start(Tag::Heading { level, .. }) if level == wanted => Some(range),
            _ => None,
        })
        .collect();
    let ends = headings.iter().skip(1).map(|next| next.start).chain([markdown.len()]);
    let section = |(heading, end): (&Range<usize>, usize)| {
        let title = markdown[heading.clone()].trim().trim_start_matches('#').trim();
        (title.to_owned(), markdown[heading.end..end].to_owned())
    };
    headings.iter().zip(ends).map(section).collect()
}

/// The items of the lists at the outermost level, without their markers and indentation.
fn items(markdown: &str) -> Vec<String> {
    let mut depth = 0;
    let mut found = Vec::new();
    for (event, range) in events(markdown) {
        match event {
            Event::Start(Tag::Item) => {
                depth += 1;
                if depth == 1 {
                    found.push(unindented(&markdown[range]));
                }
            }
            Event::End(TagEnd::Item) => depth -= 1,
            _ => {}
        }
    }
    found
}

fn unindented(item: &str) -> String {
    let marker = item.find(' ').map_or(0, |space| space + 1);
    let mut lines = item[marker..].trim_end().lines();
    let first = lines.next().unwrap_or_default().to_owned();
    lines.fold(first, |text, line| {
        let indent = line.len() - line.trim_start_matches(' ').len();
        text + "\n" + &line[indent.min(marker)..]
    })
}

/// `` `slug`: sentence ``, with a full-width colon in Chinese.
fn mistake(item: &str) -> Result<MistakeText, String> {
    let parts = item.strip_prefix('`').and_then(|rest| rest.split_once('`'));
    let text = |rest: &str| {
        rest.strip_prefix(':').or_else(|| rest.strip_prefix('：')).map(str::trim).map(str::to_owned)
    };
    parts
        .and_then(|(name, rest)| Some(MistakeText { name: name.to_owned(), text: text(rest)? }))
        .ok_or_else(|| format!("a mistake is written `` - `name`: sentence ``, and not {item:?}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: &str = "---\ntitle: T\ntitle_zh: 题\ntopic: loss\ndifficulty: 2\npar: 8\nasked: very often\nprerequisites: []\nsources:\n  - \"S\"\n---\n\n## Task\n\nDo it.\n\n```text\n## Not a heading\n```\n\n## Constraints\n\n- c\n\n## Example\n\ne\n\n## Hints\n\n1. one\n   ```rust\n   code\n   ```\n2. two\n3. three\n\n## Common mistakes\n\n- `sign`: wrong\n  sign.\n\n## Follow-up questions\n\n### Why?\n\nBecause.\n";

    #[test]
    fn takes_a_statement_apart() {
        let meta = parse_meta(ENGLISH).unwrap();
        assert_eq!((meta.topic, meta.asked, meta.par), (Topic::Loss, Asked::VeryOften, 8));
        let statement = parse_statement(ENGLISH, Lang::En).unwrap();
        assert!(statement.task.contains("## Not a heading"));
        assert_eq!(statement.hints, ["one\n```rust\ncode\n```", "two", "three"]);
        assert_eq!(statement.mistake("sign"), Some("wrong\nsign."));
        assert_eq!(statement.questions[0].question, "Why?");
        assert_eq!(statement.questions[0].answer, "Because.");
    }

    #[test]
    fn says_what_is_wrong_with_one() {
        let problem = |text: &str| parse_statement(text, Lang::En).unwrap_err();
        assert!(problem("## Task\n").contains("should be"));
        assert!(problem(&ENGLISH.replace("`sign`:", "sign:")).contains("a mistake is written"));
        let problem = parse_meta(&ENGLISH.replace("difficulty: 2", "difficulty: 9")).unwrap_err();
        assert!(problem.contains("1 to 5"));
    }
}
