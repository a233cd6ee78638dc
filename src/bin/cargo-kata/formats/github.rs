//! Annotations on a learner's lines, as GitHub Actions reads them from a log.

use std::io::{self, Write};

use shousi::catalogue::Lang;
use shousi::judge::Verdict;

use super::{Submissions, text};
use crate::document::{Kata, Submission};

/// GitHub shows no more annotations of a level for one step.
const MOST: usize = 10;
/// What an annotation is cut at: the rest stands in other formats.
const LONGEST: usize = 1500;

/// An annotation; the most useful ones come first in their order.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Annotation {
    rank: (usize, usize),
    command: String,
}

pub fn write(submissions: Submissions, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let mut levels = [("error", Vec::new(), 0), ("warning", Vec::new(), 0)];
    let mut place = 0;
    for submission in submissions {
        let submission = submission?;
        for kata in submission.katas.iter().filter(|kata| kata.verdict != Verdict::Passed) {
            let open = matches!(kata.verdict, Verdict::Todo | Verdict::Missing);
            let (level, kept, all) = &mut levels[usize::from(open)];
            place += 1;
            *all += 1;
            let rank = (rank(kata), place);
            kept.push(Annotation { rank, command: command(level, &submission, kata, lang) });
            if kept.len() > 2 * MOST {
                kept.sort();
                kept.truncate(MOST);
            }
        }
    }
    let mut more = 0;
    for (_, mut kept, all) in levels {
        kept.sort();
        kept.truncate(MOST);
        more += all - kept.len();
        for annotation in &kept {
            writeln!(out, "{}", annotation.command)?;
        }
    }
    if more > 0 {
        let words = match lang {
            Lang::En => {
                format!("{more} more katas have not passed; GitHub shows {MOST} annotations of a level")
            }
            Lang::Zh => format!("另有 {more} 题未通过；GitHub 每个级别只显示 {MOST} 条注释"),
        };
        writeln!(out, "::notice::{}", data(&words))?;
    }
    Ok(())
}

/// What helps most comes first: a line to look at, and a sentence on the mistake.
fn rank(kata: &Kata) -> usize {
    match (kata.verdict, &kata.mistake) {
        (Verdict::Rejected, _) => 0,
        (Verdict::BuildError, _) => 1,
        (_, Some(_)) => 2,
        (Verdict::Crashed | Verdict::Timeout | Verdict::OutOfMemory, _) => 3,
        _ => 4,
    }
}

fn command(level: &str, submission: &Submission, kata: &Kata, lang: Lang) -> String {
    let title = format!("{} · {}", text::title(&kata.kata, lang), text::verdict(kata.verdict, lang));
    let title = match &*submission.id {
        "local" => title,
        id => format!("{} · {title}", text::line(id)),
    };
    let mut properties = vec![("title", title)];
    if let Some(file) = &kata.file {
        properties.push(("file", text::line(file)));
        properties.extend(kata.line.map(|line| ("line", line.to_string())));
    }
    let properties: Vec<String> =
        properties.iter().map(|(name, value)| format!("{name}={}", property(value))).collect();
    let message = text::cut(&text::explanation(kata, lang), LONGEST);
    // An empty message is not shown at all.
    let message = if message.is_empty() { text::verdict(kata.verdict, lang) } else { message };
    format!("::{level} {}::{}", properties.join(","), data(&message))
}

/// The message of a workflow command.
fn data(text: &str) -> String {
    // The older form of a command is found anywhere in a line.
    let text = text.replace("##[", "# #[");
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a workflow command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::super::tests::{NASTY, header, report, submission};
    use super::super::{Format, write};
    use super::*;

    #[test]
    fn escapes_are_those_of_workflow_commands() {
        assert_eq!(data("50% ::set-env\r\n::error::x, y"), "50%25 ::set-env%0D%0A::error::x, y");
        assert_eq!(property("a:b,c%\n"), "a%3Ab%2Cc%25%0A");
        assert_eq!(data("##[error]x"), "# #[error]x");
    }

    #[test]
    fn a_learner_cannot_start_a_command() {
        for nasty in NASTY {
            let text = report(Format::Github, nasty, Lang::En);
            let lines: Vec<&str> = text.split(['\n', '\r']).filter(|line| !line.is_empty()).collect();
            assert_eq!(lines.len(), 2, "{text}");
            for line in lines {
                assert!(line.starts_with("::error title=") && !line.contains("##["), "{text}");
                let (properties, _) = line["::error ".len()..].split_once("::").unwrap();
                assert!(properties.split(',').all(|p| p.split_once('=').is_some()), "{text}");
            }
        }
    }

    #[test]
    fn the_most_useful_ones_are_kept() {
        let mut rows = (0..30).map(|i| Ok(submission(&format!("learner {i}"))));
        let mut out = Vec::new();
        write(Format::Github, &header(), &mut rows, Lang::En, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.matches("::error ").count(), MOST);
        // Of the two katas of each, those that do not compile stand before those that fail.
        assert_eq!(text.matches("build error").count(), MOST);
        assert!(text.contains("learner 9 ") && !text.contains("learner 10 "), "{text}");
        assert!(text.contains("::notice::50 more katas"), "{text}");
    }
}
