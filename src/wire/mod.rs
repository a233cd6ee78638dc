//! What crosses the pipe between judge and worker: values, calls and their answers.
//!
//! A kata's functions are reached through a [`Target`], which takes a function's name and its
//! arguments as [`Value`]s and returns an [`Answer`] or a [`Fault`]. A [`Table`] of Rust functions
//! is one kind of target (references, right variants, mistakes); a worker process that runs a
//! learner's file is the other. Nobody who calls can tell them apart. The macro
//! [`kata!`](crate::kata) puts types on both ends.

mod call;
mod convert;
mod frame;
mod matrix;
mod signature;
mod tensor;
mod value;

pub use call::{Answer, Call, Cost, Fault, Session, Table, Target};
pub use convert::{Arg, Element, Misfit, Ret};
pub use frame::{LARGEST_ANSWER, LARGEST_FRAME, Message, Request, Setup, read_frame, write_frame};
pub use matrix::Matrix;
pub use tensor::{Stored, Tensor};
pub use value::Value;
