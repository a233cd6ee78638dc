//! Other right ways to write cross-entropy from logits.

/// The textbook form `max + ln Σ - x_target` in nested f32 loops.
pub mod plain_loops {
    use ndarray::ArrayView2;

    pub fn cross_entropy(logits: ArrayView2<f32>, targets: &[usize]) -> f32 {
        let (rows, classes) = logits.dim();
        let mut loss = 0.0;
        for i in 0..rows {
            let mut max = f32::MIN;
            for j in 0..classes {
                max = max.max(logits[[i, j]]);
            }
            let mut sum = 0.0;
            for j in 0..classes {
                sum += (logits[[i, j]] - max).exp();
            }
            loss += max + sum.ln() - logits[[i, targets[i]]];
        }
        loss / rows as f32
    }
}

/// Everything in f64, rounded once at the end.
pub mod in_f64 {
    use ndarray::ArrayView2;

    pub fn cross_entropy(logits: ArrayView2<f32>, targets: &[usize]) -> f32 {
        let logits = logits.mapv(f64::from);
        let mut loss = 0.0;
        for (row, &target) in logits.rows().into_iter().zip(targets) {
            let max = row.fold(f64::NEG_INFINITY, |a, &b| a.max(b));
            let sum: f64 = row.iter().map(|v| (v - max).exp()).sum();
            loss += max + sum.ln() - row[target];
        }
        (loss / targets.len() as f64) as f32
    }
}

/// Online log-sum-exp: running maximum and rescaled sum; the mean is taken as it goes.
pub mod online {
    use ndarray::ArrayView2;

    pub fn cross_entropy(logits: ArrayView2<f32>, targets: &[usize]) -> f32 {
        let weight = 1.0 / targets.len() as f32;
        let mut mean = 0.0;
        for (row, &target) in logits.outer_iter().zip(targets) {
            let (mut max, mut sum) = (f32::NEG_INFINITY, 0.0_f32);
            for &v in row {
                if v > max {
                    sum = sum * (max - v).exp() + 1.0;
                    max = v;
                } else if v > f32::NEG_INFINITY {
                    sum += (v - max).exp();
                }
            }
            mean += weight * (sum.ln() - (row[target] - max));
        }
        mean
    }
}

/// The whole log-softmax first, by broadcasting; then the target column of every row.
pub mod log_softmax_then_pick {
    use ndarray::{Array1, ArrayView2, Axis};

    pub fn cross_entropy(logits: ArrayView2<f32>, targets: &[usize]) -> f32 {
        let max = logits.fold_axis(Axis(1), f32::NEG_INFINITY, |a, &b| a.max(b));
        let shifted = &logits - &max.insert_axis(Axis(1));
        let ln_sum = shifted.exp().sum_axis(Axis(1)).ln();
        let log_softmax = shifted - ln_sum.insert_axis(Axis(1));
        let picked: Array1<f32> =
            targets.iter().enumerate().map(|(i, &target)| log_softmax[[i, target]]).collect();
        -picked.sum() / targets.len() as f32
    }
}

/// Log-sum-exp of the differences to the target's logit.
pub mod relative_to_target {
    use ndarray::ArrayView2;

    pub fn cross_entropy(logits: ArrayView2<f32>, targets: &[usize]) -> f32 {
        let losses = logits.rows().into_iter().zip(targets).map(|(row, &target)| {
            if row[target] == f32::NEG_INFINITY {
                return f32::INFINITY;
            }
            let ahead = row.mapv(|v| v - row[target]);
            let max = ahead.iter().copied().fold(0.0, f32::max);
            max + ahead.mapv(|d| (d - max).exp()).sum().ln()
        });
        losses.sum::<f32>() / targets.len() as f32
    }
}

/// `ln(1 + rest)` without the maximum's own term: exact even where the loss is tiny.
pub mod ln_1p_of_the_rest {
    use ndarray::ArrayView2;

    pub fn cross_entropy(logits: ArrayView2<f32>, targets: &[usize]) -> f32 {
        let mut loss = 0.0;
        for (row, &target) in logits.rows().into_iter().zip(targets) {
            let best = (0..row.len()).fold(0, |best, j| if row[j] > row[best] { j } else { best });
            let rest: f32 = (0..row.len()).filter(|&j| j != best).map(|j| (row[j] - row[best]).exp()).sum();
            loss += rest.ln_1p() + (row[best] - row[target]);
        }
        loss / targets.len() as f32
    }
}
