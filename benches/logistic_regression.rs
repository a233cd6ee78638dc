//! Logistic regression: ten steps of gradient descent by the reference, and sample by sample.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput};
use ndarray::{Array1, Array2, ArrayView1, ArrayView2};
use ndarray_rand::RandomExt;
use ndarray_rand::rand::SeedableRng;
use ndarray_rand::rand::rngs::StdRng;
use ndarray_rand::rand_distr::StandardNormal;
use solutions::logistic_regression::fit;

fn loops(
    x: ArrayView2<f64>,
    y: ArrayView1<f64>,
    learning_rate: f64,
    l2: f64,
    steps: usize,
) -> (Array1<f64>, f64) {
    let (n, d) = x.dim();
    let mut weights = Array1::<f64>::zeros(d);
    let mut bias = 0.0;
    for _ in 0..steps {
        let mut weight_gradient = vec![0.0; d];
        let mut bias_gradient = 0.0;
        for i in 0..n {
            let z = (0..d).map(|j| x[[i, j]] * weights[j]).sum::<f64>() + bias;
            let error = 1.0 / (1.0 + (-z).exp()) - y[i];
            for j in 0..d {
                weight_gradient[j] += error * x[[i, j]];
            }
            bias_gradient += error;
        }
        for j in 0..d {
            weights[j] -= learning_rate * (weight_gradient[j] / n as f64 + l2 * weights[j]);
        }
        bias -= learning_rate * bias_gradient / n as f64;
    }
    (weights, bias)
}

pub fn bench(c: &mut Criterion) {
    let mut group = c.benchmark_group("logistic_regression");
    let mut rng = StdRng::seed_from_u64(0);
    for (samples, features) in [(10_000, 10), (2_000, 100)] {
        let x = Array2::random_using((samples, features), StandardNormal, &mut rng);
        let y = Array1::random_using(samples, StandardNormal, &mut rng)
            .mapv(|noise: f64| if noise < 0.0 { 0.0 } else { 1.0 });
        let size = format!("{samples}x{features}");
        group.throughput(Throughput::Elements((samples * features) as u64));
        group.bench_function(BenchmarkId::new("reference", &size), |b| {
            b.iter(|| fit(black_box(x.view()), y.view(), 0.1, 0.01, 10));
        });
        group.bench_function(BenchmarkId::new("loops", &size), |b| {
            b.iter(|| loops(black_box(x.view()), y.view(), 0.1, 0.01, 10));
        });
    }
    group.finish();
}
