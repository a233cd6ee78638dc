//! Generators of inputs: proptest strategies that shrink to what a person can check by hand.
//!
//! Arrays are generated as sizes and a pool of numbers, in that order, so that a counterexample
//! first loses rows and columns and then digits. They are boxed: their types would be as long as they
//! are deep, and every property would be compiled for each part of one.

mod arrays;
mod layout;
mod logits;
mod misread;
mod numbers;
mod probabilities;

pub use arrays::{array3, matrix, shaped, vector};
pub use layout::{Laid, Layout, laid, layout};
pub use logits::{exact_logits, logits, masked_logits};
pub use misread::misread;
pub use numbers::{Reals, integers, reals, reals32};
pub use probabilities::{distributions, normalized, scattered_weights, sparse_weights, weights};
