//! What the screen knows, and what follows from what happens.

use std::collections::BTreeMap;

use ratatui_core::layout::Size;
use ratatui_core::text::Line;
use shousi::catalogue::{Kata, Lang};
use shousi::judge::{KataReport, Settings, Verdict};
use shousi::judging::{Judged, Stage};

use super::body;
use super::keys::Key;
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
    /// News of a judgement, by its number.
    Stage(u64, Stage),
    Judged(u64, Box<Judged>),
    /// What the workspace says.
    Statuses(Vec<Status>),
    Hints(usize),
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

/// A judgement under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Work {
    pub number: u64,
    pub stage: Stage,
    /// Ticks since it began.
    pub ticks: u64,
    /// The file was written before it was read.
    again: bool,
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
    pub pane: Pane,
    /// The chosen line of the list.
    pub chosen: usize,
    pub report: Option<KataReport>,
    pub output: String,
    /// Hints of this kata that were seen.
    pub hints: usize,
    pub work: Option<Work>,
    pub lines: Vec<Line<'static>>,
    /// The first line of each pane that is seen.
    scrolls: BTreeMap<Pane, usize>,
    judgements: u64,
}

/// Lines above and below the body.
pub const HEAD: u16 = 3;
pub const FOOT: u16 = 1;
/// Lines longer than this are hard to read.
const WIDEST: u16 = 100;

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
            pane: Pane::Verdict,
            chosen: current,
            report: None,
            output: String::new(),
            hints: 0,
            work: None,
            lines: vec![],
            scrolls: BTreeMap::new(),
            judgements: 0,
        };
        let mut actions = vec![Action::LookUp];
        actions.extend(state.show(current));
        state.lines = body::lines(&state);
        (state, actions)
    }

    pub fn kata(&self) -> &'static Kata {
        self.katas[self.current]
    }

    pub fn passed(&self) -> bool {
        self.report.as_ref().is_some_and(|report| report.verdict == Verdict::Passed)
    }

    /// Columns of the body.
    pub fn width(&self) -> u16 {
        self.size.width.min(WIDEST)
    }

    /// Lines of the body that are seen.
    pub fn height(&self) -> usize {
        usize::from(self.size.height.saturating_sub(HEAD + FOOT))
    }

    /// The first line of the body that is seen.
    pub fn scroll(&self) -> usize {
        self.scrolls.get(&self.pane).copied().unwrap_or(0).min(self.last_scroll())
    }

    fn last_scroll(&self) -> usize {
        self.lines.len().saturating_sub(self.height())
    }

    /// The kata that `n` leads to: the next one, or from a passed one the next that is not.
    pub fn next(&self) -> usize {
        let count = self.katas.len();
        let open = |i: &usize| self.statuses[*i] != Status::Passed;
        let following = (1..=count).map(|step| (self.current + step) % count);
        let next = if self.passed() { following.clone().find(open) } else { None };
        next.unwrap_or((self.current + 1) % count)
    }

    /// Takes in what happened.
    pub fn handle(&mut self, event: Event) -> Vec<Action> {
        let actions = match event {
            Event::Tick => {
                if let Some(work) = &mut self.work {
                    work.ticks += 1;
                }
                return vec![];
            }
            Event::Stage(number, stage) => return self.proceed(number, stage),
            Event::Key(key) => self.press(key),
            Event::Resized(size) => {
                self.size = size;
                vec![]
            }
            Event::Saved => self.saved(),
            Event::Judged(number, judged) => self.take(number, *judged),
            Event::Statuses(statuses) => {
                self.statuses = statuses;
                vec![]
            }
            Event::Hints(seen) => {
                let more = seen > self.hints;
                self.hints = seen;
                self.lines = body::lines(self);
                if more && self.pane == Pane::Hints {
                    self.scrolls.insert(Pane::Hints, self.last_scroll());
                }
                vec![]
            }
        };
        self.lines = body::lines(self);
        if self.pane == Pane::List {
            self.keep_in_sight();
        }
        actions
    }

    fn proceed(&mut self, number: u64, stage: Stage) -> Vec<Action> {
        let Some(work) = self.work.as_mut().filter(|work| work.number == number) else { return vec![] };
        work.stage = stage;
        // What was written while the tools were built may have been read too early.
        if stage != Stage::Preparing && work.again { self.judge() } else { vec![] }
    }

    fn saved(&mut self) -> Vec<Action> {
        match &mut self.work {
            Some(work) if work.stage == Stage::Preparing => {
                work.again = true;
                vec![]
            }
            _ => self.judge(),
        }
    }

    fn judge(&mut self) -> Vec<Action> {
        self.judgements += 1;
        let work = Work { number: self.judgements, stage: Stage::Compiling, ticks: 0, again: false };
        self.work = Some(work);
        vec![Action::Judge(self.kata().name, self.judgements)]
    }

    fn take(&mut self, number: u64, judged: Judged) -> Vec<Action> {
        if self.work.is_none_or(|work| work.number != number) {
            return vec![];
        }
        if self.work.take().is_some_and(|work| work.again) {
            return self.judge();
        }
        self.report = Some(judged.report);
        self.output = judged.output;
        self.scrolls.remove(&Pane::Verdict);
        self.scrolls.remove(&Pane::Output);
        vec![Action::LookUp]
    }

    /// Goes to another kata.
    fn show(&mut self, place: usize) -> Vec<Action> {
        self.current = place;
        self.chosen = place;
        self.report = None;
        self.output.clear();
        self.hints = 0;
        self.scrolls.clear();
        self.pane = Pane::Verdict;
        let mut actions = vec![Action::CountHints(self.kata().name)];
        actions.extend(self.judge());
        actions
    }

    fn press(&mut self, key: Key) -> Vec<Action> {
        match key {
            Key::Quit => return vec![Action::Quit],
            Key::Next => return self.show(self.next()),
            Key::Previous => return self.show((self.current + self.katas.len() - 1) % self.katas.len()),
            Key::Again => return self.judge(),
            Key::Language => self.lang = self.lang.pick(Lang::Zh, Lang::En),
            Key::Choose if self.pane == Pane::List => return self.show(self.chosen),
            Key::Choose | Key::Back => self.pane = Pane::Verdict,
            Key::Pane(Pane::Hints) => return self.hint(),
            Key::Pane(pane) if self.pane == pane => self.pane = Pane::Verdict,
            Key::Pane(pane) => {
                self.pane = pane;
                if pane == Pane::List {
                    self.chosen = self.current;
                    return vec![Action::LookUp];
                }
            }
            Key::Up => self.step(-1),
            Key::Down => self.step(1),
            Key::PageUp => self.step(-(self.height().max(2) as isize - 1)),
            Key::PageDown => self.step(self.height().max(2) as isize - 1),
            Key::Home => self.step(isize::MIN / 2),
            Key::End => self.step(isize::MAX / 2),
        }
        vec![]
    }

    /// Shows the hints that were seen; where they are shown already, or none was, one more.
    fn hint(&mut self) -> Vec<Action> {
        let shown = self.pane == Pane::Hints;
        self.pane = Pane::Hints;
        let left = self.kata().statement(self.lang).hints.len() > self.hints;
        if left && (shown || self.hints == 0) { vec![Action::RevealHint(self.kata().name)] } else { vec![] }
    }

    fn step(&mut self, by: isize) {
        if self.pane == Pane::List {
            self.chosen = self.chosen.saturating_add_signed(by).min(self.katas.len() - 1);
        } else {
            let scroll = self.scroll().saturating_add_signed(by).min(self.last_scroll());
            self.scrolls.insert(self.pane, scroll);
        }
    }

    /// Scrolls the list to its chosen line, which stands below a heading.
    fn keep_in_sight(&mut self) {
        let line = self.chosen + 1;
        let lowest = (line + 1).saturating_sub(self.height());
        let highest = if self.chosen == 0 { 0 } else { line };
        let scroll = self.scroll().clamp(lowest.min(highest), highest);
        self.scrolls.insert(Pane::List, scroll);
    }
}
