use std::io::{self, BufReader, Write, stdin};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::os::unix::process::parent_id;
use std::process::exit;
use std::thread;
use std::time::Duration;

use super::tally;
use crate::wire::{Fault, Message, Request, Setup, Table, Target, read_frame, write_frame};

/// The stack that a learner's code gets, whatever the shell's limit is: as much as Linux gives to a
/// main thread.
const STACK: usize = 8 << 20;

/// Answers calls on the socket that stands at standard input until the judge hangs up; `table` has the
/// functions of each kata that was linked.
///
/// Ends the process; what it ends with means nothing to the judge.
pub fn serve(table: impl FnOnce(&str) -> Option<Table> + Send + 'static) -> ! {
    end_with_the_judge();
    let server = thread::Builder::new().stack_size(STACK).spawn(|| answer_calls(table));
    let ended = server.map(|thread| thread.join().is_ok_and(|result| result.is_ok()));
    exit(if matches!(ended, Ok(true)) { 0 } else { 1 })
}

/// Code that loops for ever never reads that the judge has hung up; this does not outlive a judge that
/// was killed.
fn end_with_the_judge() {
    let judge = parent_id();
    thread::spawn(move || {
        while parent_id() == judge {
            thread::sleep(Duration::from_millis(500));
        }
        exit(1);
    });
}

fn answer_calls(table: impl FnOnce(&str) -> Option<Table>) -> io::Result<()> {
    let mut pipe = UnixStream::from(stdin().as_fd().try_clone_to_owned()?);
    let mut requests = BufReader::new(pipe.try_clone()?);
    let setup: Setup = read_frame(&mut requests)?;
    let table = table(&setup.kata).ok_or(io::ErrorKind::NotFound)?;
    limit_memory(setup.memory, pipe.try_clone()?)?;
    loop {
        let request: Request = match read_frame(&mut requests) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(()),
            other => other?,
        };
        let outcome: Message = table.call(&request.function, request.args, None);
        write_frame(&mut pipe, &outcome)?;
    }
}

/// The judge learns of a refused allocation at once, since most code aborts on one.
fn limit_memory(limit: u64, pipe: UnixStream) -> io::Result<()> {
    let mut notice = Vec::new();
    write_frame(&mut notice, &Message::Err(Fault::OutOfMemory { limit }))?;
    tally::count_whole_process(limit, move || {
        let _ = (&pipe).write_all(&notice);
    });
    Ok(())
}
