//! The full screen: the terminal, the keys, the files and the judge, for any [`Scene`] on it.
//!
//! A scene decides what happens and what is seen; [`run`] connects it with the world. What scenes have
//! in common is here too: the judgements under way ([`mod@bench`]), a body that scrolls ([`roll`]), and the
//! lines around it ([`lines`]).

pub mod bench;
mod files;
pub mod judging;
pub mod keyboard;
pub mod lines;
pub mod panes;
pub mod roll;
mod signals;
mod stage;
mod terminal;
#[cfg(test)]
pub mod testing;

pub use stage::{Flow, Happening, Post, Scene, run};
