//! What follows from a key.

use shousi::catalogue::Lang;

use super::keys::Key;
use super::quiz::Quiz;
use super::state::{Act, Action, Pane, State};
use crate::history::Rating;

impl State {
    pub(super) fn press(&mut self, key: Key) -> Vec<Action> {
        self.problem = None;
        match key {
            Key::Leave => return vec![Action::Leave],
            Key::Ask => self.asking = true,
            Key::GoOn => return self.go_on(),
            Key::Finish => return self.conclude(),
            Key::Abandon => return vec![Action::Abandon],
            Key::Pause => return vec![Action::Pause],
            Key::Next | Key::Previous => {
                let step = if key == Key::Next { 1 } else { self.round.tasks.len() - 1 };
                let place = self.beside(step);
                return if place == self.place { vec![] } else { self.turn(place) };
            }
            Key::Again if self.act() == Act::Bell => {
                return if self.concluding { vec![] } else { self.conclude() };
            }
            Key::Again => return self.judge(),
            Key::Language => self.lang = self.lang.pick(Lang::Zh, Lang::En),
            Key::Pane(Pane::Hints) => return self.hint(),
            Key::Pane(pane) if self.roll.pane == pane => self.roll.pane = Pane::Verdict,
            Key::Pane(pane) => self.roll.pane = pane,
            Key::Quiz => self.quiz = Quiz::of(&self.round),
            Key::Reveal => {
                if let Some(quiz) = &mut self.quiz {
                    quiz.revealed = true;
                }
            }
            Key::Rate(rating) => return self.rate(rating),
            Key::Skip => self.quiz = self.quiz.take().and_then(Quiz::next),
            Key::Move(motion) => self.roll.scroll(motion),
        }
        if matches!(key, Key::Quiz | Key::Skip) {
            self.roll.rewind(Pane::Other);
        }
        vec![]
    }

    /// Back to what was before.
    fn go_on(&mut self) -> Vec<Action> {
        match self.act() {
            Act::Paused => return vec![Action::Resume],
            Act::Question { .. } => self.quiz = None,
            _ => self.asking = false,
        }
        vec![]
    }

    /// Shows the hints of this round; where they are shown already, or none was, one more.
    fn hint(&mut self) -> Vec<Action> {
        let shown = self.roll.pane == Pane::Hints;
        self.roll.pane = Pane::Hints;
        let (Some(kata), seen) = (self.kata(), self.round.tasks[self.place].hints) else { return vec![] };
        let more = kata.statement(self.lang).hints.len() > seen && (shown || seen == 0);
        if self.round.allow_hints && more { vec![Action::Hint(kata.name, seen + 1)] } else { vec![] }
    }

    fn rate(&mut self, rating: Rating) -> Vec<Action> {
        let Some(quiz) = self.quiz.take() else { return vec![] };
        let (kata, question) = quiz.question();
        self.quiz = quiz.next();
        self.roll.rewind(Pane::Other);
        vec![Action::Answer(kata.name, question, rating)]
    }
}
