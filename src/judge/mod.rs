//! Decides whether functions are what a kata asks for.
//!
//! A [`Spec`] is a list of properties over generated inputs; [`judge`] runs it against a
//! [`Target`](crate::wire::Target) and returns a [`KataReport`].

pub mod check;
mod diagnose;
pub mod generate;
mod report;
mod run;
mod settings;
mod shown;
mod spec;
pub mod tolerance;

pub use check::{Check, Failure, Mismatch};
pub use report::{Aspect, Counterexample, KataReport, PropertyReport, Verdict};
pub use run::{Lane, REPEATABLE, Seen, conclude, judge, judge_lane, judge_property};
pub use settings::Settings;
pub use shown::{Numbers, Shown};
pub use spec::{Mistake, Property, Spec, test_name};
