//! The thread that waits to be told to end.

use std::io;

use super::terminal::restore;

#[cfg(unix)]
pub struct Signals(signal_hook::iterator::Handle);

#[cfg(unix)]
impl Signals {
    /// Calls `told` for every signal that ends a process, instead of ending.
    pub fn listen(told: impl Fn(i32) + Send + 'static) -> io::Result<Signals> {
        use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
        let mut signals = signal_hook::iterator::Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM])?;
        let handle = signals.handle();
        std::thread::spawn(move || signals.forever().for_each(told));
        Ok(Signals(handle))
    }

    pub fn stop(self) {
        self.0.close();
    }

    /// Ends as the signal would have ended the process.
    pub fn obey(signal: i32) -> io::Result<()> {
        restore();
        signal_hook::low_level::emulate_default_handler(signal)
    }
}

#[cfg(not(unix))]
pub struct Signals;

#[cfg(not(unix))]
impl Signals {
    pub fn listen(_: impl Fn(i32) + Send + 'static) -> io::Result<Signals> {
        Ok(Signals)
    }

    pub fn stop(self) {}

    pub fn obey(_: i32) -> io::Result<()> {
        restore();
        Ok(())
    }
}
