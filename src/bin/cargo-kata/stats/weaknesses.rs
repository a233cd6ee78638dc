//! Where it goes wrong: aspects and mistakes.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use shousi::catalogue::{Lang, find};
use shousi::judge::Aspect;

use super::Run;
use crate::calendar::{Day, day};
use crate::clock;
use crate::history::{Event, What};

/// How often the properties of an aspect held, over all attempts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AspectShare {
    pub aspect: String,
    pub held: usize,
    pub of: usize,
}

impl AspectShare {
    pub fn share(&self) -> f64 {
        (self.held as f64 / self.of.max(1) as f64).min(1.0)
    }
}

/// How often a known mistake was made.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MistakeCount {
    pub kata: String,
    pub mistake: String,
    /// On how many days: a mistake that stands through ten saves was made once.
    pub days: usize,
    pub last: Day,
    /// The sentence that puts it right, as Markdown.
    pub explanation: Option<String>,
}

/// The aspects, the weakest first. Attempts of which nothing held (a stub, code that did not compile) say
/// nothing of aspects.
pub fn aspects<'a>(runs: impl Iterator<Item = &'a Run>) -> Vec<AspectShare> {
    let mut sums: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    for run in runs.filter(|run| run.aspects.values().any(|[held, _]| *held > 0)) {
        for (aspect, [held, of]) in &run.aspects {
            let sum = sums.entry(aspect).or_default();
            *sum = [sum[0].saturating_add(*held), sum[1].saturating_add(*of)];
        }
    }
    let known = Aspect::ALL.map(Aspect::name);
    let share = |aspect: &str, [held, of]: [usize; 2]| AspectShare { aspect: aspect.to_owned(), held, of };
    let mut shares: Vec<AspectShare> = known
        .into_iter()
        .filter_map(|aspect| Some(share(aspect, *sums.get(aspect)?)))
        .filter(|share| share.of > 0)
        .collect();
    shares.sort_by(|a, b| a.share().total_cmp(&b.share()));
    shares
}

/// The mistakes that were recognised, the most frequent first, and of those the latest.
pub fn mistakes(events: &[Event], lang: Lang) -> Vec<MistakeCount> {
    let mut days: BTreeMap<(&str, &str), BTreeSet<Day>> = BTreeMap::new();
    for event in events {
        let mistake = match &event.what {
            What::Verdict { mistake, .. } => mistake.as_deref(),
            What::Attempt(attempt) => attempt.mistake.as_deref(),
            _ => None,
        };
        if let (Some(mistake), Some(at)) = (mistake, clock::parse(&event.at)) {
            days.entry((&event.kata, mistake)).or_default().insert(day(at));
        }
    }
    let count = |((kata, mistake), days): ((&str, &str), BTreeSet<Day>)| {
        let explanation = find(kata).and_then(|kata| kata.statement(lang).mistake(mistake));
        Some(MistakeCount {
            kata: kata.to_owned(),
            mistake: mistake.to_owned(),
            days: days.len(),
            last: *days.last()?,
            explanation: explanation.map(str::to_owned),
        })
    };
    let mut counts: Vec<MistakeCount> = days.into_iter().filter_map(count).collect();
    counts.sort_by_key(|count| Reverse((count.days, count.last)));
    counts
}
