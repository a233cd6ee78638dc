//! Fills days with work, one after the other.

use std::collections::VecDeque;

use shousi::catalogue::Kata;

use super::{FIRST_TIME, PlannedDay, Session, Work};
use crate::calendar::{Day, after, days_between};
use crate::review::{Grade, Memory};

/// Less than this is not worth beginning with.
const SHORTEST: u32 = 10;

/// What there is to do.
#[derive(Clone, Debug)]
pub struct Schedule {
    from: Day,
    known: Vec<(&'static Kata, Memory)>,
    /// What is left of each first time, in minutes.
    new: VecDeque<(&'static Kata, u32)>,
}

/// What came of it.
pub struct Outcome {
    pub days: Vec<PlannedDay>,
    pub left: Vec<&'static Kata>,
    pub unreviewed: Vec<&'static Kata>,
    pub recall: Option<f64>,
}

impl Schedule {
    pub fn new(from: Day, known: Vec<(&'static Kata, Memory)>, new: &[&'static Kata]) -> Self {
        let new = new.iter().map(|kata| (*kata, kata.meta.par * FIRST_TIME)).collect();
        Schedule { from, known, new }
    }

    /// Fills the days up to `until`.
    pub fn run(mut self, until: Day, minutes_a_day: u32) -> Outcome {
        let last = days_between(self.from, until).max(0) as u32;
        let mut days = Vec::new();
        for place in 0..=last {
            let today = after(self.from, place.into());
            let mut sessions = self.reviews(today, minutes_a_day, minutes_a_day * (last - place + 1));
            self.first_times(today, minutes_a_day, &mut sessions);
            if !sessions.is_empty() {
                days.push(PlannedDay { day: today, sessions });
            }
        }
        number_parts(&mut days);
        if let Some((kata, minutes)) = self.new.front() {
            more_parts(&mut days, kata, minutes.div_ceil(minutes_a_day));
        }
        let chances: Vec<f64> = self.known.iter().map(|(_, memory)| memory.retrievability(until)).collect();
        Outcome {
            days,
            left: self.new.iter().map(|(kata, _)| *kata).collect(),
            unreviewed: self
                .known
                .iter()
                .filter(|(_, memory)| memory.due <= until)
                .map(|(kata, _)| *kata)
                .collect(),
            recall: (!chances.is_empty()).then(|| chances.iter().sum::<f64>() / chances.len() as f64),
        }
    }

    /// The reviews of a day, the most urgent first. They take no time from the first times, as long as those
    /// need all of the `capacity` that is left: seen once is worth more than seen twice.
    fn reviews(&mut self, today: Day, minutes_a_day: u32, capacity: u32) -> Vec<Session> {
        let needed: u32 = self.new.iter().map(|(_, minutes)| minutes).sum();
        let mut spare = capacity.saturating_sub(needed);
        let mut left = minutes_a_day;
        let mut due: Vec<usize> =
            (0..self.known.len()).filter(|&place| self.known[place].1.due <= today).collect();
        let chance = |place: usize| self.known[place].1.retrievability(today);
        due.sort_by(|&a, &b| chance(a).total_cmp(&chance(b)));
        let mut sessions = Vec::new();
        for place in due {
            let (kata, memory) = &mut self.known[place];
            let minutes = kata.meta.par;
            // What takes longer than any day is done on a day of its own.
            let fits = minutes <= left || (minutes > minutes_a_day && left == minutes_a_day);
            if fits && minutes <= spare {
                *memory = Memory::reviewed(Some(memory.clone()), today, Grade::Good);
                sessions.push(Session { kata, work: Work::Review, minutes });
                left = left.saturating_sub(minutes);
                spare -= minutes;
            }
        }
        sessions
    }

    /// Goes on with the first times, in what is left of the day.
    fn first_times(&mut self, today: Day, minutes_a_day: u32, sessions: &mut Vec<Session>) {
        let used: u32 = sessions.iter().map(|session| session.minutes).sum();
        let mut left = minutes_a_day.saturating_sub(used);
        while let Some((kata, needed)) = self.new.front_mut() {
            let shortest = SHORTEST.min(minutes_a_day);
            let minutes = match *needed {
                needed if needed <= left => needed,
                // No crumb is left for another day.
                needed if needed - left < shortest && needed >= 2 * shortest => needed - shortest,
                _ => left,
            };
            if minutes < shortest.min(*needed) {
                return;
            }
            let kata = *kata;
            sessions.push(Session { kata, work: Work::First { part: 1, of: 1 }, minutes });
            *needed -= minutes;
            left -= minutes;
            if *needed == 0 {
                self.new.pop_front();
                self.known.push((kata, Memory::reviewed(None, today, Grade::Good)));
            }
        }
    }
}

/// Counts the parts that have no room any more, too.
fn more_parts(days: &mut [PlannedDay], kata: &Kata, more: u32) {
    for session in days.iter_mut().flat_map(|day| &mut day.sessions).filter(|one| one.kata.name == kata.name)
    {
        if let Work::First { of, .. } = &mut session.work {
            *of += more;
        }
    }
}

/// Says which part of how many each session of a first time is.
fn number_parts(days: &mut [PlannedDay]) {
    let firsts = |session: &&Session| matches!(session.work, Work::First { .. });
    let all: Vec<&'static str> =
        days.iter().flat_map(|day| &day.sessions).filter(firsts).map(|session| session.kata.name).collect();
    let mut seen: Vec<&'static str> = Vec::new();
    let count = |names: &[&str], name: &str| names.iter().filter(|other| **other == name).count() as u32;
    for session in days.iter_mut().flat_map(|day| &mut day.sessions) {
        if let Work::First { part, of } = &mut session.work {
            seen.push(session.kata.name);
            (*part, *of) = (count(&seen, session.kata.name), count(&all, session.kata.name));
        }
    }
}
