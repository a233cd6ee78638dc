//! LayerNorm: the reference, and whole-array expressions with a temporary array for each step.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput};
use ndarray::{Array1, Array2, ArrayView1, ArrayView2, Axis};
use ndarray_rand::RandomExt;
use ndarray_rand::rand::SeedableRng;
use ndarray_rand::rand::rngs::StdRng;
use ndarray_rand::rand_distr::StandardNormal;
use solutions::layer_norm::layer_norm;

fn broadcast(x: ArrayView2<f32>, gamma: ArrayView1<f32>, beta: ArrayView1<f32>, eps: f32) -> Array2<f32> {
    let n = x.ncols() as f32;
    let centred = &x - (x.sum_axis(Axis(1)) / n).insert_axis(Axis(1));
    let var = (&centred * &centred).sum_axis(Axis(1)) / n;
    centred / (var + eps).sqrt().insert_axis(Axis(1)) * gamma + beta
}

pub fn bench(c: &mut Criterion) {
    let mut group = c.benchmark_group("layer_norm");
    let mut rng = StdRng::seed_from_u64(0);
    for (tokens, features) in [(512, 768), (128, 4096)] {
        let x = Array2::random_using((tokens, features), StandardNormal, &mut rng);
        let gamma = Array1::random_using(features, StandardNormal, &mut rng);
        let beta = Array1::random_using(features, StandardNormal, &mut rng);
        let size = format!("{tokens}x{features}");
        group.throughput(Throughput::Elements((tokens * features) as u64));
        group.bench_function(BenchmarkId::new("reference", &size), |b| {
            b.iter(|| layer_norm(black_box(x.view()), gamma.view(), beta.view(), 1e-5));
        });
        group.bench_function(BenchmarkId::new("broadcast", &size), |b| {
            b.iter(|| broadcast(black_box(x.view()), gamma.view(), beta.view(), 1e-5));
        });
    }
    group.finish();
}
