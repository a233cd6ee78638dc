//! Product of every element but one. Difficulty 2, par 12 minutes.

use std::ops::Mul;

/// For every position the product of all the other elements, multiplied from left to right:
/// `outᵢ = x₀ · … · xᵢ₋₁ · xᵢ₊₁ · … · xₙ₋₁`.
///
/// # Shapes
/// `xs` has `n` elements; so has the result. `one` is the identity of `T`: `one * a = a * one = a`.
///
/// # Edge cases
/// - `n = 0` gives an empty vector.
/// - `n = 1` gives `[one]`.
/// - `T` need not commute (think of matrices): `a * b` and `b * a` may differ.
/// - Never asked: an operation that is not associative, such as floating-point multiplication.
///
/// # Constraints
/// - No division: `T` has none.
/// - At most `4 n` multiplications.
/// - At most one heap allocation: the returned vector, which never grows.
///
/// # Example
/// ```text
/// [2, 3, 4, 5], one = 1  ->  [60, 40, 30, 24]
/// [2, 0, 5],    one = 1  ->  [0, 10, 0]
/// [A, B, C],    one = I  ->  [B·C, A·C, A·B]
/// ```
pub fn product_except_self<T: Copy + Mul<Output = T>>(xs: &[T], one: T) -> Vec<T> {
    todo!()
}
