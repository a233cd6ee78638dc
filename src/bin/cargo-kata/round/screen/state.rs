//! What the screen knows of a round, and what follows from what happens.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use crossterm::event::KeyEvent;
use ratatui_core::layout::Size;
use shousi::catalogue::{Kata, Lang};
use shousi::judging::Stage;

use super::keys::meaning;
use super::marks::Mark;
use super::quiz::Quiz;
use super::{body, draw};
use crate::history::Rating;
use crate::round::state::{Phase, Round};
use crate::screen::bench::{Bench, Came};
use crate::screen::judging::Progress;
use crate::screen::lines::measure;
use crate::screen::roll::Roll;

/// What happened.
#[derive(Debug)]
pub enum Event {
    Key(KeyEvent),
    Resized(Size),
    /// This kata's file was written.
    Saved(&'static str),
    /// It is so late.
    Tick(SystemTime),
    /// The round as the history tells it.
    Told(Box<Round>),
    /// News of a judgement.
    Progress(Progress),
    /// After the bell: news of the judgement of what was handed in.
    Handed(&'static str, Stage),
    /// Something could not be done.
    Problem(String),
}

/// What is to be done. Whatever changes the round is followed by the round as it is then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Judge the kata; news of it carries the number.
    Judge(&'static str, u64),
    Turn(&'static str),
    Pause,
    Resume,
    /// Ring the bell, and judge what is handed in.
    Conclude,
    Abandon,
    /// Record that this hint is seen.
    Hint(&'static str, usize),
    Answer(&'static str, usize, Rating),
    /// Let the terminal ring.
    Beep,
    Leave,
}

/// What goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    Working,
    Paused,
    /// What is to become of the round?
    Asking,
    /// The bell has rung, and what was handed in is being judged.
    Bell,
    Scorecard,
    Question {
        revealed: bool,
    },
}

/// What the body shows while the clock runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pane {
    Verdict,
    Statement,
    Hints,
    Output,
    Tasks,
    Help,
    /// What is shown instead of them, when the clock does not run.
    Other,
}

#[derive(Debug)]
pub struct State {
    pub round: Round,
    /// For each kata, the shortest time to a first pass in the rounds before.
    pub bests: Vec<Option<Duration>>,
    pub now: SystemTime,
    pub lang: Lang,
    pub size: Size,
    /// Whether half time and the like are to be heard and seen.
    pub bell: bool,
    /// The place of the shown kata.
    pub place: usize,
    pub bench: Bench,
    pub roll: Roll<Pane>,
    pub asking: bool,
    pub quiz: Option<Quiz>,
    /// What is being judged after the bell.
    pub handed: Option<(&'static str, Stage)>,
    pub mark: Option<(Mark, SystemTime)>,
    pub problem: Option<String>,
    /// Tenths of a second since the bell.
    pub ticks: u64,
    pub concluding: bool,
    /// The judgements under way, and the places of their katas.
    judgements: BTreeMap<u64, usize>,
}

/// A mark is seen for so long.
const FLASH: Duration = Duration::from_secs(4);

impl State {
    /// Shows a round where it stands.
    pub fn new(
        round: Round,
        bests: Vec<Option<Duration>>,
        now: SystemTime,
        lang: Lang,
        size: Size,
        bell: bool,
    ) -> (Self, Vec<Action>) {
        let mut state = State {
            place: round.current(),
            round,
            bests,
            now,
            lang,
            size,
            bell,
            bench: Bench::default(),
            roll: Roll::new(Pane::Verdict, 0),
            asking: false,
            quiz: None,
            handed: None,
            mark: None,
            problem: None,
            ticks: 0,
            concluding: false,
            judgements: BTreeMap::new(),
        };
        let actions = match state.act() {
            Act::Working if state.round.is_up(now) => state.conclude(),
            Act::Working => state.judge(),
            Act::Bell => state.conclude(),
            _ => vec![],
        };
        state.lay_out();
        (state, actions)
    }

    pub fn act(&self) -> Act {
        match (self.round.phase, &self.quiz) {
            (Phase::Over(_), Some(quiz)) => Act::Question { revealed: quiz.revealed },
            (Phase::Over(_), None) => Act::Scorecard,
            (Phase::Rung(_), _) => Act::Bell,
            _ if self.concluding => Act::Bell,
            _ if self.asking => Act::Asking,
            (Phase::Paused { .. }, _) => Act::Paused,
            (Phase::Running, _) => Act::Working,
        }
    }

    /// The shown kata; `None` if it is of a version to come.
    pub fn kata(&self) -> Option<&'static Kata> {
        self.round.tasks[self.place].kata()
    }

    /// Columns of the body.
    pub fn width(&self) -> u16 {
        measure(self.size.width)
    }

    pub fn is_busy(&self) -> bool {
        self.bench.work.is_some() || self.concluding
    }

    /// Takes in what happened.
    pub fn handle(&mut self, event: Event) -> Vec<Action> {
        let act = self.act();
        // A text that does not tell the time stays as it is.
        let timeless = act == Act::Working && self.roll.pane != Pane::Tasks;
        let same = matches!(event, Event::Tick(_)) && timeless;
        let actions = match event {
            Event::Tick(now) => self.tick(now),
            Event::Key(key) => meaning(key, act).map(|key| self.press(key)).unwrap_or_default(),
            Event::Resized(size) => {
                self.size = size;
                vec![]
            }
            Event::Saved(kata) => self.saved(kata),
            Event::Told(round) => self.told(*round),
            Event::Progress(progress) => self.proceed(progress),
            Event::Handed(kata, stage) => {
                self.handed = Some((kata, stage));
                vec![]
            }
            Event::Problem(problem) => {
                self.problem = Some(problem);
                self.concluding = false;
                vec![]
            }
        };
        if self.act() != act {
            self.roll.rewind(Pane::Other);
        }
        if !same || self.act() != act {
            self.lay_out();
        }
        actions
    }

    /// Works out the body anew.
    fn lay_out(&mut self) {
        match (self.act(), self.roll.pane) {
            (Act::Working, Pane::Other) => self.roll.pane = Pane::Verdict,
            (Act::Working, _) => {}
            _ => self.roll.pane = Pane::Other,
        }
        self.roll.height = draw::height(self);
        self.roll.lines = body::lines(self);
    }

    fn tick(&mut self, now: SystemTime) -> Vec<Action> {
        self.bench.tick();
        self.ticks += 1;
        let (before, after) = (self.round.remaining(self.now), self.round.remaining(now));
        self.now = now;
        let running = self.round.phase == Phase::Running && !self.concluding;
        if running && self.round.is_up(now) && self.problem.is_none() {
            let mut actions = self.conclude();
            actions.extend(self.bell.then_some(Action::Beep));
            return actions;
        }
        self.mark = self.mark.filter(|(_, since)| now.duration_since(*since).is_ok_and(|time| time < FLASH));
        match Mark::passed(self.round.limit, before, after).filter(|_| self.bell && running) {
            Some(mark) => {
                self.mark = Some((mark, now));
                vec![Action::Beep]
            }
            None => vec![],
        }
    }

    /// Takes in the round as it is now, whoever has changed it.
    fn told(&mut self, round: Round) -> Vec<Action> {
        let act = self.act();
        self.round = round;
        if matches!(self.round.phase, Phase::Over(_)) {
            self.concluding = false;
        }
        let elsewhere = self.round.current();
        // A verdict on a kata that the learner has left meanwhile calls nobody back.
        let called = elsewhere != self.place && !self.judgements.values().any(|place| *place == elsewhere);
        match self.act() {
            Act::Working if called => self.show(elsewhere),
            Act::Working if act != Act::Working && act != Act::Asking => self.judge(),
            Act::Bell if act != Act::Bell => self.conclude(),
            Act::Paused => {
                self.bench.clear();
                vec![]
            }
            _ => vec![],
        }
    }

    fn saved(&mut self, kata: &str) -> Vec<Action> {
        if !matches!(self.act(), Act::Working | Act::Asking) {
            return vec![];
        }
        match self.round.tasks.iter().position(|task| task.name == kata) {
            Some(place) if place == self.place => self.judged_again(Bench::saved),
            Some(place) => self.turn(place),
            None => vec![],
        }
    }

    fn proceed(&mut self, progress: Progress) -> Vec<Action> {
        match progress {
            Progress::Stage(number, stage) => self.judged_again(|bench| bench.proceed(number, stage)),
            Progress::Judged(number, judged) => {
                let place = self.judgements.remove(&number);
                match self.bench.take(number, *judged) {
                    Came::Fresh => {
                        self.roll.rewind(Pane::Verdict);
                        self.roll.rewind(Pane::Output);
                        vec![]
                    }
                    Came::Stale(number) => self.judge_as(number),
                    // The verdict was recorded, as if the learner were at that kata.
                    Came::Late if place.is_some_and(|place| place != self.place) => {
                        self.kata().map(|kata| Action::Turn(kata.name)).into_iter().collect()
                    }
                    Came::Late => vec![],
                }
            }
        }
    }

    pub(super) fn judge(&mut self) -> Vec<Action> {
        self.judged_again(|bench| Some(bench.begin()))
    }

    /// Judges if the bench says so.
    fn judged_again(&mut self, begin: impl FnOnce(&mut Bench) -> Option<u64>) -> Vec<Action> {
        if self.kata().is_none() {
            return vec![];
        }
        begin(&mut self.bench).map(|number| self.judge_as(number)).unwrap_or_default()
    }

    fn judge_as(&mut self, number: u64) -> Vec<Action> {
        self.judgements.insert(number, self.place);
        self.kata().map(|kata| Action::Judge(kata.name, number)).into_iter().collect()
    }

    /// The learner turns to another kata, which is on the record.
    pub(super) fn turn(&mut self, place: usize) -> Vec<Action> {
        let mut actions = self.show(place);
        let kata = self.kata().map(|kata| Action::Turn(kata.name));
        actions.splice(..0, kata);
        actions
    }

    fn show(&mut self, place: usize) -> Vec<Action> {
        self.place = place;
        self.bench.clear();
        self.roll.rewind_all();
        self.roll.pane = Pane::Verdict;
        self.judge()
    }

    /// The place of the kata that comes `step` after this one, among those that are known.
    pub(super) fn beside(&self, step: usize) -> usize {
        let count = self.round.tasks.len();
        let places = (1..=count).map(|n| (self.place + n * step) % count);
        places.into_iter().find(|place| self.round.tasks[*place].kata().is_some()).unwrap_or(self.place)
    }

    pub(super) fn conclude(&mut self) -> Vec<Action> {
        self.bench.clear();
        self.asking = false;
        self.problem = None;
        self.ticks = 0;
        self.concluding = true;
        vec![Action::Conclude]
    }
}
