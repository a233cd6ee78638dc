//! Runs as CSV, as RFC 4180 has it.

use super::Run;

const HEAD: [&str; 15] = [
    "at",
    "kata",
    "attempt",
    "verdict",
    "grade",
    "seconds",
    "compiled",
    "passed",
    "par",
    "hints",
    "solution",
    "mistake",
    "held",
    "properties",
    "event",
];

/// A row for each attempt and each first pass, in order of time.
pub fn csv<'a>(runs: impl Iterator<Item = &'a Run>) -> String {
    let mut runs: Vec<&Run> = runs.collect();
    runs.sort_by(|a, b| (&a.at, a.kata).cmp(&(&b.at, b.kata)));
    let head = line(HEAD.map(str::to_owned));
    head + &runs.into_iter().map(|run| line(cells(run))).collect::<String>()
}

fn cells(run: &Run) -> [String; HEAD.len()] {
    let number = |number: Option<u64>| number.map_or(String::new(), |number| number.to_string());
    let sum =
        |place: usize| run.aspects.values().fold(0usize, |sum, counts| sum.saturating_add(counts[place]));
    [
        run.at.clone(),
        run.kata.to_owned(),
        run.attempt.map_or(String::new(), |number| number.to_string()),
        run.verdict.clone(),
        format!("{:?}", run.grade).to_lowercase(),
        number(run.seconds),
        number(run.compiled),
        number(run.passed),
        number(run.par),
        run.hints.to_string(),
        run.solution.to_string(),
        run.mistake.clone().unwrap_or_default(),
        sum(0).to_string(),
        sum(1).to_string(),
        if run.seconds.is_some() { "attempt" } else { "pass" }.to_owned(),
    ]
}

fn line<const N: usize>(cells: [String; N]) -> String {
    cells.map(|cell| quoted(&cell)).join(",") + "\r\n"
}

/// A cell in quotation marks, where it needs them.
fn quoted(cell: &str) -> String {
    match cell.contains(['"', ',', '\r', '\n']) || cell.starts_with(' ') || cell.ends_with(' ') {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_needs_quotation_marks_has_them() {
        assert_eq!(quoted("no_max_subtraction"), "no_max_subtraction");
        assert_eq!(quoted("a,b"), "\"a,b\"");
        assert_eq!(quoted("a\"b\nc"), "\"a\"\"b\nc\"");
        assert_eq!(quoted(" a"), "\" a\"");
        assert_eq!(quoted("手撕"), "手撕");
    }
}
