//! Multi-head attention: the reference beside plain loops.

use criterion::{BenchmarkId, Criterion, Throughput};
use solutions::multi_head_attention::multi_head_attention;

use crate::attention::{HEADS, Inputs, SIZES, inputs, plain_loops};

pub fn bench(c: &mut Criterion) {
    let mut group = c.benchmark_group("multi_head_attention");
    group.sample_size(10);
    for (seq, d_model) in SIZES {
        let inputs = inputs(seq, d_model, HEADS);
        let Inputs { x, w_q, w_k, w_v, w_o } = &inputs;
        let size = format!("{seq}x{d_model}");
        group.throughput(Throughput::Elements(seq as u64));
        group.bench_function(BenchmarkId::new("reference", &size), |b| {
            b.iter(|| {
                multi_head_attention(x.view(), w_q.view(), w_k.view(), w_v.view(), w_o.view(), HEADS, true)
            });
        });
        group.bench_function(BenchmarkId::new("plain loops", &size), |b| {
            b.iter(|| plain_loops(&inputs, HEADS));
        });
    }
    group.finish();
}
