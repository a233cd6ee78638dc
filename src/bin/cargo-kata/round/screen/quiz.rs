//! The follow-up questions of a round, one at a time.

use shousi::catalogue::{Kata, Lang};

use crate::round::state::Round;

/// Where the learner is in the questions.
#[derive(Clone, Debug)]
pub struct Quiz {
    /// Every question of every kata: the kata, and the number of the question from 0.
    questions: Vec<(&'static Kata, usize)>,
    place: usize,
    pub revealed: bool,
}

impl Quiz {
    /// From the first question that has no answer yet; `None` if there is none.
    pub fn of(round: &Round) -> Option<Quiz> {
        let questions = questions(round);
        let open = |&(kata, n): &(&Kata, usize)| !round.answers.contains_key(&(kata.name.to_owned(), n));
        let place = questions.iter().position(open)?;
        Some(Quiz { questions, place, revealed: false })
    }

    /// The kata, and the number of its question, from 0.
    pub fn question(&self) -> (&'static Kata, usize) {
        self.questions[self.place]
    }

    /// The number of this question, from 1, and of all.
    pub fn progress(&self) -> (usize, usize) {
        (self.place + 1, self.questions.len())
    }

    /// The next question, if there is one.
    pub fn next(self) -> Option<Quiz> {
        let place = self.place + 1;
        (place < self.questions.len()).then_some(Quiz { place, revealed: false, ..self })
    }
}

fn questions(round: &Round) -> Vec<(&'static Kata, usize)> {
    let katas = round.tasks.iter().filter_map(|task| task.kata());
    katas.flat_map(|kata| (0..kata.statement(Lang::En).questions.len()).map(move |n| (kata, n))).collect()
}

/// Questions without an answer.
pub fn open(round: &Round) -> usize {
    questions(round)
        .iter()
        .filter(|(kata, n)| !round.answers.contains_key(&(kata.name.to_owned(), *n)))
        .count()
}
