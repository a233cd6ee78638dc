//! 手撕 (shousi, "tear it by hand"): write softmax, attention and their kin from a blank stub, and be
//! judged by properties.
//!
//! # How a verdict comes about
//!
//! [`catalogue`] finds the kata, [`build`] compiles the learner's file as a crate of its own and links
//! it to a [`worker`], [`remote`] runs that worker as a process, [`judge`] asks it for answers over the
//! [`wire`] and decides, and [`judging`] does all of it in a row. No verdict is made in the process that
//! runs a learner's code: that process sees inputs, and returns values.
//!
//! # How to write a spec
//!
//! A spec says what a kata's functions must do, whatever they are written like. It receives them as
//! `Functions`, which [`kata!`] makes from their signatures, and cannot tell a learner's process from
//! functions of its own. This one, for the mean of a vector, is complete:
//!
//! ```
//! # #[cfg(feature = "judge")] {
//! use ndarray::ArrayView1;
//! use shousi::judge::Aspect::{Correctness, EdgeCase};
//! use shousi::judge::check::close;
//! use shousi::judge::generate::{laid, reals32, vector};
//! use shousi::judge::tolerance::gamma32;
//! use shousi::judge::{Check, Settings, Spec, Verdict, judge};
//!
//! shousi::kata! {
//!     pub fn mean(x: ArrayView1<f32>) -> f32;
//! }
//!
//! /// Σ xᵢ / n, in f64: the mathematics in the most obvious way.
//! fn definition(x: ArrayView1<f32>) -> f64 {
//!     x.iter().map(|&v| f64::from(v)).sum::<f64>() / x.len() as f64
//! }
//!
//! /// n − 1 additions and one division, each with an error relative to the sum of magnitudes.
//! fn agrees(f: &Functions, x: ArrayView1<f32>) -> Check {
//!     let magnitude = x.iter().map(|&v| f64::from(v.abs())).sum::<f64>() / x.len() as f64;
//!     close(&f.mean(x)?, definition(x), gamma32(x.len()) * magnitude)
//! }
//!
//! fn spec() -> Spec {
//!     Spec::new("mean", table(|x| definition(x) as f32))
//!         .property(
//!             "agrees with the definition", "与定义一致", Correctness,
//!             vector(1..=6, reals32(-10.0..=10.0)),
//!             |f: &Functions, x| agrees(f, x.view()),
//!         )
//!         .property(
//!             "any memory layout", "任意内存布局", EdgeCase,
//!             laid(vector(1..=6, reals32(-10.0..=10.0))),
//!             |f: &Functions, x| agrees(f, x.view()),
//!         )
//!         .mistake("sum", table(|x| x.sum()))
//! }
//!
//! // A wrong answer: the sum of squares. The counterexample is as small as can be.
//! let wrong = std::rc::Rc::new(table(|x| x.mapv(|v| v * v).sum()));
//! let report = judge(&spec(), wrong, &Settings::default(), |_| {});
//! assert_eq!(report.verdict, Verdict::Failed);
//! let found = report.first_failure().unwrap().counterexample.as_ref().unwrap();
//! assert_eq!(found.calls[0].args[0].0, "x");
//! # }
//! ```
//!
//! - **Properties** ([`judge::Spec::property`]) are sentences with an [`judge::Aspect`], a generator and
//!   a check. Calls leave a check through `?` when they have no answer; [`judge::check`] has the
//!   expectations, which tell what differs and where.
//! - **Generators** ([`judge::generate`]) are proptest strategies that shrink sizes first, then digits.
//! - **Tolerances** ([`judge::tolerance`]) are rounding-error bounds: count the roundings, scale them
//!   with what is rounded, and argue both in a comment. Loose enough for every legitimate order of
//!   operations, tight enough for every mistake; never tuned until tests pass.
//! - **Mistakes** ([`judge::Spec::mistake`]) are known wrong implementations. They prove the spec, since
//!   each must be rejected, and they diagnose: when a learner's answers are wrong in the way of one, the
//!   report names it. Its sentence stands in the kata's statement, under the same name.
//!
//! `cargo kata new NAME` makes the files of a kata, and `cargo kata check NAME` says what is missing.
//!
//! # Features
//!
//! `worker` is what a worker links: [`wire`] and [`worker`] alone. `judge` adds the rest of the library,
//! `cli` (the default) the command, and `solutions` the references for the tests of the specs.

pub mod wire;
pub mod worker;

#[cfg(feature = "judge")]
pub mod build;
#[cfg(feature = "judge")]
mod capture;
#[cfg(feature = "judge")]
pub mod catalogue;
#[cfg(feature = "judge")]
pub mod completeness;
#[cfg(feature = "judge")]
pub mod judge;
#[cfg(feature = "judge")]
pub mod judging;
#[cfg(feature = "judge")]
pub mod remote;
#[cfg(feature = "judge")]
pub mod sandbox;
#[cfg(feature = "judge")]
pub mod specs;
