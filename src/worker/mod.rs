//! The process that runs a learner's code: it answers calls, and decides nothing.

pub mod quiet;
mod serve;
pub mod tally;

pub use serve::serve;
