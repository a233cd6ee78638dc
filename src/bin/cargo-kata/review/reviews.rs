//! Which events of a history are reviews.

use std::collections::{BTreeMap, HashMap, HashSet};

use shousi::judge::{Settings, Verdict};

use super::Grade;
use crate::calendar::{Day, day};
use crate::clock;
use crate::history::{Ended, Event, What};

/// The reviews of each kata, one a day, in order.
///
/// Attempts in rounds are reviews, and so are passes outside of them, each time that a kata has turned from
/// open to passed: for the first time, after its stub was put back, or after a verdict that was not a pass.
/// Saving a passed file again with a new comment asks nothing of the memory.
///
/// One review a day, the worst: FSRS counts in days, a second success within the hour comes out of
/// short-term memory, and what is forgotten by the evening was not known in the morning.
pub fn reviews(events: &[Event]) -> HashMap<&str, BTreeMap<Day, Grade>> {
    let abandoned = abandoned(events);
    let mut reviews: HashMap<&str, BTreeMap<Day, Grade>> = HashMap::new();
    let mut pages: HashMap<&str, Page> = HashMap::new();
    for event in events {
        let Some(time) = clock::parse(&event.at) else { continue };
        let page = pages.entry(&event.kata).or_default();
        let grade = match &event.what {
            What::Hint { .. } | What::Solution => {
                page.helped |= !page.passed;
                None
            }
            What::Reset { .. } => {
                *page = Page::default();
                None
            }
            What::RoundStart { katas, .. } => {
                katas.iter().for_each(|task| drop(pages.insert(&task.kata, Page::default())));
                None
            }
            What::Verdict { verdict, round, cases, .. } => page.judged(verdict, *cases, round.is_some()),
            What::Attempt(attempt) if abandoned.contains(&*attempt.round) => None,
            What::Attempt(attempt) => Some(Grade::of_attempt(attempt)),
            _ => None,
        };
        if let Some(grade) = grade {
            let days = reviews.entry(&event.kata).or_default();
            days.entry(day(time)).and_modify(|worst| *worst = grade.min(*worst)).or_insert(grade);
        }
    }
    reviews
}

/// Where a learner stands with the file of a kata.
#[derive(Default)]
struct Page {
    passed: bool,
    /// A hint or the solution was looked at since the page was blank.
    helped: bool,
}

impl Page {
    fn judged(&mut self, verdict: &str, cases: u32, in_round: bool) -> Option<Grade> {
        let passed = verdict == Verdict::Passed.name();
        // A pass with fewer cases than usual proves nothing.
        if passed && cases < Settings::default().cases {
            return None;
        }
        let turned = passed && !self.passed;
        self.passed = passed;
        // In a round it is the attempt that counts.
        (turned && !in_round).then(|| Grade::of_pass(self.helped))
    }
}

/// The rounds that were broken off: they do not count.
pub fn abandoned(events: &[Event]) -> HashSet<&str> {
    events
        .iter()
        .filter_map(|event| match &event.what {
            What::RoundFinish { round, ended: Ended::Abandoned } => Some(round.as_str()),
            _ => None,
        })
        .collect()
}
