//! How far a right answer may be from the definition.
//!
//! Every bound is of the form γₙ · scale with γₙ = n·u / (1 − n·u), where u is the unit roundoff
//! and n counts the rounding errors that can pile up on the way to a result (Higham, *Accuracy and
//! Stability of Numerical Algorithms*, 2nd ed., lemma 3.1). The definition itself is evaluated in
//! f64, so that its own error is negligible for `f32` katas, and is allowed for by [`SLACK`] for
//! `f64` ones.

/// Unit roundoff of `f32`: 2⁻²⁴.
pub const U32: f64 = f32::EPSILON as f64 / 2.0;
/// Unit roundoff of `f64`: 2⁻⁵³.
pub const U64: f64 = f64::EPSILON / 2.0;

/// The smallest positive `f32`, a few of which are lost where results underflow.
pub const SUBNORMAL32: f64 = 4.0 * 1.401_298_464_324_817e-45;

/// What every count of rounding errors is multiplied by. Twice, because a legitimate answer may
/// take another route than the one counted (a division more, a fused or a reassociated sum), and
/// twice again because elementary functions may err by more than half a unit in the last place.
pub const SLACK: f64 = 4.0;

/// γₙ for `n` rounding errors of unit roundoff `u`, with [`SLACK`].
pub fn gamma(n: f64, u: f64) -> f64 {
    let nu = SLACK * n * u;
    assert!(nu < 0.5, "a bound for {n} rounding errors of {u:e} says nothing");
    nu / (1.0 - nu)
}

/// γₙ for `f32`.
pub fn gamma32(n: usize) -> f64 {
    gamma(n as f64, U32)
}

/// γₙ for `f64`.
pub fn gamma64(n: usize) -> f64 {
    gamma(n as f64, U64)
}
