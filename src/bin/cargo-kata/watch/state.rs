//! What the screen knows, and what follows from what happens.

use ratatui_core::layout::Size;
use shousi::catalogue::{Kata, Lang};
use shousi::judge::Settings;

use super::body;
use super::keys::Key;
use crate::screen::bench::{Bench, Came};
use crate::screen::judging::Progress;
use crate::screen::keyboard::Motion;
use crate::screen::lines::measure;
use crate::screen::roll::Roll;
use crate::view::list::Status;

/// What happened.
#[derive(Debug)]
pub enum Event {
    Key(Key),
    Resized(Size),
    /// The shown kata's file was written.
    Saved,
    /// A tenth of a second has passed.
    Tick,
    Progress(Progress),
    /// What the workspace says.
    Statuses(Vec<Status>),
    Hints(Option<usize>),
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Judge the kata; news of it carries the number.
    Judge(&'static str, u64),
    /// Look up where the learner stands with every kata.
    LookUp,
    /// Look up how many hints of the kata were seen.
    CountHints(&'static str),
    RevealHint(&'static str),
    Quit,
}

/// What the body shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pane {
    Verdict,
    Statement,
    Hints,
    List,
    Output,
    Questions,
    Help,
}

#[derive(Debug)]
pub struct State {
    pub katas: Vec<&'static Kata>,
    pub statuses: Vec<Status>,
    /// The place of the shown kata.
    pub current: usize,
    pub lang: Lang,
    pub settings: Settings,
    pub size: Size,
    /// The chosen line of the list.
    pub chosen: usize,
    /// Hints of this kata that were seen.
    pub hints: usize,
    /// Whether a round locks hints and answers.
    pub locked: bool,
    pub bench: Bench,
    pub roll: Roll<Pane>,
}

/// Lines above and below the body.
pub const HEAD: u16 = 3;
pub const FOOT: u16 = 1;

impl State {
    /// Shows a kata; the actions bring in what is not known yet.
    pub fn new(
        katas: Vec<&'static Kata>,
        start: &str,
        lang: Lang,
        settings: Settings,
        size: Size,
    ) -> (Self, Vec<Action>) {
        let current = katas.iter().position(|kata| kata.name == start).unwrap_or(0);
        let mut state = State {
            statuses: vec![Status::Todo; katas.len()],
            katas,
            current,
            lang,
            settings,
            size,
            chosen: current,
            hints: 0,
            locked: false,
            bench: Bench::default(),
            roll: Roll::new(Pane::Verdict, height(size)),
        };
        let mut actions = vec![Action::LookUp];
        actions.extend(state.show(current));
        state.roll.lines = body::lines(&state);
        (state, actions)
    }

    pub fn kata(&self) -> &'static Kata {
        self.katas[self.current]
    }

    /// Columns of the body.
    pub fn width(&self) -> u16 {
        measure(self.size.width)
    }

    /// The kata that `n` leads to: the next one, or from a passed one the next that is not.
    pub fn next(&self) -> usize {
        let count = self.katas.len();
        let open = |i: &usize| self.statuses[*i] != Status::Passed;
        let following = (1..=count).map(|step| (self.current + step) % count);
        let next = if self.bench.passed() { following.clone().find(open) } else { None };
        next.unwrap_or((self.current + 1) % count)
    }

    /// Takes in what happened.
    pub fn handle(&mut self, event: Event) -> Vec<Action> {
        let actions = match event {
            Event::Tick => {
                self.bench.tick();
                return vec![];
            }
            Event::Progress(Progress::Stage(number, stage)) => {
                return self.judged_again(|bench| bench.proceed(number, stage));
            }
            Event::Progress(Progress::Judged(number, judged)) => match self.bench.take(number, *judged) {
                Came::Late => return vec![],
                Came::Stale(number) => vec![Action::Judge(self.kata().name, number)],
                Came::Fresh => {
                    self.roll.rewind(Pane::Verdict);
                    self.roll.rewind(Pane::Output);
                    vec![Action::LookUp]
                }
            },
            Event::Key(key) => self.press(key),
            Event::Resized(size) => {
                self.size = size;
                self.roll.height = height(size);
                vec![]
            }
            Event::Saved => self.judged_again(Bench::saved),
            Event::Statuses(statuses) => {
                self.statuses = statuses;
                vec![]
            }
            Event::Hints(seen) => {
                let more = seen.is_some_and(|seen| seen > self.hints);
                self.locked = seen.is_none();
                self.hints = seen.unwrap_or(0);
                self.roll.lines = body::lines(self);
                if more && self.roll.pane == Pane::Hints {
                    self.roll.jump_to_end();
                }
                vec![]
            }
        };
        self.roll.lines = body::lines(self);
        if self.roll.pane == Pane::List {
            self.keep_in_sight();
        }
        actions
    }

    /// Judges if the bench says so.
    fn judged_again(&mut self, begin: impl FnOnce(&mut Bench) -> Option<u64>) -> Vec<Action> {
        let kata = self.kata().name;
        begin(&mut self.bench).map(|number| Action::Judge(kata, number)).into_iter().collect()
    }

    /// Goes to another kata.
    fn show(&mut self, place: usize) -> Vec<Action> {
        self.current = place;
        self.chosen = place;
        self.hints = 0;
        self.bench.clear();
        self.roll.rewind_all();
        self.roll.pane = Pane::Verdict;
        let kata = self.kata().name;
        vec![Action::CountHints(kata), Action::Judge(kata, self.bench.begin())]
    }

    fn press(&mut self, key: Key) -> Vec<Action> {
        match key {
            Key::Quit => return vec![Action::Quit],
            Key::Next => return self.show(self.next()),
            Key::Previous => return self.show((self.current + self.katas.len() - 1) % self.katas.len()),
            Key::Again => return vec![Action::Judge(self.kata().name, self.bench.begin())],
            Key::Language => self.lang = self.lang.pick(Lang::Zh, Lang::En),
            Key::Choose if self.roll.pane == Pane::List => return self.show(self.chosen),
            Key::Choose | Key::Back => self.roll.pane = Pane::Verdict,
            Key::Pane(Pane::Hints) => return self.hint(),
            Key::Pane(pane) if self.roll.pane == pane => self.roll.pane = Pane::Verdict,
            Key::Pane(pane) => {
                self.roll.pane = pane;
                self.chosen = self.current;
                return match pane {
                    Pane::List => vec![Action::LookUp],
                    Pane::Questions => vec![Action::CountHints(self.kata().name)],
                    _ => vec![],
                };
            }
            Key::Move(motion) => self.step(motion),
        }
        vec![]
    }

    /// Shows the hints that were seen; where they are shown already, or none was, one more.
    fn hint(&mut self) -> Vec<Action> {
        let shown = self.roll.pane == Pane::Hints;
        self.roll.pane = Pane::Hints;
        let left = self.kata().statement(self.lang).hints.len() > self.hints;
        if left && (shown || self.hints == 0) { vec![Action::RevealHint(self.kata().name)] } else { vec![] }
    }

    fn step(&mut self, motion: Motion) {
        if self.roll.pane == Pane::List {
            let by = motion.lines(self.roll.height);
            self.chosen = self.chosen.saturating_add_signed(by).min(self.katas.len() - 1);
        } else {
            self.roll.scroll(motion);
        }
    }

    /// Scrolls the list to its chosen line, which stands below a heading.
    fn keep_in_sight(&mut self) {
        let line = self.chosen + 1;
        self.roll.keep_in_sight(line, if self.chosen == 0 { 0 } else { line });
    }
}

/// Lines of the body that are seen.
fn height(size: Size) -> usize {
    usize::from(size.height.saturating_sub(HEAD + FOOT))
}
