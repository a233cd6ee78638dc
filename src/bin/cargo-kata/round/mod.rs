//! Timed rounds. The history is all there is of a round: whatever ends the process, the round goes on
//! from its events.

pub mod state;
