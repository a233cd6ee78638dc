//! A round on the full screen: the time that is left, and the katas judged whenever they are saved;
//! after the bell the scorecard, and the follow-up questions one at a time.
//!
//! [`state`] decides what happens, with [`press`], [`marks`] and [`quiz`]; [`body`], [`draw`] and
//! [`head`] say what is seen. None of them does anything: [`sitting`] connects them with the screen and
//! the round.

mod body;
mod draw;
mod head;
mod keys;
mod marks;
mod press;
mod quiz;
mod sitting;
mod state;
#[cfg(test)]
mod tests;

pub use sitting::run;
