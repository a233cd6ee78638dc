//! Grouped-query attention: the reference beside plain loops.

use criterion::{BenchmarkId, Criterion, Throughput};
use solutions::grouped_query_attention::grouped_query_attention;

use crate::attention::{HEADS, Inputs, SIZES, inputs, plain_loops};

const KV_HEADS: usize = 2;

pub fn bench(c: &mut Criterion) {
    let mut group = c.benchmark_group("grouped_query_attention");
    group.sample_size(10);
    for (seq, d_model) in SIZES {
        let inputs = inputs(seq, d_model, KV_HEADS);
        let Inputs { x, w_q, w_k, w_v, w_o } = &inputs;
        let size = format!("{seq}x{d_model}");
        group.throughput(Throughput::Elements(seq as u64));
        group.bench_function(BenchmarkId::new("reference", &size), |b| {
            b.iter(|| {
                grouped_query_attention(
                    x.view(),
                    w_q.view(),
                    w_k.view(),
                    w_v.view(),
                    w_o.view(),
                    HEADS,
                    KV_HEADS,
                    true,
                )
            });
        });
        group.bench_function(BenchmarkId::new("plain loops", &size), |b| {
            b.iter(|| plain_loops(&inputs, KV_HEADS));
        });
    }
    group.finish();
}
