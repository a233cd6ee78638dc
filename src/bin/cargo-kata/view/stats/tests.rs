use super::*;
use crate::calendar::parse;
use crate::review::Grade;
use crate::stats::{Activity, AspectShare, Streak};
use shousi::catalogue::katas;

fn run(attempt: Option<usize>, verdict: &str, seconds: u64) -> Run {
    Run {
        at: "2026-11-20T12:00:00Z".into(),
        kata: "softmax",
        attempt,
        verdict: verdict.into(),
        grade: Grade::Good,
        seconds: Some(seconds),
        compiled: None,
        passed: (verdict == "passed").then_some(seconds),
        par: Some(360),
        hints: 2,
        solution: true,
        mistake: (verdict != "passed").then(|| "no_max_subtraction".to_owned()),
        aspects: [("stability".to_owned(), [1, 5])].into(),
    }
}

/// Katas with everything that can be on record, `latest` the last of their times.
fn sample(latest: u64) -> Stats {
    let day = |day| parse(day).unwrap();
    let kata = |kata: &'static shousi::catalogue::Kata| KataStats {
        kata: kata.name,
        title: kata.title(Lang::Zh).to_owned(),
        par_seconds: u64::from(kata.meta.par) * 60,
        passed: true,
        best: Some(61),
        latest: Some(latest),
        seconds: 4000,
        due: Some(day("2026-12-01")),
        retrievability: Some(0.93),
        runs: vec![
            run(Some(1), "out_of_memory", 10),
            run(None, "passed", 30),
            run(Some(120), "passed", latest),
        ],
    };
    Stats {
        schema: 1,
        today: day("2026-11-22"),
        streak: Streak { days: 1, longest: 120, today: true },
        passed: 9,
        total: katas().len() + 2,
        rounds: 1,
        seconds: 99_000,
        aspects: vec![AspectShare { aspect: "stability".into(), held: 3, of: 10 }],
        mistakes: vec![MistakeCount {
            kata: "softmax".into(),
            mistake: "no_max_subtraction".into(),
            days: 2,
            last: day("2026-11-22"),
            explanation: katas()[0].statement(Lang::Zh).mistake("no_max_subtraction").map(str::to_owned),
        }],
        katas: katas().iter().map(kata).collect(),
        activity: vec![Activity { day: day("2026-11-21"), runs: 3, seconds: 60 }],
    }
}

fn lines(text: &Text) -> String {
    text.lines.iter().map(|line| line.to_string() + "\n").collect()
}

#[test]
fn fits_in_both_languages() {
    for lang in [Lang::En, Lang::Zh] {
        for width in [80, 40] {
            for text in [
                stats(&sample(12_345), lang, width),
                kata_stats(&katas()[0], &sample(12_345).katas[0], lang, width),
            ] {
                let wide = text.lines.iter().find(|line| line.width() > width.into());
                assert_eq!(wide, None);
            }
        }
    }
}

#[test]
fn says_what_there_is_to_say() {
    let shown = lines(&stats(&sample(185), Lang::En, 80));
    assert!(
        shown.starts_with(
            "Streak 1 day (longest 120 days), 9 of 13 katas passed, 1 round, 27 h 30 min in\nthem"
        ),
        "{shown}"
    );
    assert!(shown.contains("✓  softmax                  1:01    3:05   6:00  ███▏  │"), "{shown}");
    assert!(shown.contains("stability  30 %"), "{shown}");
    assert!(shown.contains("softmax · no_max_subtraction, on 2 days, last on 2026-11-22"), "{shown}");
    assert!(shown.contains("and 2 never passed"), "{shown}");
}

#[test]
fn one_kata_shows_each_run() {
    let shown = lines(&kata_stats(&katas()[0], &sample(185).katas[0], Lang::En, 80));
    assert!(shown.contains("✗ out of memory"), "{shown}");
    assert!(shown.contains("    120  2026-11-20"), "{shown}");
    assert!(shown.contains("cargo kata attempt 120 softmax --diff"), "{shown}");
    assert!(shown.contains("Subtract"), "the sentence of the mistake: {shown}");
}

#[test]
fn names_from_a_foreign_history_are_harmless() {
    let mut foreign = sample(185);
    foreign.mistakes[0].mistake = "\u{1b}[2J".into();
    foreign.katas[0].runs[0].mistake = Some("\u{1b}[2J".into());
    assert!(!lines(&stats(&foreign, Lang::En, 80)).contains('\u{1b}'));
    assert!(!lines(&kata_stats(&katas()[0], &foreign.katas[0], Lang::En, 80)).contains('\u{1b}'));
}
