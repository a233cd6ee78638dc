//! What a process prints, in part.

use std::io::Read;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

/// Whoever prints more than this only wants to keep the judge busy.
pub(crate) const FLOOD: usize = 64 << 20;

/// Of each stream the first and the last so many bytes are kept.
const KEPT: usize = 8 << 10;

/// Drains a stream all the time, so that its writer never waits, and keeps both ends of it.
pub(crate) struct Capture(Receiver<String>);

impl Capture {
    pub fn of(stream: impl Read + Send + 'static) -> Self {
        Capture::with_limit(stream, || {})
    }

    /// Calls `flooded`, which is to end the writer, once it is past [`FLOOD`].
    pub fn with_limit(
        mut stream: impl Read + Send + 'static,
        flooded: impl FnOnce() + Send + 'static,
    ) -> Self {
        let (sender, receiver) = channel();
        thread::spawn(move || {
            let mut ends = Ends::default();
            let mut buffer = [0; 8 << 10];
            let mut flooded = Some(flooded);
            loop {
                if ends.left_out > FLOOD
                    && let Some(flooded) = flooded.take()
                {
                    flooded();
                }
                match stream.read(&mut buffer) {
                    Ok(0) => break,
                    Ok(read) => ends.push(&buffer[..read]),
                    Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                    Err(_) => break,
                }
            }
            let _ = sender.send(ends.text());
        });
        Capture(receiver)
    }

    /// What was captured when the stream ended; `None` if it does not end in time: whoever inherited it
    /// may hold it open.
    pub fn finish(self, patience: Duration) -> Option<String> {
        self.0.recv_timeout(patience).ok()
    }
}

#[derive(Default)]
struct Ends {
    first: Vec<u8>,
    last: Vec<u8>,
    left_out: usize,
}

impl Ends {
    fn push(&mut self, bytes: &[u8]) {
        let room = KEPT.saturating_sub(self.first.len()).min(bytes.len());
        self.first.extend_from_slice(&bytes[..room]);
        self.last.extend_from_slice(&bytes[room..]);
        let excess = self.last.len().saturating_sub(KEPT);
        self.last.drain(..excess);
        self.left_out += excess;
    }

    fn text(&self) -> String {
        let (first, last) = (String::from_utf8_lossy(&self.first), String::from_utf8_lossy(&self.last));
        match self.left_out {
            0 => format!("{first}{last}"),
            n => format!("{first}\n… {n} bytes left out …\n{last}"),
        }
    }
}

/// Appends while it is still a readable amount: a worker may be started many times.
pub(crate) fn append(all: &mut String, more: &str) {
    if all.len() < 2 * KEPT {
        all.push_str(more);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_both_ends() {
        let mut ends = Ends::default();
        (0..10_000).for_each(|i| ends.push(format!("{i:05}\n").as_bytes()));
        let text = ends.text();
        assert!(text.starts_with("00000\n") && text.ends_with("09999\n"));
        assert!(text.contains("bytes left out") && text.len() < 3 * KEPT);
    }
}
