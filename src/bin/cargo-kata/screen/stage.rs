//! The loop: what happens goes to the scene, and the screen is drawn anew.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyEvent};
use ratatui_core::layout::Size;
use ratatui_core::terminal::Frame;

use super::files;
use super::keyboard::{Keyboard, pressed};
use super::signals::Signals;
use super::terminal::Screen;

/// An editor may write a file in several steps.
const SETTLED: Duration = Duration::from_millis(40);

/// What a scene is told.
pub enum Happening<N> {
    Key(KeyEvent),
    Resized(Size),
    /// This file of the watched folder was written.
    Written(PathBuf),
    /// As much time has passed as the scene has asked for.
    Tick,
    /// Something that the scene has sent to itself.
    News(N),
}

/// Whether a scene goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    On,
    Over,
}

/// What is on the screen.
pub trait Scene {
    /// What its threads report.
    type News: Send + 'static;

    fn take(&mut self, happening: Happening<Self::News>) -> Flow;

    fn draw(&self, frame: &mut Frame);

    /// How often a tick is needed, if it is.
    fn pulse(&self) -> Option<Duration>;
}

/// Where the threads of a scene send their news.
pub struct Post<N>(Sender<News<N>>);

impl<N> Post<N> {
    /// Sends; when the scene is over, into the void.
    pub fn send(&self, news: N) {
        let _ = self.0.send(News::Scene(news));
    }
}

impl<N> Clone for Post<N> {
    fn clone(&self) -> Self {
        Post(self.0.clone())
    }
}

enum News<N> {
    Scene(N),
    Terminal(Event),
    Written(PathBuf),
    Signal(i32),
    Failed(io::Error),
}

/// Takes the terminal, shows the scene that `begin` makes until it is over, and gives the terminal
/// back. Told to end by a signal, the process ends.
pub fn run<S: Scene>(
    folder: &Path,
    color: bool,
    begin: impl FnOnce(Post<S::News>, Size) -> S,
) -> io::Result<S> {
    let (sender, news) = mpsc::channel();
    let (written, told, heard) = (sender.clone(), sender.clone(), sender.clone());
    let _watcher = files::watch(folder, move |path| drop(written.send(News::Written(path))))
        .map_err(|error| io::Error::other(format!("{} cannot be watched: {error}", folder.display())))?;
    let signals = Signals::listen(move |signal| drop(told.send(News::Signal(signal))))?;
    let mut screen = Screen::take(color)?;
    let keyboard =
        Keyboard::listen(move |event| heard.send(event.map_or_else(News::Failed, News::Terminal)).is_ok());
    let size = screen.0.size()?;
    let scene = begin(Post(sender), size);
    let end = Stage { scene, news, written: BTreeMap::new(), ticked: Instant::now() }.run(&mut screen);
    keyboard.stop();
    drop(screen);
    signals.stop();
    let (scene, signal) = end?;
    signal.map_or(Ok(()), Signals::obey)?;
    Ok(scene)
}

struct Stage<S: Scene> {
    scene: S,
    news: Receiver<News<S::News>>,
    /// The files that were written, and when that will have settled.
    written: BTreeMap<PathBuf, Instant>,
    ticked: Instant,
}

impl<S: Scene> Stage<S> {
    /// Runs until the scene is over, or a signal says so.
    fn run(mut self, screen: &mut Screen) -> io::Result<(S, Option<i32>)> {
        loop {
            screen.0.draw(|frame| self.scene.draw(frame))?;
            let mut next = self.wait();
            if next.is_none() && self.pass() == Flow::Over {
                return Ok((self.scene, None));
            }
            // What has come in meanwhile is taken in before anything is drawn.
            while let Some(news) = next {
                let happening = match news {
                    News::Scene(news) => Some(Happening::News(news)),
                    News::Terminal(Event::Key(key)) if pressed(key) => Some(Happening::Key(key)),
                    News::Terminal(Event::Resize(width, height)) => {
                        Some(Happening::Resized(Size { width, height }))
                    }
                    News::Terminal(_) => None,
                    News::Written(path) => {
                        self.written.insert(path, Instant::now() + SETTLED);
                        None
                    }
                    News::Signal(signal) => return Ok((self.scene, Some(signal))),
                    News::Failed(error) => return Err(error),
                };
                if happening.is_some_and(|happening| self.scene.take(happening) == Flow::Over) {
                    return Ok((self.scene, None));
                }
                next = self.news.try_recv().ok();
            }
        }
    }

    /// The next news, if it comes before there is something else to do.
    fn wait(&self) -> Option<News<S::News>> {
        let tick = self.scene.pulse().map(|pulse| self.ticked + pulse);
        match self.written.values().copied().chain(tick).min() {
            None => self.news.recv().ok(),
            Some(time) => self.news.recv_timeout(time.saturating_duration_since(Instant::now())).ok(),
        }
    }

    /// Tells the scene what time has brought.
    fn pass(&mut self) -> Flow {
        let now = Instant::now();
        let settled: Vec<PathBuf> =
            self.written.iter().filter(|(_, time)| **time <= now).map(|(path, _)| path.clone()).collect();
        for path in settled {
            self.written.remove(&path);
            if self.scene.take(Happening::Written(path)) == Flow::Over {
                return Flow::Over;
            }
        }
        if self.scene.pulse().is_some_and(|pulse| now >= self.ticked + pulse) {
            self.ticked = now;
            return self.scene.take(Happening::Tick);
        }
        Flow::On
    }
}
