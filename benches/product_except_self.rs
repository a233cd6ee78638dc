//! Product of every element but one: the reference, and prefixes and suffixes in arrays of their own.

use std::hint::black_box;
use std::num::Wrapping;

use criterion::{BenchmarkId, Criterion, Throughput};
use ndarray_rand::rand::rngs::StdRng;
use ndarray_rand::rand::{Rng, SeedableRng};
use solutions::product_except_self::product_except_self;

type Number = Wrapping<u64>;

fn two_arrays(xs: &[Number], one: Number) -> Vec<Number> {
    let n = xs.len();
    let (mut before, mut after) = (vec![one; n], vec![one; n]);
    for i in 1..n {
        before[i] = before[i - 1] * xs[i - 1];
        after[n - 1 - i] = xs[n - i] * after[n - i];
    }
    before.iter().zip(&after).map(|(a, b)| a * b).collect()
}

pub fn bench(c: &mut Criterion) {
    let mut group = c.benchmark_group("product_except_self");
    let mut rng = StdRng::seed_from_u64(0);
    for n in [1_000, 1_000_000] {
        let xs: Vec<Number> = (0..n).map(|_| Wrapping(rng.random())).collect();
        group.throughput(Throughput::Elements(n));
        group.bench_function(BenchmarkId::new("reference", n), |b| {
            b.iter(|| product_except_self(black_box(&xs), Wrapping(1)));
        });
        group.bench_function(BenchmarkId::new("two_arrays", n), |b| {
            b.iter(|| two_arrays(black_box(&xs), Wrapping(1)));
        });
    }
    group.finish();
}
