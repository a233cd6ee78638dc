//! What FSRS makes of the reviews of a kata.

use std::collections::BTreeMap;

use rs_fsrs::{Card, FSRS, Parameters, Rating, State};

use super::Grade;
use crate::calendar::{Day, after, days_between, midnight};

/// Nobody prepares for longer than half a year; a kata comes up at least as often.
const LONGEST_DAYS: i32 = 180;

/// How well a kata sits, after its reviews.
#[derive(Clone, Debug)]
pub struct Memory {
    card: Card,
    /// The day of the last review, and its grade.
    pub last: Day,
    pub grade: Grade,
    /// When the next one is due.
    pub due: Day,
    pub reviews: usize,
}

impl Memory {
    /// `None` if there was no review.
    pub fn of(reviews: &BTreeMap<Day, Grade>) -> Option<Memory> {
        reviews.iter().fold(None, |memory, (&day, &grade)| Some(Memory::reviewed(memory, day, grade)))
    }

    /// The memory after another review.
    pub fn reviewed(before: Option<Memory>, day: Day, grade: Grade) -> Memory {
        let reviews = before.as_ref().map_or(0, |memory| memory.reviews);
        // A new card of the crate reads the clock; this one does not.
        let card = before.map_or_else(Card::default, |memory| memory.card);
        let card = scheduler().next(card, midnight(day), rating(grade)).card;
        let due = after(day, u64::try_from(card.scheduled_days).unwrap_or(0));
        Memory { card, last: day, grade, due, reviews: reviews + 1 }
    }

    /// The chance that the kata could be written on that day.
    pub fn retrievability(&self, day: Day) -> f64 {
        debug_assert_ne!(self.card.state, State::New);
        let elapsed = days_between(self.last, day).max(0);
        Parameters::forgetting_curve(elapsed as f64, self.card.stability)
    }
}

/// FSRS with its default weights. Its steps of minutes are for flash cards, many to a session: a kata comes
/// up once in a day.
fn scheduler() -> FSRS {
    FSRS::new(Parameters {
        enable_short_term: false,
        maximum_interval: LONGEST_DAYS,
        ..Parameters::default()
    })
}

fn rating(grade: Grade) -> Rating {
    match grade {
        Grade::Again => Rating::Again,
        Grade::Hard => Rating::Hard,
        Grade::Good => Rating::Good,
        Grade::Easy => Rating::Easy,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::parse;

    fn memory(reviews: &[(&str, Grade)]) -> Memory {
        Memory::of(&reviews.iter().map(|(day, grade)| (parse(day).unwrap(), *grade)).collect()).unwrap()
    }

    #[test]
    fn the_better_the_grade_the_longer_the_interval() {
        let grades = [Grade::Again, Grade::Hard, Grade::Good, Grade::Easy];
        let days = grades.map(|grade| {
            days_between(memory(&[("2026-11-01", grade)]).last, memory(&[("2026-11-01", grade)]).due)
        });
        assert_eq!(days, [1, 2, 3, 15]);
    }

    #[test]
    fn intervals_grow_and_fall_back() {
        let grown = memory(&[("2026-11-01", Grade::Good), ("2026-11-04", Grade::Good)]);
        assert!(days_between(grown.last, grown.due) > 3, "{grown:?}");
        let forgotten = Memory::reviewed(Some(grown.clone()), grown.due, Grade::Again);
        assert!(days_between(forgotten.last, forgotten.due) <= 3, "{forgotten:?}");
        assert_eq!(forgotten.reviews, 3);
    }

    #[test]
    fn the_chance_to_remember_falls_to_nine_in_ten_when_it_is_due() {
        let memory = memory(&[("2026-11-01", Grade::Good)]);
        assert_eq!(memory.retrievability(memory.last), 1.0);
        assert!((memory.retrievability(memory.due) - 0.9).abs() < 0.02);
        assert_eq!(memory.retrievability(parse("2026-10-01").unwrap()), 1.0, "a clock that went back");
    }

    #[test]
    fn half_a_year_is_the_longest() {
        let mut memory = memory(&[("2026-01-01", Grade::Easy)]);
        for _ in 0..9 {
            let due = memory.due;
            memory = Memory::reviewed(Some(memory), due, Grade::Easy);
        }
        // FSRS keeps the four grades a day apart.
        assert!(days_between(memory.last, memory.due) <= 183, "{memory:?}");
    }
}
