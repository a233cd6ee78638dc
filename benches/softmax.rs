//! Softmax: the reference beside the unstable two-pass form and the online one.

use criterion::{BenchmarkId, Criterion, Throughput};
use ndarray::{Array2, ArrayView2};
use ndarray_rand::RandomExt;
use ndarray_rand::rand::SeedableRng;
use ndarray_rand::rand::rngs::StdRng;
use ndarray_rand::rand_distr::StandardNormal;
use solutions::softmax::softmax;

/// No maximum: one pass less, and wrong above 88.
fn unshifted(x: ArrayView2<f32>) -> Array2<f32> {
    let mut out = x.mapv(f32::exp);
    for mut row in out.rows_mut() {
        row /= row.sum();
    }
    out
}

/// Running maximum and rescaled sum.
fn online(x: ArrayView2<f32>) -> Array2<f32> {
    let mut out = x.to_owned();
    for mut row in out.rows_mut() {
        let (mut max, mut sum) = (f32::NEG_INFINITY, 0.0);
        for &v in &row {
            if v > max {
                sum = sum * (max - v).exp() + 1.0;
                max = v;
            } else {
                sum += (v - max).exp();
            }
        }
        row.mapv_inplace(|v| (v - max).exp() / sum);
    }
    out
}

pub fn bench(c: &mut Criterion) {
    let mut group = c.benchmark_group("softmax");
    // The scores of one head over 128 positions, and next-token logits of a vocabulary.
    for (rows, classes) in [(128, 128), (8, 32_000)] {
        let mut rng = StdRng::seed_from_u64(0);
        let x = Array2::<f32>::random_using((rows, classes), StandardNormal, &mut rng);
        let size = format!("{rows}x{classes}");
        group.throughput(Throughput::Elements((rows * classes) as u64));
        group.bench_with_input(BenchmarkId::new("reference", &size), &x, |b, x| b.iter(|| softmax(x.view())));
        group.bench_with_input(BenchmarkId::new("online", &size), &x, |b, x| b.iter(|| online(x.view())));
        group.bench_with_input(BenchmarkId::new("unshifted", &size), &x, |b, x| {
            b.iter(|| unshifted(x.view()))
        });
    }
    group.finish();
}
