//! Does what the state says is to be done.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use ratatui_core::layout::Size;
use ratatui_core::terminal::Frame;

use super::state::{Action, Event, State};
use super::{Workshop, draw, keys};
use crate::screen::judging::{self, Progress};
use crate::screen::{self, Flow, Happening, Post, Scene};
use crate::view::Context;

/// The spinner turns this often.
const TICK: Duration = Duration::from_millis(100);

/// Shows a kata and judges it on every save, until the user has enough.
pub fn run(
    workshop: Arc<dyn Workshop>,
    start: &'static str,
    context: Context,
    color: bool,
) -> io::Result<()> {
    let folder = workshop.file(start).parent().map(PathBuf::from).unwrap_or_default();
    let begin = |post, size: Size| {
        let (state, actions) = State::new(workshop.katas(), start, context.lang, context.settings, size);
        let mut practice = Practice { workshop, state, post };
        practice.carry_out(actions);
        practice
    };
    screen::run(&folder, color, begin).map(drop)
}

struct Practice {
    workshop: Arc<dyn Workshop>,
    state: State,
    post: Post<Progress>,
}

impl Scene for Practice {
    type News = Progress;

    fn take(&mut self, happening: Happening<Progress>) -> Flow {
        let event = match happening {
            Happening::Key(key) => keys::meaning(key).map(Event::Key),
            Happening::Resized(size) => Some(Event::Resized(size)),
            Happening::Written(path) => self.is_shown(&path).then_some(Event::Saved),
            Happening::Tick => Some(Event::Tick),
            Happening::News(progress) => Some(Event::Progress(progress)),
        };
        event.map_or(Flow::On, |event| self.handle(event))
    }

    fn draw(&self, frame: &mut Frame) {
        draw::draw(frame, &self.state);
    }

    fn pulse(&self) -> Option<Duration> {
        self.state.bench.work.is_some().then_some(TICK)
    }
}

impl Practice {
    fn is_shown(&self, path: &Path) -> bool {
        path.file_name() == self.workshop.file(self.state.kata().name).file_name()
    }

    fn handle(&mut self, event: Event) -> Flow {
        let actions = self.state.handle(event);
        self.carry_out(actions)
    }

    fn carry_out(&mut self, actions: Vec<Action>) -> Flow {
        for action in actions {
            match action {
                Action::Quit => return Flow::Over,
                Action::Judge(kata, number) => {
                    let (workshop, post) = (self.workshop.clone(), self.post.clone());
                    let judge = move |progress: &mut dyn FnMut(_)| workshop.judge(kata, progress);
                    judging::start(kata, number, judge, move |progress| post.send(progress));
                }
                Action::LookUp => {
                    let status = |kata: &&shousi::catalogue::Kata| self.workshop.status(kata.name);
                    let statuses = self.workshop.katas().iter().map(status).collect();
                    self.handle(Event::Statuses(statuses));
                }
                Action::CountHints(kata) => {
                    let seen = self.workshop.hints_seen(kata);
                    self.handle(Event::Hints(seen));
                }
                Action::RevealHint(kata) => {
                    let seen = self.workshop.reveal_hint(kata);
                    self.handle(Event::Hints(seen));
                }
            }
        }
        Flow::On
    }
}
