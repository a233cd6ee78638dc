//! The Kullback–Leibler divergence of two distributions.

use ndarray::{Array1, ArrayView1, Zip, arr1, s};
use proptest::collection::vec;

use crate::judge::Aspect::{Correctness, EdgeCase, Stability};
use crate::judge::check::{close, holds};
use crate::judge::generate::{
    distributions, layout, misread, normalized, scattered_weights, sparse_weights, weights,
};
use crate::judge::tolerance::{U32, gamma};
use crate::judge::{Check, Spec};

crate::kata! {
    pub fn kl_divergence(p: ArrayView1<f32>, q: ArrayView1<f32>) -> f32;
}

/// Σ pᵢ ln(pᵢ / qᵢ) in f64, where pᵢ = 0 contributes nothing.
fn definition(p: ArrayView1<f32>, q: ArrayView1<f32>) -> f64 {
    expectation(p, q, |p, q| (p / q).ln())
}

/// Σ pᵢ value(pᵢ, qᵢ) over the positive pᵢ.
fn expectation(p: ArrayView1<f32>, q: ArrayView1<f32>, value: impl Fn(f64, f64) -> f64) -> f64 {
    let pairs = p.iter().zip(q).map(|(&p, &q)| (f64::from(p), f64::from(q)));
    pairs.filter(|&(p, _)| p > 0.0).map(|(p, q)| p * value(p, q)).sum()
}

/// The quotient and its logarithm err by p(1 + |ln p/q|) · u; a difference of logarithms, and of the
/// sums of cross-entropy and entropy, by p(|ln p| + |ln q|) · u, which is no less. n additions follow.
fn bound(p: ArrayView1<f32>, q: ArrayView1<f32>) -> f64 {
    let scale = expectation(p, q, |p, q| if q > 0.0 { 1.0 + p.ln().abs() + q.ln().abs() } else { 0.0 });
    scale * gamma((p.len() + 4) as f64, U32)
}

fn agrees(f: &Functions, p: ArrayView1<f32>, q: ArrayView1<f32>) -> Check {
    close(&f.kl_divergence(p, q)?, definition(p, q), bound(p, q))
}

/// The distribution of a pair of independent draws.
fn product(a: &Array1<f32>, b: &Array1<f32>) -> Array1<f32> {
    a.iter().flat_map(|a| b.iter().map(move |b| a * b)).collect()
}

pub fn spec() -> Spec {
    let spec = Spec::new("kl_divergence", table(|p, q| definition(p, q) as f32))
        .example("the example of the statement", "题目中的示例", Correctness, |f: &Functions| {
            agrees(f, arr1(&[0.5, 0.5, 0.0]).view(), arr1(&[0.25, 0.5, 0.25]).view())
        })
        .property(
            "agrees with the definition",
            "与定义一致",
            Correctness,
            distributions(1..=6, weights(), weights()),
            |f: &Functions, (p, q)| agrees(f, p.view(), q.view()),
        )
        .property(
            "long vectors",
            "很长的向量",
            Correctness,
            distributions(1..=130, sparse_weights(), weights()),
            |f: &Functions, (p, q)| agrees(f, p.view(), q.view()),
        )
        .property(
            "a divergence is never negative",
            "散度不会为负",
            Correctness,
            distributions(1..=5, weights(), weights()),
            |f: &Functions, (p, q)| {
                let divergence = f.kl_divergence(p.view(), q.view())?;
                // The entries sum to 1 up to rounding, and so does the inequality hold.
                let bound = bound(p.view(), q.view());
                holds(f64::from(divergence) >= -bound, "at least 0", &divergence)
            },
        )
        .property(
            "a vector does not diverge from itself",
            "与自身的散度为 0",
            Correctness,
            distributions(1..=12, scattered_weights(), weights()),
            |f: &Functions, (p, q)| {
                for p in [p, q] {
                    close(&f.kl_divergence(p.view(), p.view())?, 0.0, bound(p.view(), p.view()))?;
                }
                Ok(())
            },
        )
        .property(
            "a certain event costs the logarithm of its probability",
            "必然事件的散度等于其概率的负对数",
            Correctness,
            (distributions(1..=5, weights(), weights()), 0usize..5),
            |f: &Functions, ((mut p, q), certain)| {
                let certain = certain % p.len();
                p.fill(0.0);
                p[certain] = 1.0;
                let expected = -f64::from(q[certain]).ln();
                close(&f.kl_divergence(p.view(), q.view())?, expected, bound(p.view(), q.view()))
            },
        )
        .property(
            "splitting every entry into halves changes nothing",
            "每个元素对半拆开，结果不变",
            Correctness,
            distributions(1..=4, weights(), weights()),
            |f: &Functions, (p, q)| {
                let divergence = f.kl_divergence(p.view(), q.view())?;
                let half = arr1(&[0.5f32, 0.5]);
                let (p, q) = (product(&p, &half), product(&q, &half));
                let bound = 2.0 * bound(p.view(), q.view());
                close(&f.kl_divergence(p.view(), q.view())?, f64::from(divergence), bound)
            },
        )
        .property(
            "the divergences of independent draws add up",
            "相互独立时，散度可以相加",
            Correctness,
            (distributions(1..=3, weights(), weights()), distributions(1..=3, weights(), weights())),
            |f: &Functions, ((p, q), (r, s))| {
                let sum = definition(p.view(), q.view()) + definition(r.view(), s.view());
                let (p, q) = (product(&p, &r), product(&q, &s));
                close(&f.kl_divergence(p.view(), q.view())?, sum, bound(p.view(), q.view()))
            },
        )
        .property(
            "reversing both vectors changes nothing",
            "两个向量同时倒序，结果不变",
            Correctness,
            distributions(2..=6, sparse_weights(), weights()),
            |f: &Functions, (p, q)| {
                let divergence = f.kl_divergence(p.view(), q.view())?;
                let (p, q) = (p.slice(s![..;-1]).to_owned(), q.slice(s![..;-1]).to_owned());
                let bound = 2.0 * bound(p.view(), q.view());
                close(&f.kl_divergence(p.view(), q.view())?, f64::from(divergence), bound)
            },
        );
    mistakes(edges(spec))
}

fn edges(spec: Spec) -> Spec {
    spec.property(
        "tiny entries keep their weight",
        "极小的元素也不能忽略",
        Stability,
        distributions(2..=5, scattered_weights(), scattered_weights()),
        |f: &Functions, (p, q)| agrees(f, p.view(), q.view()),
    )
    .property(
        "nearly equal vectors hardly diverge",
        "几乎相等的向量散度几乎为 0",
        Stability,
        (vec(1u8..=4, 6), vec(-4i8..=4, 6), 1usize..=6),
        |f: &Functions, (base, nudges, n)| {
            let base: Vec<f32> = base.into_iter().map(f32::from).collect();
            let nudged: Vec<f32> =
                base.iter().zip(nudges).map(|(w, k)| w * (1.0 + f32::from(k) / 1024.0)).collect();
            agrees(f, normalized(&base[..n]).view(), normalized(&nudged[..n]).view())
        },
    )
    .property(
        "an entry with p = 0 counts for nothing",
        "p 为 0 的元素不起作用",
        EdgeCase,
        distributions(1..=5, sparse_weights(), weights()),
        |f: &Functions, (p, q)| agrees(f, p.view(), q.view()),
    )
    .property(
        "an entry where both are 0 counts for nothing",
        "p 与 q 同为 0 的元素不起作用",
        EdgeCase,
        distributions(1..=5, sparse_weights(), weights()),
        |f: &Functions, (p, mut q)| {
            Zip::from(&mut q).and(&p).for_each(|q, &p| *q = if p > 0.0 { *q } else { 0.0 });
            agrees(f, p.view(), normalized(&q.to_vec()).view())
        },
    )
    .property(
        "an entry with q = 0 under a positive p makes the divergence infinite",
        "p 为正而 q 为 0 时，散度为 +inf",
        EdgeCase,
        (distributions(2..=5, scattered_weights(), weights()), 0usize..5),
        |f: &Functions, ((p, mut q), missing)| {
            let missing = missing % q.len();
            q[missing] = 0.0;
            let q = normalized(&q.to_vec());
            close(&f.kl_divergence(p.view(), q.view())?, f64::INFINITY, 0.0)
        },
    )
    .property(
        "any memory layout",
        "任意内存布局",
        EdgeCase,
        (distributions(1..=5, weights(), weights()), layout(), layout()),
        |f: &Functions, ((p, q), of_p, of_q)| agrees(f, of_p.lay(p).view(), of_q.lay(q).view()),
    )
}

/// Σ term(pᵢ, qᵢ) over the positive pᵢ.
fn sum(term: impl Fn(f32, f32) -> f32 + 'static) -> impl Fn(ArrayView1<f32>, ArrayView1<f32>) -> f32 {
    move |p, q| p.iter().zip(q).filter(|(p, _)| **p > 0.0).map(|(&p, &q)| term(p, q)).sum()
}

fn right(p: ArrayView1<f32>, q: ArrayView1<f32>) -> f32 {
    sum(|p, q| p * (p / q).ln())(p, q)
}

fn mistakes(mut spec: Spec) -> Spec {
    for epsilon in [1e-8f32, 1e-10, 1e-12, 1e-9, 1e-7, 1e-6] {
        spec = spec
            .mistake("epsilon_in_log", table(sum(move |p, q| p * (p / (q + epsilon)).ln())))
            .mistake("epsilon_in_log", table(sum(move |p, q| p * ((p + epsilon) / (q + epsilon)).ln())))
            .mistake("clamped_q", table(sum(move |p, q| p * (p / q.max(epsilon)).ln())));
    }
    spec.mistake("arguments_swapped", table(|p, q| right(q, p)))
        .mistake("skips_zero_q", table(sum(|p, q| if q > 0.0 { p * (p / q).ln() } else { 0.0 })))
        .mistake("nan_at_zero", table(|p, q| p.iter().zip(q).map(|(&p, &q)| p * (p / q).ln()).sum()))
        .mistake("wrong_sign", table(|p, q| -right(p, q)))
        .mistake("mean_not_sum", table(|p, q| right(p, q) / p.len() as f32))
        .mistake("symmetrised", table(|p, q| (right(p, q) + right(q, p)) / 2.0))
        .mistake(
            "jensen_shannon",
            table(|p, q| {
                let middle = (&p + &q) / 2.0;
                (right(p, middle.view()) + right(q, middle.view())) / 2.0
            }),
        )
        .mistake("base_two", table(sum(|p, q| p * (p / q).log2())))
        .mistake("cross_entropy_only", table(sum(|p, q| -p * q.ln())))
        .mistake("no_weights", table(sum(|p, q| (p / q).ln())))
        .mistake("drops_negative_terms", table(sum(|p, q| (p * (p / q).ln()).max(0.0))))
        .mistake("expects_log_probabilities", table(sum(|p, q| p * (p.ln() - q))))
        .mistake("assumes_contiguous", table(|p, q| right(p, q.as_slice().expect("contiguous").into())))
        .mistake("assumes_contiguous", table(|p, q| right(p.as_slice().expect("contiguous").into(), q)))
        .mistake("assumes_contiguous", table(|p, q| right(misread(&p).view(), misread(&q).view())))
        .mistake(
            "assumes_contiguous",
            table(|p, q| {
                right(p.as_slice().expect("contiguous").into(), q.as_slice().expect("contiguous").into())
            }),
        )
}
