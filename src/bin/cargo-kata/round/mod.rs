//! Timed rounds. The history is all there is of a round: whatever ends the process, the round goes on
//! from its events.
//!
//! [`state`] and [`draw`] decide; the others read files, judge, and append events. Whoever moves a
//! round on holds its [`lock`], reads the history, checks, and appends: two at once take turns.

mod bell;
mod best;
pub mod document;
pub mod draw;
mod judging;
mod lock;
pub mod screen;
mod start;
pub mod state;
mod steps;

pub use bell::{conclude, ring};
pub use best::best_before;
pub use judging::judge;
pub use start::{Plan, start};
pub use state::{Phase, Round, Task};
pub use steps::{abandon, last, locked, open, pause, resume, turn};
