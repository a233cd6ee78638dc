use super::*;
use crate::calendar::{days_between, parse};
use crate::history::What;
use shousi::catalogue::katas;

fn all() -> Vec<&'static Kata> {
    katas().iter().collect()
}

fn now() -> SystemTime {
    crate::clock::parse("2026-11-22T12:00:00Z").unwrap()
}

fn until(date: &str, minutes: u32) -> Plan {
    plan(&all(), &[], now(), parse(date).unwrap(), minutes).unwrap()
}

fn sessions(plan: &Plan) -> impl Iterator<Item = (Day, &Session)> {
    plan.days.iter().flat_map(|day| day.sessions.iter().map(move |session| (day.day, session)))
}

#[test]
fn everything_is_covered_after_its_prerequisites_and_within_the_minutes() {
    let plan = until("2026-12-31", 40);
    assert!(plan.left.is_empty() && plan.unreviewed.is_empty(), "{plan:#?}");
    assert_eq!(plan.remedy, Remedy::default());
    assert!(plan.days.iter().all(|day| day.minutes() <= 40 && day.day >= plan.from && day.day <= plan.until));
    let mut seen: Vec<&str> = Vec::new();
    let mut minutes = 0;
    for (_, session) in sessions(&plan).filter(|(_, session)| session.work != Work::Review) {
        assert!(
            session.kata.meta.prerequisites.iter().all(|name| seen.contains(&name.as_str())),
            "{session:?}"
        );
        minutes += session.minutes;
        if matches!(session.work, Work::First { part, of } if part == of) {
            seen.push(session.kata.name);
        }
    }
    assert_eq!(seen.len(), katas().len());
    assert_eq!(minutes, katas().iter().map(|kata| kata.meta.par * FIRST_TIME).sum::<u32>());
}

#[test]
fn what_was_learned_is_reviewed_with_growing_intervals() {
    let plan = until("2027-03-01", 60);
    let days: Vec<Day> =
        sessions(&plan).filter(|(_, session)| session.kata.name == "softmax").map(|(day, _)| day).collect();
    assert!(days.len() >= 4, "{days:?}");
    let gaps: Vec<i64> = days.windows(2).map(|pair| days_between(pair[0], pair[1])).collect();
    assert!(gaps.is_sorted() && gaps[0] >= 3, "{gaps:?}");
    assert!(plan.recall.unwrap() > 0.85, "{:?}", plan.recall);
}

#[test]
fn too_short_a_time_is_said_with_what_would_do() {
    let short = until("2026-11-25", 40);
    assert!(!short.left.is_empty());
    let minutes = short.remedy.minutes_a_day.unwrap();
    assert!(until("2026-11-25", minutes).left.is_empty());
    assert!(!until("2026-11-25", minutes - 5).left.is_empty());
    let later = short.remedy.until.unwrap();
    assert!(until(&later.to_string(), 40).left.is_empty());
    assert!(!until(&after(later, 0).pred_opt().unwrap().to_string(), 40).left.is_empty());
    // Nothing is spent on reviews while katas are left out.
    assert!(sessions(&short).all(|(_, session)| session.work != Work::Review));
}

#[test]
fn no_day_is_too_short_for_progress() {
    let plan = until("2028-11-01", 5);
    assert!(plan.days.iter().all(|day| day.minutes() > 0));
    assert_eq!(until("2026-11-22", 5).recall, None);
    assert!(plan.left.is_empty(), "{:?}", plan.left.len());
}

#[test]
fn dates_that_make_no_sense_are_refused() {
    let problem = |date| plan(&all(), &[], now(), parse(date).unwrap(), 40).unwrap_err();
    assert!(problem("2026-11-21").contains("is past: today is 2026-11-22"));
    assert!(problem("9999-12-31").contains("more than two years"));
    assert_eq!(until("2026-11-22", 40).days.len(), 1);
}

#[test]
fn what_has_passed_is_only_reviewed() {
    let passed = Event {
        at: "2026-11-10T12:00:00Z".into(),
        kata: "softmax".into(),
        what: What::Verdict {
            code: "c".into(),
            verdict: "passed".into(),
            seed: 0,
            cases: 256,
            mistake: None,
            round: None,
            archive: None,
        },
    };
    let plan = plan(&all(), &[passed], now(), parse("2026-12-31").unwrap(), 40).unwrap();
    let softmax: Vec<&Session> = sessions(&plan)
        .map(|(_, session)| session)
        .filter(|session| session.kata.name == "softmax")
        .collect();
    assert!(softmax.iter().all(|session| session.work == Work::Review && session.minutes == 6));
    assert_eq!(plan.days[0].sessions[0].kata.name, "softmax", "it is overdue");
}
