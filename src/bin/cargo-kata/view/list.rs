//! The katas as a table.

use ratatui_core::style::Style;
use ratatui_core::text::{Line, Span, Text};
use unicode_width::UnicodeWidthStr;

use super::statement::{difficulty, par};
use super::style::{DIFFERING, FAINT, HEADING, OPEN, PASSED, PLAIN};
use super::wrap::clip;
use shousi::catalogue::{Kata, Lang};

/// Where a learner stands with a kata.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    Passed,
    Failed,
    /// The stub is as it was.
    Todo,
    /// Edited since the last verdict.
    Changed,
    /// There is no file.
    Missing,
}

impl Status {
    pub fn word(self, lang: Lang) -> &'static str {
        match self {
            Status::Passed => lang.pick("passed", "通过"),
            Status::Failed => lang.pick("failed", "未通过"),
            Status::Todo => lang.pick("todo", "未完成"),
            Status::Changed => lang.pick("changed", "已改动"),
            Status::Missing => lang.pick("missing", "缺文件"),
        }
    }

    pub fn sign(self) -> (&'static str, Style) {
        match self {
            Status::Passed => ("✓", PASSED),
            Status::Failed => ("✗", DIFFERING),
            Status::Todo => ("○", FAINT),
            Status::Changed => ("●", OPEN),
            Status::Missing => ("?", DIFFERING),
        }
    }
}

/// One line of the table.
pub struct Row {
    pub kata: &'static Kata,
    pub status: Status,
}

/// Titles are left out where there is less room than this for them: names say the same.
const NARROWEST_TITLE: usize = 14;

/// The table with its heading and a line that sums it up.
pub fn list(rows: &[Row], lang: Lang, width: u16) -> Text<'static> {
    let mut lines = table(rows, lang, width);
    lines.push(Line::default());
    lines.push(summary(rows, lang));
    Text::from(lines)
}

/// How many of the katas have passed.
pub fn summary(rows: &[Row], lang: Lang) -> Line<'static> {
    let passed = rows.iter().filter(|row| row.status == Status::Passed).count();
    let words = match lang {
        Lang::En => format!("{passed} of {} passed", rows.len()),
        Lang::Zh => format!("{} 题中 {passed} 题通过", rows.len()),
    };
    Line::styled(words, if passed == rows.len() { PASSED } else { PLAIN })
}

/// The heading and a line for each kata.
pub fn table(rows: &[Row], lang: Lang, width: u16) -> Vec<Line<'static>> {
    let heads = lang.pick(
        ["status", "kata", "title", "level", "par", "topic", "asked"],
        ["状态", "题目", "标题", "难度", "标准用时", "主题", "频率"],
    );
    let cells: Vec<[String; 7]> = rows.iter().map(|row| cells(row, lang)).collect();
    let mut widths = heads.map(UnicodeWidthStr::width);
    widths[0] += 2;
    for row in &cells {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.width());
        }
    }
    let others = widths.iter().sum::<usize>() - widths[2] + 2 * 6;
    let room = usize::from(width).saturating_sub(others);
    widths[2] = if room < NARROWEST_TITLE.min(widths[2]) { 0 } else { widths[2].min(room) };

    let columns = |cells: [String; 7]| {
        let mut texts = Vec::new();
        for (i, (cell, &width)) in cells.into_iter().zip(&widths).enumerate() {
            if width > 0 {
                let cell = clip(&cell, width);
                let padding = " ".repeat(width - cell.width());
                texts.push((i, if i == 4 { padding + &cell } else { cell + &padding }));
            }
        }
        texts
    };
    let line = |cells: [String; 7], style: &dyn Fn(usize) -> Style| {
        let mut spans = Vec::new();
        for (i, text) in columns(cells) {
            if !spans.is_empty() {
                spans.push(Span::raw("  "));
            }
            spans.push(Span::styled(text, style(i)));
        }
        Line::from(spans)
    };
    let mut head = heads.map(str::to_owned);
    head[0] = format!("  {}", head[0]);
    let mut lines = vec![line(head, &|_| FAINT)];
    for (row, cells) in rows.iter().zip(cells) {
        lines.push(line(cells, &|column| match column {
            0 => row.status.sign().1,
            1 => HEADING,
            3 => OPEN,
            4..=6 => FAINT,
            _ => PLAIN,
        }));
    }
    lines
}

fn cells(row: &Row, lang: Lang) -> [String; 7] {
    let kata = row.kata;
    [
        format!("{} {}", row.status.sign().0, row.status.word(lang)),
        kata.name.to_owned(),
        // What stands in brackets explains the title, and the name does too.
        kata.title(lang).split('（').next().unwrap_or_default().to_owned(),
        difficulty(kata),
        par(kata, lang),
        kata.meta.topic.title(lang).to_owned(),
        kata.meta.asked.title(lang).to_owned(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use shousi::catalogue::katas;

    #[test]
    fn the_table_fits_80_columns_in_both_languages() {
        let statuses = [Status::Passed, Status::Failed, Status::Todo, Status::Changed, Status::Missing];
        for lang in [Lang::En, Lang::Zh] {
            let rows: Vec<Row> =
                katas().iter().enumerate().map(|(i, kata)| Row { kata, status: statuses[i % 5] }).collect();
            let lines = table(&rows, lang, 80);
            assert!(lines.iter().all(|line| line.width() <= 80), "{lines:#?}");
            assert!(lines.iter().all(|line| line.width() == lines[0].width()));
        }
    }

    #[test]
    fn the_summary_counts() {
        let rows = [Row { kata: &katas()[0], status: Status::Passed }];
        assert_eq!(summary(&rows, Lang::En).to_string(), "1 of 1 passed");
    }
}
