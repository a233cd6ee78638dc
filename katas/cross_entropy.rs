//! Cross-entropy from logits. Difficulty 2, par 8 minutes.

use ndarray::ArrayView2;

/// The mean over the rows of `-ln softmax(logitsᵢ)[targetsᵢ]`, in nats, where
/// `softmax(x)[t] = exp(xₜ) / Σₖ exp(xₖ)`.
///
/// # Shapes
/// `logits` is `[rows, classes]`, in any memory layout; `targets` holds one class index per row.
///
/// # Edge cases
/// - Logits of about ±1e4 occur: a row whose target is far behind has a large, finite loss.
/// - A logit of `-inf` elsewhere than on the target counts as a probability of 0.
/// - A logit of `-inf` on the target, in a row that has a finite entry, makes the loss `+inf`.
/// - Never asked: an empty batch, a target out of range, a row without any finite entry, `+inf`,
///   NaN.
///
/// # Constraints
/// The error is judged against the magnitude of the logits: `f32` is precise enough.
///
/// # Example
/// ```text
/// [[2, 1, 0], [0, 0, 0]], [0, 1]  ->  (0.4076 + 1.0986) / 2 = 0.7531
/// ```
pub fn cross_entropy(logits: ArrayView2<f32>, targets: &[usize]) -> f32 {
    todo!()
}
