//! Linear regression: the normal equations by the reference and by nested loops, and what ten steps
//! of gradient descent cost beside them.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput};
use ndarray::{Array1, Array2, ArrayView1, ArrayView2, s};
use ndarray_rand::RandomExt;
use ndarray_rand::rand::SeedableRng;
use ndarray_rand::rand::rngs::StdRng;
use ndarray_rand::rand_distr::StandardNormal;
use solutions::linear_regression::{fit_gradient_descent, fit_normal_equation};

/// `[AᵀA Aᵀy]` sample by sample, then elimination without pivoting.
fn loops(x: ArrayView2<f64>, y: ArrayView1<f64>) -> (Array1<f64>, f64) {
    let (n, d) = x.dim();
    let m = d + 1;
    let mut system = Array2::<f64>::zeros((m, m + 1));
    for i in 0..n {
        let entry = |j: usize| match j {
            j if j < d => x[[i, j]],
            j if j == d => 1.0,
            _ => y[i],
        };
        for j in 0..m {
            for k in 0..=m {
                system[[j, k]] += entry(j) * entry(k);
            }
        }
    }
    for p in 0..m {
        for r in p + 1..m {
            let factor = system[[r, p]] / system[[p, p]];
            for k in p..=m {
                system[[r, k]] -= factor * system[[p, k]];
            }
        }
    }
    for p in (0..m).rev() {
        system[[p, m]] /= system[[p, p]];
        for r in 0..p {
            system[[r, m]] -= system[[r, p]] * system[[p, m]];
        }
    }
    (system.slice(s![..d, m]).to_owned(), system[[d, m]])
}

pub fn bench(c: &mut Criterion) {
    let mut group = c.benchmark_group("linear_regression");
    let mut rng = StdRng::seed_from_u64(0);
    for (samples, features) in [(10_000, 10), (2_000, 100)] {
        let x = Array2::random_using((samples, features), StandardNormal, &mut rng);
        let y = Array1::random_using(samples, StandardNormal, &mut rng);
        let size = format!("{samples}x{features}");
        group.throughput(Throughput::Elements((samples * features) as u64));
        group.bench_function(BenchmarkId::new("reference", &size), |b| {
            b.iter(|| fit_normal_equation(black_box(x.view()), y.view()));
        });
        group.bench_function(BenchmarkId::new("loops", &size), |b| {
            b.iter(|| loops(black_box(x.view()), y.view()));
        });
        group.bench_function(BenchmarkId::new("ten steps of gradient descent", &size), |b| {
            b.iter(|| fit_gradient_descent(black_box(x.view()), y.view(), 0.1, 10));
        });
    }
    group.finish();
}
