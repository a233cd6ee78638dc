//! The loop: what happens goes to the state, what follows from it is done, and the screen is drawn
//! anew.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use ratatui_core::layout::Size;

use super::state::{Action, Event, State};
use super::terminal::{Screen, restore};
use super::{Workshop, files, judging, keys, screen};
use crate::view::Context;

/// An editor may write a file in several steps.
const SETTLED: Duration = Duration::from_millis(40);
const TICK: Duration = Duration::from_millis(100);

/// What the threads report.
enum News {
    Event(Event),
    Written(PathBuf),
    Signal(i32),
    Failed(io::Error),
}

/// Shows a kata and judges it on every save, until the user has enough.
pub fn run(
    workshop: Arc<dyn Workshop>,
    start: &'static str,
    context: Context,
    color: bool,
) -> io::Result<()> {
    let (sender, news) = mpsc::channel();
    let written = sender.clone();
    let folder = workshop.file(start).parent().map(PathBuf::from).unwrap_or_default();
    let _watcher = files::watch(&folder, move |path| drop(written.send(News::Written(path))))
        .map_err(|error| io::Error::other(format!("{} cannot be watched: {error}", folder.display())))?;
    let signals = Signals::listen(&sender)?;
    let mut screen = Screen::take(color)?;
    let keyboard = Keyboard::listen(&sender);
    let size = screen.0.size()?;
    let (state, actions) = State::new(workshop.katas(), start, context.lang, context.settings, size);
    let end = Loop { workshop, state, sender, news, saved: None }.run(&mut screen, actions);
    keyboard.stop();
    drop(screen);
    signals.stop();
    match end? {
        Some(signal) => Signals::obey(signal),
        None => Ok(()),
    }
}

struct Loop {
    workshop: Arc<dyn Workshop>,
    state: State,
    sender: Sender<News>,
    news: Receiver<News>,
    /// When the last write will have settled.
    saved: Option<Instant>,
}

impl Loop {
    /// Runs until the user quits, or a signal says so.
    fn run(mut self, screen: &mut Screen, actions: Vec<Action>) -> io::Result<Option<i32>> {
        if self.carry_out(actions) {
            return Ok(None);
        }
        let mut ticked = Instant::now();
        loop {
            screen.0.draw(|frame| screen::draw(frame, &self.state))?;
            let Some(news) = self.wait(ticked + TICK) else {
                if self.saved.is_some_and(|time| time <= Instant::now()) {
                    self.saved = None;
                    self.take(Event::Saved);
                }
                if ticked.elapsed() >= TICK {
                    ticked = Instant::now();
                    self.take(Event::Tick);
                }
                continue;
            };
            // What has come in meanwhile is taken in before anything is drawn.
            let mut next = Some(news);
            while let Some(news) = next {
                match news {
                    News::Event(event) => {
                        if self.take(event) {
                            return Ok(None);
                        }
                    }
                    News::Written(path) => {
                        let file = self.workshop.file(self.state.kata().name);
                        if path.file_name() == file.file_name() {
                            self.saved = Some(Instant::now() + SETTLED);
                        }
                    }
                    News::Signal(signal) => return Ok(Some(signal)),
                    News::Failed(error) => return Err(error),
                }
                next = self.news.try_recv().ok();
            }
        }
    }

    /// The next news, if it comes before there is something else to do.
    fn wait(&self, tick: Instant) -> Option<News> {
        let tick = self.state.work.is_some().then_some(tick);
        let news = match [tick, self.saved].into_iter().flatten().min() {
            None => self.news.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(time) => self.news.recv_timeout(time.saturating_duration_since(Instant::now())),
        };
        news.ok()
    }

    /// Whether it is over.
    fn take(&mut self, event: Event) -> bool {
        let actions = self.state.handle(event);
        self.carry_out(actions)
    }

    fn carry_out(&mut self, actions: Vec<Action>) -> bool {
        for action in actions {
            match action {
                Action::Quit => return true,
                Action::Judge(kata, number) => {
                    self.saved = None;
                    let sender = self.sender.clone();
                    judging::start(self.workshop.clone(), kata, number, move |event| {
                        drop(sender.send(News::Event(event)));
                    });
                }
                Action::LookUp => {
                    let status = |kata: &&shousi::catalogue::Kata| self.workshop.status(kata.name);
                    let statuses = self.workshop.katas().iter().map(status).collect();
                    self.take(Event::Statuses(statuses));
                }
                Action::CountHints(kata) => {
                    let seen = self.workshop.hints_seen(kata);
                    self.take(Event::Hints(seen));
                }
                Action::RevealHint(kata) => {
                    let seen = self.workshop.reveal_hint(kata);
                    self.take(Event::Hints(seen));
                }
            }
        }
        false
    }
}

/// The thread that reads keys.
struct Keyboard {
    over: Arc<AtomicBool>,
}

impl Keyboard {
    fn listen(sender: &Sender<News>) -> Keyboard {
        let (over, sender) = (Arc::new(AtomicBool::new(false)), sender.clone());
        let stop = over.clone();
        thread::spawn(move || {
            while !stop.load(SeqCst) {
                let news = match crossterm::event::poll(TICK) {
                    Ok(false) => continue,
                    Ok(true) => crossterm::event::read(),
                    Err(error) => Err(error),
                };
                let news = match news {
                    Ok(crossterm::event::Event::Key(key)) => {
                        keys::meaning(key).map(Event::Key).map(News::Event)
                    }
                    Ok(crossterm::event::Event::Resize(width, height)) => {
                        Some(News::Event(Event::Resized(Size { width, height })))
                    }
                    Ok(_) => None,
                    Err(error) => Some(News::Failed(error)),
                };
                let failed = matches!(news, Some(News::Failed(_)));
                if news.is_some_and(|news| sender.send(news).is_err()) || failed {
                    return;
                }
            }
        });
        Keyboard { over }
    }

    /// Lets the thread end. It is not waited for: where the terminal is gone, reading it never ends.
    fn stop(self) {
        self.over.store(true, SeqCst);
    }
}

/// The thread that waits to be told to end.
#[cfg(unix)]
struct Signals(signal_hook::iterator::Handle);

#[cfg(unix)]
impl Signals {
    fn listen(sender: &Sender<News>) -> io::Result<Signals> {
        use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
        let mut signals = signal_hook::iterator::Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM])?;
        let handle = signals.handle();
        let sender = sender.clone();
        thread::spawn(move || {
            for signal in signals.forever() {
                let _ = sender.send(News::Signal(signal));
            }
        });
        Ok(Signals(handle))
    }

    fn stop(self) {
        self.0.close();
    }

    /// Ends as the signal would have ended the process.
    fn obey(signal: i32) -> io::Result<()> {
        restore();
        signal_hook::low_level::emulate_default_handler(signal)
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn listen(_: &Sender<News>) -> io::Result<Signals> {
        Ok(Signals)
    }

    fn stop(self) {}

    fn obey(_: i32) -> io::Result<()> {
        Ok(())
    }
}
