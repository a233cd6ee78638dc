//! Counts what a call uses up.
//!
//! A program that is to count allocations names [`Counting`] as its global allocator; without it
//! they are all zero. Counts are kept for each thread, since a test program runs many calls at
//! once; a worker, which runs one at a time, also counts what threads of the learner's do.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering::Relaxed};

use crate::wire::Cost;

/// The system's allocator, counted.
pub struct Counting;

#[derive(Clone, Copy)]
struct Tally {
    allocations: u64,
    live: i64,
    peak: i64,
    multiplications: u64,
}

const ZERO: Tally = Tally { allocations: 0, live: 0, peak: 0, multiplications: 0 };

thread_local! {
    static THREAD: Cell<Tally> = const { Cell::new(ZERO) };
}

static WHOLE_PROCESS: AtomicBool = AtomicBool::new(false);
static ALLOCATIONS: AtomicU64 = AtomicU64::new(0);
static LIVE: AtomicI64 = AtomicI64::new(0);
static PEAK: AtomicI64 = AtomicI64::new(0);
static MULTIPLICATIONS: AtomicU64 = AtomicU64::new(0);
static LIMIT: AtomicI64 = AtomicI64::new(i64::MAX);
static ON_REFUSAL: OnceLock<Box<dyn Fn() + Send + Sync>> = OnceLock::new();

/// Counts all threads from now on, and refuses memory beyond `limit` bytes; `on_refusal` is called
/// then, and must not allocate.
pub fn count_whole_process(limit: u64, on_refusal: impl Fn() + Send + Sync + 'static) {
    let _ = ON_REFUSAL.set(Box::new(on_refusal));
    LIMIT.store(i64::try_from(limit).unwrap_or(i64::MAX), Relaxed);
    WHOLE_PROCESS.store(true, Relaxed);
}

/// Runs `work` and says what it cost.
pub fn measure<R>(work: impl FnOnce() -> R) -> (R, Cost) {
    let before = start();
    let result = work();
    let after = now();
    let cost = Cost {
        allocations: after.allocations - before.allocations,
        peak_bytes: u64::try_from(after.peak - before.live).unwrap_or(0),
        multiplications: after.multiplications - before.multiplications,
    };
    (result, cost)
}

fn start() -> Tally {
    PEAK.store(LIVE.load(Relaxed), Relaxed);
    let mut tally = THREAD.get();
    tally.peak = tally.live;
    THREAD.set(tally);
    now()
}

fn now() -> Tally {
    if !WHOLE_PROCESS.load(Relaxed) {
        return THREAD.get();
    }
    Tally {
        allocations: ALLOCATIONS.load(Relaxed),
        live: LIVE.load(Relaxed),
        peak: PEAK.load(Relaxed),
        multiplications: MULTIPLICATIONS.load(Relaxed),
    }
}

pub(crate) fn count_multiplication() {
    if WHOLE_PROCESS.load(Relaxed) {
        MULTIPLICATIONS.fetch_add(1, Relaxed);
    } else {
        let mut tally = THREAD.get();
        tally.multiplications += 1;
        THREAD.set(tally);
    }
}

/// Books a change of live memory; false where it would exceed the limit.
fn book(allocations: u64, bytes: i64) -> bool {
    if WHOLE_PROCESS.load(Relaxed) {
        let live = LIVE.fetch_add(bytes, Relaxed) + bytes;
        if bytes > 0 && live > LIMIT.load(Relaxed) {
            LIVE.fetch_sub(bytes, Relaxed);
            if let Some(tell) = ON_REFUSAL.get() {
                tell();
            }
            return false;
        }
        PEAK.fetch_max(live, Relaxed);
        ALLOCATIONS.fetch_add(allocations, Relaxed);
        return true;
    }
    // The thread's counters may be gone already while the thread ends.
    let _ = THREAD.try_with(|cell| {
        let mut tally = cell.get();
        tally.allocations += allocations;
        tally.live += bytes;
        tally.peak = tally.peak.max(tally.live);
        cell.set(tally);
    });
    true
}

fn bytes(size: usize) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX / 2)
}

// SAFETY: every request is passed to the system's allocator unchanged or refused with a null
// pointer, as the contract of `GlobalAlloc` allows.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if !book(1, bytes(layout.size())) {
            return std::ptr::null_mut();
        }
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if !book(1, bytes(layout.size())) {
            return std::ptr::null_mut();
        }
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        book(0, -bytes(layout.size()));
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if !book(1, bytes(size) - bytes(layout.size())) {
            return std::ptr::null_mut();
        }
        unsafe { System.realloc(pointer, layout, size) }
    }
}
