//! The command in a terminal of its own, whose screen can be read.

use std::io::{Read, Write};
use std::num::NonZero;
use std::process::{Child, Command, ExitStatus};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use pty_process::Size;
use pty_process::blocking::{self, Pty};
use vt100::Parser;

/// A judgement may take this long on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Terminal {
    pty: Arc<Pty>,
    child: Child,
    screen: Arc<Mutex<Parser>>,
}

impl Terminal {
    /// Runs the command in a terminal of 24 lines and 80 columns.
    pub fn run(command: &Command) -> Terminal {
        let (pty, tty) = blocking::open().unwrap();
        pty.resize(Size::new(24, 80)).unwrap();
        let mut started = blocking::Command::new(command.get_program()).args(command.get_args());
        for (name, value) in command.get_envs() {
            started = match value {
                Some(value) => started.env(name, value),
                None => started.env_remove(name),
            };
        }
        if let Some(folder) = command.get_current_dir() {
            started = started.current_dir(folder);
        }
        let child = started.env("TERM", "xterm-256color").spawn(tty).unwrap();
        let (pty, screen) = (Arc::new(pty), Arc::new(Mutex::new(Parser::new(number(24), number(80), 200))));
        let (output, shown) = (pty.clone(), screen.clone());
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            // Reading fails when the command has ended.
            while let Ok(count @ 1..) = (&*output).read(&mut bytes) {
                shown.lock().unwrap().process(&bytes[..count]);
            }
        });
        Terminal { pty, child, screen }
    }

    pub fn press(&self, keys: &str) {
        (&*self.pty).write_all(keys.as_bytes()).unwrap();
    }

    pub fn resize(&self, lines: u16, columns: u16) {
        self.screen.lock().unwrap().screen_mut().set_size(number(lines), number(columns));
        self.pty.resize(Size::new(lines, columns)).unwrap();
    }

    /// The lines of the screen, without what is empty at their ends.
    pub fn lines(&self) -> Vec<String> {
        let screen = self.screen.lock().unwrap();
        let (_, columns) = screen.screen().size();
        screen.screen().rows(0, columns.get()).map(|line| line.trim_end().to_owned()).collect()
    }

    /// Whether a full screen is shown, and not the terminal as it was.
    pub fn is_taken(&self) -> bool {
        self.screen.lock().unwrap().screen().alternate_screen()
    }

    /// Waits for all of these to be on the screen at once; returns its lines.
    #[track_caller]
    pub fn shows(&self, texts: &[&str]) -> Vec<String> {
        let begin = Instant::now();
        loop {
            let lines = self.lines();
            if texts.iter().all(|text| lines.iter().any(|line| line.contains(text))) {
                return lines;
            }
            assert!(begin.elapsed() < PATIENCE, "no {texts:?} in {lines:#?}");
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Waits for the command to end by itself.
    #[track_caller]
    pub fn ended(&mut self) -> ExitStatus {
        let begin = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(begin.elapsed() < PATIENCE, "still there: {:#?}", self.lines());
            thread::sleep(Duration::from_millis(20));
        }
    }

    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

fn number(n: u16) -> NonZero<u16> {
    NonZero::new(n).expect("a screen has lines and columns")
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
