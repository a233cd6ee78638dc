//! Cross-entropy from logits.

use ndarray::ArrayView2;

/// Mean over the rows of `-ln softmax(logits)[target]`, in nats; `logits` is `[rows, classes]`,
/// `targets` has one class per row.
///
/// Per row the loss is `ln Σ exp(xₖ - max) + (max - xₜ)`. The probability itself, which may
/// underflow, is never formed; and `max` meets `xₜ` before anything small is added to it, so that
/// logits near 1e4 cost no digits.
///
/// O(rows · classes) time, O(classes) extra memory: exponentials that are stored first are added up
/// faster than one after the other.
pub fn cross_entropy(logits: ArrayView2<f32>, targets: &[usize]) -> f32 {
    let total: f32 = logits
        .rows()
        .into_iter()
        .zip(targets)
        .map(|(row, &target)| {
            let max = row.fold(f32::NEG_INFINITY, |max, &v| max.max(v));
            let sum = row.mapv(|v| (v - max).exp()).sum();
            sum.ln() + (max - row[target])
        })
        .sum();
    total / targets.len() as f32
}
