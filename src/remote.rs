//! A worker process as a [`Target`]: started when it is called, killed when it hangs, started again.

use std::cell::RefCell;
use std::io::{ErrorKind, Read};
use std::net::Shutdown;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::{Duration, Instant};

use crate::build::Program;
use crate::build::places::LIBRARIES;
use crate::capture::{self, Capture};
use crate::judge::Settings;
use crate::sandbox::{Access, Calls, Jail, Limits, Plan, refusal};
use crate::wire::{Answer, Fault, LARGEST_ANSWER, Message, Request, Setup, Target, Value, write_frame};

/// How long to wait for the end of a process that has hung up, and of what it prints.
const PATIENCE: Duration = Duration::from_millis(200);

/// The functions of a compiled kata, in a process of their own.
pub struct Worker {
    program: Program,
    jail: Option<Jail>,
    kata: &'static str,
    settings: Settings,
    process: RefCell<Option<Process>>,
    /// What processes that are gone have printed.
    printed: RefCell<String>,
}

struct Process {
    child: Child,
    pipe: UnixStream,
    stdout: Capture,
    stderr: Capture,
    /// Whether it printed so much that the judge hung up.
    flooded: Arc<AtomicBool>,
}

impl Worker {
    /// A worker for one kata of those that `program` serves; where there is a `jail`, behind its walls.
    pub fn new(program: Program, jail: Option<Jail>, kata: &'static str, settings: &Settings) -> Self {
        Worker {
            program,
            jail,
            kata,
            settings: settings.clone(),
            process: RefCell::default(),
            printed: RefCell::default(),
        }
    }

    /// What the code printed, on standard output and error, cut to a sensible length. Ends the
    /// process.
    pub fn into_output(self) -> String {
        if let Some(process) = self.process.borrow_mut().take() {
            self.end(process);
        }
        self.printed.take()
    }

    fn start(&self) -> Result<Process, Fault> {
        let crashed = |error| Fault::Crashed { how: format!("the worker cannot be started: {error}") };
        let (pipe, theirs) = UnixStream::pair().map_err(crashed)?;
        let mut child = self
            .command()
            .env_clear()
            .stdin(Stdio::from(OwnedFd::from(theirs)))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(crashed)?;
        let flooded = Arc::new(AtomicBool::new(false));
        // Hanging up ends the call that is under way, and with it the process.
        let hang_up = |pipe: UnixStream| {
            let flooded = flooded.clone();
            move || {
                flooded.store(true, Relaxed);
                let _ = pipe.shutdown(Shutdown::Both);
            }
        };
        let (first, second) = (pipe.try_clone().map_err(crashed)?, pipe.try_clone().map_err(crashed)?);
        let stdout = Capture::with_limit(child.stdout.take().expect("piped"), hang_up(first));
        let stderr = Capture::with_limit(child.stderr.take().expect("piped"), hang_up(second));
        let mut process = Process { child, pipe, stdout, stderr, flooded };
        match write_frame(
            &mut process.pipe,
            &Setup { kata: self.kata.to_owned(), memory: self.settings.memory },
        ) {
            Ok(()) => Ok(process),
            Err(_) => Err(self.crashed(process)),
        }
    }

    fn command(&self) -> Command {
        let Some(jail) = &self.jail else { return Command::new(&self.program.path) };
        let (calls, files) = match self.program.is_static {
            true => (Calls::Static, vec![]),
            false => (Calls::Dynamic, LIBRARIES.iter().map(|path| (path.into(), Access::Run)).collect()),
        };
        let limits = Limits::worker(self.settings.memory, self.settings.timeout.as_secs() + 1);
        let plan = Plan { parent: std::process::id(), calls, limits, files, required: vec![] };
        jail.command(&self.program.path, &plan)
    }

    /// Kills a process and keeps what it printed; returns how it had ended and its last words.
    fn end(&self, mut process: Process) -> (Option<ExitStatus>, String) {
        // One that hung up is about to end by itself, and says how.
        let patience = Instant::now() + PATIENCE;
        let hung_up = process.pipe.take_error().is_ok() && is_closed(&process.pipe);
        let mut status = process.child.try_wait().ok().flatten();
        while hung_up && status.is_none() && Instant::now() < patience {
            std::thread::sleep(Duration::from_millis(1));
            status = process.child.try_wait().ok().flatten();
        }
        if status.is_none() {
            let _ = process.child.kill();
            let _ = process.child.wait();
        }
        let last_words = process.stderr.finish(PATIENCE).unwrap_or_default();
        let mut printed = self.printed.borrow_mut();
        capture::append(&mut printed, &process.stdout.finish(PATIENCE).unwrap_or_default());
        capture::append(&mut printed, &last_words);
        (status, last_words)
    }

    fn crashed(&self, process: Process) -> Fault {
        let flooded = process.flooded.clone();
        let (status, last_words) = self.end(process);
        if flooded.load(Relaxed) {
            return Fault::Crashed {
                how: format!("the code printed more than {} MiB", capture::FLOOD >> 20),
            };
        }
        Fault::Crashed { how: how_it_ended(status, &last_words) }
    }

    fn ask(&self, process: &mut Process, request: &Request, limit: Duration) -> Result<Message, Lost> {
        let deadline = Instant::now() + limit;
        process.pipe.set_write_timeout(Some(limit))?;
        write_frame(&mut process.pipe, request)?;
        let mut length = [0; 4];
        read_by(&mut process.pipe, &mut length, deadline)?;
        let length = u32::from_le_bytes(length) as usize;
        if length > LARGEST_ANSWER {
            return Err(Lost::TooLong);
        }
        let mut frame = vec![0; length];
        read_by(&mut process.pipe, &mut frame, deadline)?;
        postcard::from_bytes(&frame).map_err(|_| Lost::HungUp)
    }
}

impl Target for Worker {
    fn call(&self, function: &str, args: Vec<Value>, patience: Option<Duration>) -> Result<Answer, Fault> {
        let limit = patience.unwrap_or(self.settings.call_limit());
        let mut process = match self.process.borrow_mut().take() {
            Some(process) => process,
            None => self.start()?,
        };
        let request = Request { function: function.to_owned(), args };
        match self.ask(&mut process, &request, limit) {
            Ok(Err(fault @ Fault::OutOfMemory { .. })) => {
                self.end(process);
                Err(fault)
            }
            Ok(message) => {
                *self.process.borrow_mut() = Some(process);
                message
            }
            Err(Lost::TooLate) => {
                self.end(process);
                Err(Fault::TimedOut { limit })
            }
            Err(Lost::TooLong) => {
                self.end(process);
                let most = LARGEST_ANSWER >> 10;
                Err(Fault::Crashed { how: format!("the answer is larger than {most} KiB") })
            }
            Err(Lost::HungUp) => Err(self.crashed(process)),
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        if let Some(mut process) = self.process.borrow_mut().take() {
            let _ = process.child.kill();
            let _ = process.child.wait();
        }
    }
}

/// Why there is no answer.
enum Lost {
    TooLate,
    TooLong,
    HungUp,
}

impl From<std::io::Error> for Lost {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            ErrorKind::WouldBlock | ErrorKind::TimedOut => Lost::TooLate,
            _ => Lost::HungUp,
        }
    }
}

/// Fills `buffer` before the deadline, however slowly the bytes drip.
fn read_by(pipe: &mut UnixStream, buffer: &mut [u8], deadline: Instant) -> Result<(), Lost> {
    let mut filled = 0;
    while filled < buffer.len() {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(Lost::TooLate);
        }
        pipe.set_read_timeout(Some(left))?;
        match pipe.read(&mut buffer[filled..]) {
            Ok(0) => return Err(Lost::HungUp),
            Ok(read) => filled += read,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// Whether the other side has closed the pipe.
fn is_closed(pipe: &UnixStream) -> bool {
    let looked = pipe.set_nonblocking(true).and_then(|()| (&*pipe).read(&mut [0]));
    matches!(looked, Ok(0)) || looked.is_err_and(|error| error.kind() != ErrorKind::WouldBlock)
}

fn how_it_ended(status: Option<ExitStatus>, last_words: &str) -> String {
    if last_words.contains("has overflowed its stack") {
        return "the stack overflowed: unbounded recursion?".to_owned();
    }
    if let Some(reason) = refusal(last_words) {
        return format!("the worker cannot be locked away: {reason}");
    }
    let Some(status) = status else {
        return "the process hung up without an answer".to_owned();
    };
    match (status.code(), status.signal()) {
        (Some(code), _) => format!("the process exited with status {code} in place of an answer"),
        (None, Some(6)) => "the process aborted".to_owned(),
        (None, Some(signal)) => format!("the process was killed by signal {signal}"),
        (None, None) => "the process ended in place of an answer".to_owned(),
    }
}
