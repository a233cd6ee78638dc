//! On which days something was done.

use std::collections::BTreeMap;

use serde::Serialize;
use shousi::judge::Verdict;

use super::Run;
use crate::calendar::{Day, after, day, days_between};
use crate::clock;
use crate::history::{Event, What};

/// Days in a row with a pass or an attempt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Streak {
    /// Up to today, or to yesterday while today is not over.
    pub days: usize,
    pub longest: usize,
    /// Whether today counts already.
    pub today: bool,
}

/// A day on which something was passed or attempted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Activity {
    pub day: Day,
    /// Attempts in rounds and first passes outside.
    pub runs: usize,
    /// The time spent in rounds.
    pub seconds: u64,
}

/// The days with a pass or an attempt, in order.
pub fn activity<'a>(events: &[Event], runs: impl Iterator<Item = &'a Run>) -> Vec<Activity> {
    let at = |at: &str| Some(day(clock::parse(at)?));
    // A repeated pass is no run, but it is practice.
    let passes = events.iter().filter(
        |event| matches!(&event.what, What::Verdict { verdict, .. } if verdict == Verdict::Passed.name()),
    );
    let none = |day| (day, Activity { day, runs: 0, seconds: 0 });
    let mut days: BTreeMap<Day, Activity> = passes.filter_map(|event| at(&event.at)).map(none).collect();
    for run in runs {
        if let Some(day) = at(&run.at) {
            let activity = days.entry(day).or_insert_with(|| none(day).1);
            activity.runs += 1;
            activity.seconds = activity.seconds.saturating_add(run.seconds.unwrap_or(0));
        }
    }
    days.into_values().collect()
}

/// The streaks among these days, as it is on `today`.
pub fn streak(activity: &[Activity], today: Day) -> Streak {
    let mut streak = Streak::default();
    let mut length = 0;
    let mut last: Option<Day> = None;
    for &Activity { day, .. } in activity.iter().filter(|activity| activity.day <= today) {
        length = if last.is_some_and(|last| after(last, 1) == day) { length + 1 } else { 1 };
        streak.longest = streak.longest.max(length);
        last = Some(day);
    }
    if let Some(last) = last.filter(|&last| days_between(last, today) <= 1) {
        streak.days = length;
        streak.today = last == today;
    }
    streak
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::parse;

    fn of(days: &[u32], today: u32) -> Streak {
        let day = |day: u32| parse(&format!("2026-11-{day:02}")).unwrap();
        let activity: Vec<Activity> =
            days.iter().map(|&d| Activity { day: day(d), runs: 1, seconds: 0 }).collect();
        streak(&activity, day(today))
    }

    #[test]
    fn days_in_a_row_count_up_to_today_or_yesterday() {
        assert_eq!(of(&[1, 2, 3, 4, 8, 9], 9), Streak { days: 2, longest: 4, today: true });
        assert_eq!(of(&[1, 2, 3, 4, 8, 9], 10), Streak { days: 2, longest: 4, today: false });
        assert_eq!(of(&[1, 2, 3, 4, 8, 9], 11), Streak { days: 0, longest: 4, today: false });
        assert_eq!(of(&[], 11), Streak::default());
    }

    #[test]
    fn days_to_come_do_not_count() {
        assert_eq!(of(&[8, 9, 20], 9), Streak { days: 2, longest: 2, today: true });
    }
}
