//! How much faster the references are than simpler ways to write the same: `cargo bench -p benches`.
//! Read them as ratios of one run.

use criterion::Criterion;

/// One line registers a kata here.
macro_rules! benches {
    ($($kata:ident,)+) => {
        $(pub mod $kata;)+

        /// Every benchmark.
        pub fn all(criterion: &mut Criterion) {
            $($kata::bench(criterion);)+
        }
    };
}

benches! {
    cross_entropy,
    kl_divergence,
    layer_norm,
    linear_regression,
    logistic_regression,
    product_except_self,
    rms_norm,
    softmax,
}
