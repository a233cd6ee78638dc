use std::ops::RangeInclusive;

use ndarray::Array1;
use proptest::collection::vec;
use proptest::prelude::*;

use super::reals32;

/// Two probability vectors of the same length, from weights like `p` and like `q`.
pub fn distributions(
    len: RangeInclusive<usize>,
    p: impl Strategy<Value = f32> + 'static,
    q: impl Strategy<Value = f32> + 'static,
) -> BoxedStrategy<(Array1<f32>, Array1<f32>)> {
    let (p, q) = (vec(p, *len.end()), vec(q, *len.end()));
    (len, p, q).prop_map(|(n, p, q)| (normalized(&p[..n]), normalized(&q[..n]))).boxed()
}

/// Positive weights: small integers and numbers between 0.01 and 1.
pub fn weights() -> impl Strategy<Value = f32> + Clone {
    prop_oneof![(1u8..=4).prop_map(f32::from), reals32(0.01..=1.0)]
}

/// Positive weights of very different size: 1, 0.1 … 10⁻²⁸.
pub fn scattered_weights() -> impl Strategy<Value = f32> + Clone {
    prop_oneof![Just(1.0f32), (0i32..=28).prop_map(|digits| 10f32.powi(-digits))]
}

/// Weights of which many are 0.
pub fn sparse_weights() -> impl Strategy<Value = f32> + Clone {
    prop_oneof![Just(0.0f32), weights()]
}

/// Weights divided by their sum; if they are all 0, everything lies on the first.
pub fn normalized(weights: &[f32]) -> Array1<f32> {
    let sum: f64 = weights.iter().copied().map(f64::from).sum();
    if sum == 0.0 {
        return Array1::from_shape_fn(weights.len(), |i| if i == 0 { 1.0 } else { 0.0 });
    }
    weights.iter().map(|&weight| (f64::from(weight) / sum) as f32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_become_probabilities() {
        assert_eq!(normalized(&[1.0, 3.0]).to_vec(), [0.25, 0.75]);
        assert_eq!(normalized(&[0.0, 0.0]).to_vec(), [1.0, 0.0]);
    }
}
