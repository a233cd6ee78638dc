//! Softmax over the last axis. Difficulty 1, par 6 minutes.

use ndarray::{Array2, ArrayView2};

/// The softmax of every row: `outᵢⱼ = exp(xᵢⱼ) / Σₖ exp(xᵢₖ)`.
///
/// # Shapes
/// `x` is `[rows, classes]`, in any memory layout; so is the result.
///
/// # Edge cases
/// - Every finite input gives a finite result, whatever its magnitude.
/// - A logit of `-inf` gets a probability of exactly 0, in a row that has a finite entry.
/// - `[rows, 0]` and `[0, classes]` give an empty array of the same shape.
/// - Never asked: a row without any finite entry, `+inf`, NaN.
///
/// # Constraints
/// Small probabilities are as accurate as large ones: the error is judged relative to each.
///
/// # Example
/// ```text
/// [[2, 1, 0], [5, 5, -inf]]  ->  [[0.6652, 0.2447, 0.0900], [0.5, 0.5, 0]]
/// ```
pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    todo!()
}
