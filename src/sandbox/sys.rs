//! The few system calls that no kept library makes without `unsafe`. All of them run in a process with one
//! thread that is about to become another program.

use std::ffi::CString;
use std::os::fd::{AsRawFd, OwnedFd};
use std::ptr::null;

use rustix::io::Errno;
use rustix::thread::UnshareFlags;

/// On which side of a fork this is.
pub enum Fork {
    Parent,
    Child,
}

/// How a process ended.
#[derive(Clone, Copy)]
pub struct Ended(libc::c_int);

impl Ended {
    pub const SIZE: usize = 4;

    pub fn to_bytes(self) -> [u8; Ended::SIZE] {
        self.0.to_le_bytes()
    }

    pub fn from_bytes(bytes: [u8; Ended::SIZE]) -> Self {
        Ended(libc::c_int::from_le_bytes(bytes))
    }
}

pub fn unshare(what: UnshareFlags) -> Result<(), Errno> {
    // SAFETY: descriptors, the one thing that could be shared with other threads, are not among `what`.
    unsafe { rustix::thread::unshare_unsafe(what) }
}

/// A fork that fails ends the process: there is nothing that could be done without it.
pub fn fork() -> Fork {
    // SAFETY: the process has one thread, so that nothing that the child needs can be locked.
    match unsafe { libc::fork() } {
        0 => Fork::Child,
        id if id > 0 => Fork::Parent,
        _ => {
            eprintln!("shousi sandbox: no process can be started");
            std::process::exit(125)
        }
    }
}

/// Waits for a child; whoever has only one, or wants the first, need not name it.
pub fn wait() -> Ended {
    let mut status = 0;
    loop {
        // SAFETY: `status` outlives the call.
        let found = unsafe { libc::wait(&raw mut status) };
        if found > 0 || std::io::Error::last_os_error().raw_os_error() != Some(libc::EINTR) {
            return Ended(status);
        }
    }
}

/// Ends this process as another one ended.
pub fn end_as(Ended(status): Ended) -> ! {
    if libc::WIFSIGNALED(status) {
        let signal = libc::WTERMSIG(status);
        // SAFETY: the default action of whatever kills is to be killed; no handler of this program is left.
        unsafe {
            libc::signal(signal, libc::SIG_DFL);
            libc::raise(signal);
        }
    }
    std::process::exit(libc::WEXITSTATUS(status))
}

pub fn close_all_but_standard_streams() {
    // SAFETY: nothing was opened yet that anybody will use.
    unsafe { libc::syscall(libc::SYS_close_range, 3, libc::c_uint::MAX, 0) };
}

/// So that whoever reads from this process sees an end when the program has ended.
pub fn close_standard_streams() {
    // SAFETY: the process does not read or write any more.
    unsafe { libc::syscall(libc::SYS_close_range, 0, 2, 0) };
}

/// Becomes the program, with the environment as it is; returns why not. A compiler finds its libraries by
/// its path.
pub fn execute(program: &OwnedFd, by_path: bool, command: &[CString]) -> String {
    let mut arguments: Vec<_> = command.iter().map(|word| word.as_ptr()).collect();
    arguments.push(null());
    // SAFETY: all strings end with zero and outlive the calls, and both lists end with null.
    unsafe {
        if by_path {
            libc::execv(command[0].as_ptr(), arguments.as_ptr());
        } else {
            unsafe extern "C" {
                static environ: *const *const libc::c_char;
            }
            let (name, flags) = (c"".as_ptr(), libc::AT_EMPTY_PATH);
            let descriptor = program.as_raw_fd();
            libc::syscall(libc::SYS_execveat, descriptor, name, arguments.as_ptr(), environ, flags);
        }
    }
    format!("{} cannot be executed: {}", command[0].to_string_lossy(), std::io::Error::last_os_error())
}
