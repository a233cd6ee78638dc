//! Does what the state says is to be done.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crossterm::execute;
use crossterm::style::Print;
use ratatui_core::layout::Size;
use ratatui_core::terminal::Frame;
use shousi::catalogue::{Kata, find};
use shousi::judge::{KataReport, Verdict};
use shousi::judging::{Judged, Stage};

use super::draw;
use super::state::{Action, Event, State};
use crate::app::App;
use crate::clock;
use crate::history::What;
use crate::round::{self, Round, best_before};
use crate::screen::judging::{self, Progress};
use crate::screen::{self, Flow, Happening, Post, Scene};

/// The spinner turns this often.
const TICK: Duration = Duration::from_millis(100);
/// How late a second may be seen to have passed.
const GLANCE: Duration = Duration::from_millis(250);

/// Shows a round until the learner leaves it; returns it as it is then.
pub fn run(app: App, round: Round, bell: bool) -> Result<Round, String> {
    let events = app.history.events();
    let bests = round.tasks.iter().map(|task| best_before(&events, &round, &task.name)).collect();
    let folder = app.workspace.kata_file("").parent().map(PathBuf::from).unwrap_or_default();
    let (lang, color) = (app.lang, app.color);
    let begin = |post, size: Size| {
        let (state, actions) = State::new(round, bests, clock::now(), lang, size, bell);
        let mut sitting = Sitting { app: Arc::new(app), state, post };
        sitting.carry_out(actions);
        sitting
    };
    let sitting = screen::run(&folder, color, begin)
        .map_err(|error| format!("the terminal cannot be used: {error}"))?;
    Ok(sitting.state.round)
}

struct Sitting {
    app: Arc<App>,
    state: State,
    post: Post<News>,
}

/// What the threads report.
enum News {
    Progress(Progress),
    Handed(&'static str, Stage),
    Concluded(Result<(), String>),
}

impl Scene for Sitting {
    type News = News;

    fn take(&mut self, happening: Happening<News>) -> Flow {
        let event = match happening {
            Happening::Key(key) => Event::Key(key),
            Happening::Resized(size) => Event::Resized(size),
            Happening::Written(path) => match kata(&path) {
                Some(kata) => Event::Saved(kata.name),
                None => return Flow::On,
            },
            Happening::Tick => return self.tick(),
            Happening::News(News::Progress(progress)) => {
                let recorded = matches!(progress, Progress::Judged(..));
                let flow = self.handle(Event::Progress(progress));
                return if recorded && flow == Flow::On { self.tell() } else { flow };
            }
            Happening::News(News::Handed(kata, stage)) => {
                // What was judged before this one is on record now.
                let next = self.state.handed.is_none_or(|(last, _)| last != kata);
                let flow = self.handle(Event::Handed(kata, stage));
                return if next && flow == Flow::On { self.tell() } else { flow };
            }
            Happening::News(News::Concluded(Ok(()))) => return self.tell(),
            Happening::News(News::Concluded(Err(problem))) => Event::Problem(problem),
        };
        self.handle(event)
    }

    fn draw(&self, frame: &mut Frame) {
        draw::draw(frame, &self.state);
    }

    fn pulse(&self) -> Option<Duration> {
        Some(if self.state.is_busy() { TICK } else { GLANCE })
    }
}

impl Sitting {
    fn handle(&mut self, event: Event) -> Flow {
        let actions = self.state.handle(event);
        self.carry_out(actions)
    }

    /// Once a second also looks what others have made of the round: a command in another terminal may
    /// have judged, paused or ended it. Looks before it tells the time: after a sleep, the time of a
    /// round that was paused before would seem to be up.
    fn tick(&mut self) -> Flow {
        let now = clock::now();
        let flow = if now == self.state.now { Flow::On } else { self.tell() };
        if flow == Flow::On { self.handle(Event::Tick(now)) } else { flow }
    }

    /// Tells the state how the round stands by its events.
    fn tell(&mut self) -> Flow {
        let rounds = Round::all(&self.app.history.events());
        let round = rounds.into_iter().find(|round| round.id == self.state.round.id);
        match round {
            Some(round) if round != self.state.round => self.handle(Event::Told(Box::new(round))),
            _ => Flow::On,
        }
    }

    fn carry_out(&mut self, actions: Vec<Action>) -> Flow {
        for action in actions {
            let done = match action {
                Action::Leave => return Flow::Over,
                Action::Abandon => match round::abandon(&self.app) {
                    Ok(round) => {
                        self.state.round = round;
                        return Flow::Over;
                    }
                    Err(problem) => Err(problem),
                },
                Action::Judge(kata, number) => {
                    self.judge(kata, number);
                    continue;
                }
                Action::Conclude => {
                    self.conclude();
                    continue;
                }
                Action::Beep => {
                    let _ = execute!(std::io::stdout(), Print('\x07'));
                    continue;
                }
                Action::Turn(kata) => round::turn(&self.app, kata).map(drop),
                Action::Pause => round::pause(&self.app).map(drop),
                Action::Resume => round::resume(&self.app).map(drop),
                Action::Hint(kata, hint) => self.app.remember(kata, What::Hint { hint }),
                Action::Answer(kata, question, rating) => {
                    let round = self.state.round.id.clone();
                    self.app.remember(kata, What::Answer { round, question, rating })
                }
            };
            let flow = match done {
                Ok(()) => self.tell(),
                Err(problem) => self.handle(Event::Problem(problem)),
            };
            if flow == Flow::Over {
                return flow;
            }
        }
        Flow::On
    }

    fn judge(&self, name: &'static str, number: u64) {
        let (app, post, settings) = (self.app.clone(), self.post.clone(), self.state.round.settings.clone());
        let judge = move |progress: &mut dyn FnMut(Stage)| {
            let kata = find(name).expect("the state names katas of the catalogue");
            let judged = round::judge(&app, kata, &settings, progress).and_then(|(judged, recorded)| {
                recorded.map_err(|error| format!(".kata/history.jsonl cannot be written: {error}"))?;
                Ok(judged)
            });
            judged.unwrap_or_else(|problem| {
                let report = KataReport::without_run(name, Verdict::BuildError, problem, Duration::ZERO);
                Judged::without_run(report)
            })
        };
        judging::start(name, number, judge, move |progress| post.send(News::Progress(progress)));
    }

    /// Rings the bell at once, and judges what is handed in.
    fn conclude(&self) {
        let (app, post) = (self.app.clone(), self.post.clone());
        thread::spawn(move || {
            let concluded =
                round::conclude(&app, &mut |kata, stage| post.send(News::Handed(kata.name, stage)));
            post.send(News::Concluded(concluded.map(drop)));
        });
    }
}

/// The kata whose file this is.
fn kata(path: &Path) -> Option<&'static Kata> {
    let is_rust = path.extension().is_some_and(|extension| extension == "rs");
    path.file_stem().filter(|_| is_rust).and_then(|name| find(name.to_str()?))
}
