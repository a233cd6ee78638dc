//! A plan as a calendar (RFC 5545): an event a day.
//!
//! Written here because the crates for it fold lines at 76 octets instead of 75, and weigh more than the few
//! properties that are needed.

use std::time::SystemTime;

use shousi::catalogue::Lang;

use super::Plan;
use crate::calendar::{Day, after, utc};
use crate::view::plan::{session, title};

/// The calendar. A day keeps its identity, so that a new plan replaces the old one where calendars allow it.
pub fn ical(plan: &Plan, now: SystemTime, lang: Lang) -> String {
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        format!("PRODID:-//shousi//cargo kata {}//{}", env!("CARGO_PKG_VERSION"), lang.pick("EN", "ZH")),
        "CALSCALE:GREGORIAN".to_owned(),
        "METHOD:PUBLISH".to_owned(),
        format!("X-WR-CALNAME:{}", escaped(lang.pick("shousi", "手撕"))),
    ];
    for planned in &plan.days {
        let work: Vec<String> = planned.sessions.iter().map(|one| session(one, lang)).collect();
        let names: Vec<&str> = planned.sessions.iter().map(|one| one.kata.title(lang)).collect();
        let summary = format!("{}{}", title(planned.minutes(), lang), names.join(lang.pick(", ", "、")));
        lines.extend([
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{}.plan@shousi", planned.day),
            format!("DTSTAMP:{}", utc(now)),
            format!("DTSTART;VALUE=DATE:{}", date(planned.day)),
            format!("DTEND;VALUE=DATE:{}", date(after(planned.day, 1))),
            format!("SUMMARY:{}", escaped(&summary)),
            format!("DESCRIPTION:{}", escaped(&work.join("\n"))),
            "TRANSP:TRANSPARENT".to_owned(),
            "END:VEVENT".to_owned(),
        ]);
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| folded(line)).collect()
}

fn date(day: Day) -> String {
    day.format("%Y%m%d").to_string()
}

/// A text, as the values of properties hold it.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

/// A line in pieces of at most 75 octets, between characters; all but the first begin with a space.
fn folded(line: &str) -> String {
    const OCTETS: usize = 75;
    let mut folded = String::with_capacity(line.len() + 8);
    let mut used = 0;
    for c in line.chars() {
        if used + c.len_utf8() > OCTETS {
            folded.push_str("\r\n ");
            used = 1;
        }
        folded.push(c);
        used += c.len_utf8();
    }
    folded + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_at_75_octets_between_characters() {
        for text in ["x".repeat(75), "x".repeat(76), "x".repeat(400), "手撕".repeat(60), "é".repeat(75)] {
            let folded = folded(&text);
            let lines: Vec<&str> = folded.strip_suffix("\r\n").unwrap().split("\r\n").collect();
            assert!(lines.iter().all(|line| line.len() <= 75), "{folded}");
            assert!(lines.iter().skip(1).all(|line| line.starts_with(' ')), "{folded}");
            assert_eq!(folded.replace("\r\n ", "").trim_end(), text);
        }
        assert_eq!(folded(&"x".repeat(75)).matches("\r\n").count(), 1);
    }

    #[test]
    fn texts_are_escaped() {
        assert_eq!(escaped("a, b; c\\d\ne"), "a\\, b\\; c\\\\d\\ne");
    }
}
