use criterion::{criterion_group, criterion_main};

criterion_group!(katas, benches::all);
criterion_main!(katas);
