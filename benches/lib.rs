//! How much faster the references are than simpler ways to write the same: `cargo bench -p benches`.
//! Read them as ratios of one run.

use criterion::Criterion;

/// What the benchmarks of the attention katas share.
mod attention;

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
    grouped_query_attention,
    kl_divergence,
    layer_norm,
    linear_regression,
    logistic_regression,
    multi_head_attention,
    multi_query_attention,
    product_except_self,
    rms_norm,
    softmax,
}
