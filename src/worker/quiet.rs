//! Panics that are caught are reported by whoever caught them, not printed as well.

use std::cell::{Cell, RefCell};
use std::panic;
use std::path::Path;
use std::sync::Once;

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
    static LOCATION: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs `work` without printing panics of this thread; also returns where the last one was.
pub fn run<R>(work: impl FnOnce() -> R) -> (R, Option<String>) {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let loud = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if QUIET.get() {
                // A place in a library tells a learner nothing, and differs from machine to machine.
                let own = info.location().filter(|place| Path::new(place.file()).is_relative());
                LOCATION.set(own.map(ToString::to_string));
            } else {
                loud(info);
            }
        }));
    });
    let before = QUIET.replace(true);
    LOCATION.set(None);
    let result = work();
    QUIET.set(before);
    (result, LOCATION.take())
}
