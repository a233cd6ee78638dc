//! 手撕 (shousi): write machine learning by hand, judged by properties.
pub mod wire;
pub mod worker;

#[cfg(feature = "judge")]
pub mod build;
#[cfg(feature = "judge")]
pub mod catalogue;
#[cfg(feature = "judge")]
pub mod judge;
#[cfg(feature = "judge")]
pub mod judging;
#[cfg(feature = "judge")]
pub mod remote;
#[cfg(feature = "judge")]
pub mod specs;
