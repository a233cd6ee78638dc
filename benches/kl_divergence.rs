//! KL divergence: the reference beside a difference of logarithms, which takes two of them.

use criterion::{BenchmarkId, Criterion, Throughput};
use ndarray::{Array1, ArrayView1};
use ndarray_rand::RandomExt;
use ndarray_rand::rand::SeedableRng;
use ndarray_rand::rand::rngs::StdRng;
use ndarray_rand::rand_distr::Uniform;
use solutions::kl_divergence::kl_divergence;

fn log_difference(p: ArrayView1<f32>, q: ArrayView1<f32>) -> f32 {
    p.iter().zip(q).filter(|&(&p, _)| p > 0.0).map(|(&p, &q)| p * (p.ln() - q.ln())).sum()
}

fn distribution(len: usize, rng: &mut StdRng) -> Array1<f32> {
    let weights = Array1::random_using(len, Uniform::new(0.01f32, 1.0).expect("a range"), rng);
    let sum = weights.sum();
    weights / sum
}

pub fn bench(c: &mut Criterion) {
    let mut group = c.benchmark_group("kl_divergence");
    // The labels of a classifier, and the vocabulary of a language model.
    for len in [1_000, 128_000] {
        let mut rng = StdRng::seed_from_u64(0);
        let (p, q) = (distribution(len, &mut rng), distribution(len, &mut rng));
        group.throughput(Throughput::Elements(len as u64));
        group.bench_function(BenchmarkId::new("reference", len), |b| {
            b.iter(|| kl_divergence(p.view(), q.view()));
        });
        group.bench_function(BenchmarkId::new("log difference", len), |b| {
            b.iter(|| log_difference(p.view(), q.view()));
        });
    }
    group.finish();
}
