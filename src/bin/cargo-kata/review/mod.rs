//! What to practise, by spaced repetition: from events to reviews, to memories, to what is due.

mod grade;
mod memory;
mod order;
mod reviews;

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::time::SystemTime;

use shousi::catalogue::{Kata, katas};
use shousi::judge::Verdict;

pub use grade::Grade;
pub use memory::Memory;
pub use order::learning_order;
pub use reviews::recalls;
use reviews::reviews;

use crate::calendar::{Day, day, days_between};
use crate::history::{Event, What, proves, unproven};

/// A kata to practise, and why.
#[derive(Clone, Debug)]
pub struct Due {
    pub kata: &'static Kata,
    pub why: Why,
}

#[derive(Clone, Debug)]
pub enum Why {
    /// It was known, and is about to be forgotten.
    Review { memory: Memory, days_overdue: i64, retrievability: f64 },
    /// It was tried, and never passed.
    Begun,
    /// It was never tried.
    New,
}

/// What is to be practised at this time, the most urgent first: reviews by how likely they are forgotten,
/// then katas that were begun, then new ones in the order in which they are best learned.
pub fn due(katas: &[&'static Kata], events: &[Event], now: SystemTime) -> Vec<Due> {
    let today = day(now);
    let mut known = memories(events);
    let begun = begun(events);
    let mut reviews = Vec::new();
    let mut open = Vec::new();
    for kata in learning_order(katas) {
        match known.remove(kata.name) {
            Some(memory) if memory.due <= today => reviews.push(review(kata, memory, today)),
            Some(_) => {}
            None if begun.contains(kata.name) => open.push(Due { kata, why: Why::Begun }),
            None => open.push(Due { kata, why: Why::New }),
        }
    }
    reviews.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    open.sort_by_key(|due| Reverse(matches!(due.why, Why::Begun)));
    reviews.into_iter().map(|(_, due)| due).chain(open).collect()
}

fn review(kata: &'static Kata, memory: Memory, today: Day) -> (f64, Due) {
    let retrievability = memory.retrievability(today);
    let days_overdue = days_between(memory.due, today);
    (retrievability, Due { kata, why: Why::Review { memory, days_overdue, retrievability } })
}

/// The katas that are due at this time, the most urgent first.
pub fn urgent(katas: &[&'static Kata], events: &[Event], now: SystemTime) -> Vec<&'static Kata> {
    due(katas, events, now).into_iter().map(|due| due.kata).collect()
}

/// How well each kata sits that was ever reviewed.
pub fn memories(events: &[Event]) -> HashMap<&'static str, Memory> {
    let reviews = reviews(events);
    let of = |kata: &'static Kata| Some((kata.name, Memory::of(reviews.get(kata.name)?)?));
    katas().iter().filter_map(of).collect()
}

/// The katas that have passed at least once, in a round or outside.
pub fn passed(events: &[Event]) -> HashSet<&str> {
    let unproven = unproven(events);
    let passed = |event: &&Event| match &event.what {
        What::Verdict { verdict, cases, .. } => verdict == Verdict::Passed.name() && proves(*cases),
        What::Attempt(attempt) => attempt.has_passed() && !unproven.contains(&*attempt.round),
        _ => false,
    };
    events.iter().filter(passed).map(|event| event.kata.as_str()).collect()
}

/// The katas that were judged at least once.
fn begun(events: &[Event]) -> HashSet<&str> {
    events
        .iter()
        .filter(|event| matches!(&event.what, What::Verdict { verdict, .. } if verdict != "todo" && verdict != "missing"))
        .map(|event| event.kata.as_str())
        .collect()
}

/// The memories by the day on which they are due next, for what is not due yet.
pub fn upcoming(
    katas: &[&'static Kata],
    events: &[Event],
    now: SystemTime,
) -> BTreeMap<Day, Vec<&'static Kata>> {
    let (today, memories) = (day(now), memories(events));
    let mut days: BTreeMap<Day, Vec<&'static Kata>> = BTreeMap::new();
    for kata in learning_order(katas) {
        if let Some(memory) = memories.get(kata.name).filter(|memory| memory.due > today) {
            days.entry(memory.due).or_default().push(kata);
        }
    }
    days
}

#[cfg(test)]
mod tests;
