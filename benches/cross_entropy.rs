//! Cross-entropy: the reference beside the logarithm of a whole softmax.

use criterion::{BenchmarkId, Criterion, Throughput};
use ndarray::{Array2, ArrayView2};
use ndarray_rand::RandomExt;
use ndarray_rand::rand::SeedableRng;
use ndarray_rand::rand::rngs::StdRng;
use ndarray_rand::rand_distr::StandardNormal;
use solutions::cross_entropy::cross_entropy;
use solutions::softmax::softmax;

/// Writes every probability down to read one of each row.
fn log_of_softmax(logits: ArrayView2<f32>, targets: &[usize]) -> f32 {
    let p = softmax(logits);
    let total: f32 = targets.iter().enumerate().map(|(i, &target)| -p[[i, target]].ln()).sum();
    total / targets.len() as f32
}

pub fn bench(c: &mut Criterion) {
    let mut group = c.benchmark_group("cross_entropy");
    // An image classifier's batch, and some tokens of a language model.
    for (rows, classes) in [(256, 1_000), (8, 32_000)] {
        let mut rng = StdRng::seed_from_u64(0);
        let x = Array2::<f32>::random_using((rows, classes), StandardNormal, &mut rng);
        let targets: Vec<usize> = (0..rows).map(|i| i * 7919 % classes).collect();
        let size = format!("{rows}x{classes}");
        group.throughput(Throughput::Elements((rows * classes) as u64));
        group.bench_with_input(BenchmarkId::new("reference", &size), &x, |b, x| {
            b.iter(|| cross_entropy(x.view(), &targets));
        });
        group.bench_with_input(BenchmarkId::new("log of softmax", &size), &x, |b, x| {
            b.iter(|| log_of_softmax(x.view(), &targets));
        });
    }
    group.finish();
}
