//! Which events of a history are reviews.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::time::SystemTime;

use shousi::judge::Verdict;

use super::Grade;
use crate::calendar::{Day, day};
use crate::clock;
use crate::history::{Attempt, Ended, Event, What, proves, unproven};

/// An event that tells how well a kata was remembered.
#[derive(Debug)]
pub struct Recall<'a> {
    pub at: SystemTime,
    pub kata: &'a str,
    pub grade: Grade,
    /// `None` for a pass outside rounds.
    pub attempt: Option<&'a Attempt>,
}

/// The reviews of each kata, one a day, in order.
///
/// One a day, the worst: FSRS counts in days, a second success within the hour comes out of short-term
/// memory, and what is forgotten by the evening was not known in the morning.
pub fn reviews(events: &[Event]) -> HashMap<&str, BTreeMap<Day, Grade>> {
    let mut reviews: HashMap<&str, BTreeMap<Day, Grade>> = HashMap::new();
    for Recall { at, kata, grade, .. } in recalls(events) {
        let days = reviews.entry(kata).or_default();
        days.entry(day(at)).and_modify(|worst| *worst = grade.min(*worst)).or_insert(grade);
    }
    reviews
}

/// Attempts in rounds that were not abandoned, unless they passed with too few cases, and passes outside of rounds, each time that a kata has
/// turned from open to passed: for the first time, after its stub was put back, or after a verdict that was
/// not a pass. Saving a passed file again with a new comment asks nothing of the memory.
pub fn recalls(events: &[Event]) -> Vec<Recall<'_>> {
    let (abandoned, unproven) = (abandoned(events), unproven(events));
    let mut counted = HashSet::new();
    let mut pages: HashMap<&str, Page> = HashMap::new();
    let mut recalls = Vec::new();
    for event in events {
        let Some(at) = clock::parse(&event.at) else { continue };
        let page = pages.entry(&event.kata).or_default();
        let recall = |grade, attempt| Recall { at, kata: &event.kata, grade, attempt };
        match &event.what {
            What::Hint { .. } | What::Solution => page.helped |= !page.passed,
            What::Reset { .. } => *page = Page::default(),
            What::RoundStart { katas, .. } => {
                pages.extend(katas.iter().map(|task| (task.kata.as_str(), Page::default())));
            }
            What::Verdict { verdict, round, cases, .. } => {
                let grade = page.judged(verdict, *cases, round.is_some());
                recalls.extend(grade.map(|grade| recall(grade, None)));
            }
            What::Attempt(attempt) => {
                // Judged twice, if it was interrupted between judging and recording.
                let first = counted.insert((&attempt.round, &event.kata));
                let unproven = attempt.has_passed() && unproven.contains(&*attempt.round);
                if first && !unproven && !abandoned.contains(&*attempt.round) {
                    recalls.push(recall(Grade::of_attempt(attempt), Some(&**attempt)));
                }
            }
            _ => {}
        }
    }
    recalls
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
        if passed && !proves(cases) {
            return None;
        }
        let turned = passed && !self.passed;
        self.passed = passed;
        // In a round it is the attempt that counts.
        (turned && !in_round).then(|| Grade::of_pass(self.helped))
    }
}

/// The rounds that were broken off: they do not count.
fn abandoned(events: &[Event]) -> HashSet<&str> {
    events
        .iter()
        .filter_map(|event| match &event.what {
            What::RoundFinish { round, ended: Ended::Abandoned } => Some(round.as_str()),
            _ => None,
        })
        .collect()
}
