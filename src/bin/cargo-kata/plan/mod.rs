//! A study plan: what to practise on which day, so that everything is covered by a date.

pub mod ical;
mod schedule;

use std::time::SystemTime;

use shousi::catalogue::Kata;

use crate::calendar::{Day, after, day};
use crate::history::Event;
use crate::review::{learning_order, memories, passed};
use schedule::{Outcome, Schedule};

/// The first time through a kata takes three times par: reading, deriving and putting right what the judge
/// finds. Par is the time of somebody who is prepared.
pub const FIRST_TIME: u32 = 3;

/// A plan, or as much of one as fits.
#[derive(Debug)]
pub struct Plan {
    pub from: Day,
    pub until: Day,
    pub minutes_a_day: u32,
    /// The days on which there is something to do.
    pub days: Vec<PlannedDay>,
    /// Katas for whose first time there is no room.
    pub left: Vec<&'static Kata>,
    /// Katas whose review is due by the end and has no room.
    pub unreviewed: Vec<&'static Kata>,
    /// What would do, if something is left.
    pub remedy: Remedy,
    /// The mean chance to remember a kata at the end; `None` if none was learned by then.
    pub recall: Option<f64>,
}

/// What would make room for the first time of every kata.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Remedy {
    /// So many minutes a day.
    pub minutes_a_day: Option<u32>,
    /// Or the same minutes, up to this day.
    pub until: Option<Day>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct PlannedDay {
    pub day: Day,
    pub sessions: Vec<Session>,
}

impl PlannedDay {
    pub fn minutes(&self) -> u32 {
        self.sessions.iter().map(|session| session.minutes).sum()
    }
}

/// One kata on one day.
#[derive(Clone, Debug)]
pub struct Session {
    pub kata: &'static Kata,
    pub work: Work,
    pub minutes: u32,
}

impl PartialEq for Session {
    fn eq(&self, other: &Self) -> bool {
        (self.kata.name, self.work, self.minutes) == (other.kata.name, other.work, other.minutes)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// The first time; what does not fit into one day is continued on the next.
    First {
        part: u32,
        of: u32,
    },
    Review,
}

/// Nobody plans further ahead.
const LONGEST_DAYS: u64 = 2 * 366;

/// Makes a plan from today to `until`, both included.
pub fn plan(
    katas: &[&'static Kata],
    events: &[Event],
    now: SystemTime,
    until: Day,
    minutes_a_day: u32,
) -> Result<Plan, String> {
    let from = day(now);
    if until < from {
        return Err(format!("{until} is past: today is {from}"));
    }
    if until > after(from, LONGEST_DAYS) {
        return Err(format!("{until} is more than two years away; plan for a nearer day"));
    }
    let schedule = schedule(katas, events, from);
    let Outcome { days, left, unreviewed, recall } = schedule.clone().run(until, minutes_a_day);
    let remedy =
        if left.is_empty() { Remedy::default() } else { remedy(&schedule, from, until, minutes_a_day) };
    Ok(Plan { from, until, minutes_a_day, days, left, unreviewed, remedy, recall })
}

/// What there is to do: known katas with their memories, and the others in the order of learning.
fn schedule(katas: &[&'static Kata], events: &[Event], from: Day) -> Schedule {
    let passed = passed(events);
    let mut known = memories(events);
    known.retain(|kata, _| passed.contains(kata));
    let order = learning_order(katas);
    let new = order.iter().filter(|kata| !known.contains_key(kata.name)).copied().collect::<Vec<_>>();
    let known = order.iter().filter_map(|kata| Some((*kata, known.remove(kata.name)?))).collect();
    Schedule::new(from, known, &new)
}

fn remedy(schedule: &Schedule, from: Day, until: Day, minutes_a_day: u32) -> Remedy {
    const STEP: u32 = 5;
    let covers = |until: Day, minutes: u32| schedule.clone().run(until, minutes).left.is_empty();
    let more = (minutes_a_day / STEP + 1..=24 * 60 / STEP).map(|steps| steps * STEP);
    let later =
        (1..=LONGEST_DAYS).map(|days| after(until, days)).take_while(|&day| day <= after(from, LONGEST_DAYS));
    Remedy {
        minutes_a_day: more.into_iter().find(|&minutes| covers(until, minutes)),
        until: later.into_iter().find(|&day| covers(day, minutes_a_day)),
    }
}

#[cfg(test)]
mod tests;
