//! A process that is the first of its namespace is treated in another way by the system: signals that it
//! sends itself are lost, so that an abort looks like something else. So a stranger's program is the second,
//! and the first does nothing but wait for it. When the first ends, all others in the namespace are killed.

use std::fs::File;
use std::io::{Read, Write};
use std::process::exit;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Signal, set_parent_process_death_signal};

use super::sys::{self, Ended, Fork};

/// Returns only in the second process of the new namespace. The one that calls this waits for its end and
/// then ends in the same way.
pub fn fork_behind_init() {
    let Ok((mine, theirs)) = rustix::pipe::pipe_with(rustix::pipe::PipeFlags::CLOEXEC) else { exit(125) };
    match sys::fork() {
        Fork::Parent => {
            drop(theirs);
            sys::close_standard_streams();
            end_likewise(File::from(mine))
        }
        Fork::Child => drop(mine),
    }
    let _ = set_parent_process_death_signal(Some(Signal::KILL));
    // The parent may have died before that.
    let mut watched = [PollFd::new(&theirs, PollFlags::empty())];
    let _ = poll(&mut watched, Some(&Timespec::default()));
    if watched[0].revents().contains(PollFlags::ERR) {
        exit(125);
    }
    match sys::fork() {
        Fork::Parent => {
            sys::close_standard_streams();
            report_end(File::from(theirs))
        }
        Fork::Child => {}
    }
}

/// The first process of the namespace: waits for the second.
fn report_end(mut report: File) -> ! {
    let ended = sys::wait();
    let _ = report.write_all(&ended.to_bytes());
    exit(0)
}

/// The process that the judge started.
fn end_likewise(mut report: File) -> ! {
    let mut bytes = [0; Ended::SIZE];
    let reported = report.read_exact(&mut bytes);
    // Gathers the first, after which nobody is left.
    sys::wait();
    match reported {
        Ok(()) => sys::end_as(Ended::from_bytes(bytes)),
        Err(_) => exit(125),
    }
}
