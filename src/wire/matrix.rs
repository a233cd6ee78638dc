use std::fmt;
use std::ops::Mul;

use serde::{Deserialize, Serialize};

use crate::worker::tally;

/// A 2×2 matrix of integers modulo 2⁶⁴, which counts its multiplications.
///
/// Generic katas are judged with it: its product is exact and associative, does not commute, and
/// has zero divisors, so that only the right product in the right order is equal to the expected
/// one. A multiple of the identity stands for a number and prints as one.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Matrix(pub [[i64; 2]; 2]);

impl Matrix {
    pub const ONE: Matrix = Matrix::number(1);

    /// `n` times the identity.
    pub const fn number(n: i64) -> Self {
        Matrix([[n, 0], [0, n]])
    }

    /// The product, uncounted.
    pub fn times(self, other: Matrix) -> Matrix {
        let (a, b) = (self.0, other.0);
        let entry =
            |i: usize, j: usize| a[i][0].wrapping_mul(b[0][j]).wrapping_add(a[i][1].wrapping_mul(b[1][j]));
        Matrix([[entry(0, 0), entry(0, 1)], [entry(1, 0), entry(1, 1)]])
    }
}

impl Mul for Matrix {
    type Output = Matrix;
    fn mul(self, other: Matrix) -> Matrix {
        tally::count_multiplication();
        self.times(other)
    }
}

impl fmt::Display for Matrix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            [[a, 0], [0, d]] if a == d => write!(f, "{a}"),
            [[a, b], [c, d]] => write!(f, "[{a} {b}; {c} {d}]"),
        }
    }
}

impl fmt::Debug for Matrix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
