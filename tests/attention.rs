//! What the attention katas share: inputs, the definition with its error bounds, and the properties
//! of any of them. All are grouped-query attention with a restricted number of key/value heads.

use std::rc::Rc;

use ndarray::{Array2, Array3, ArrayView2, ArrayView3, Axis, concatenate, s};
use proptest::array::uniform5;
use proptest::prelude::*;
use proptest::sample::select;

use crate::judge::Aspect::{Correctness, EdgeCase, Shape, Stability};
use crate::judge::check::{close, close_each, shape};
use crate::judge::generate::layout;
use crate::judge::tolerance::{SUBNORMAL32, U32, gamma};
use crate::judge::{Check, Failure, Spec};
use crate::wire::{Fault, Session};

#[path = "attention/flaw.rs"]
mod flaw;
#[path = "attention/problem.rs"]
mod problem;

pub use flaw::{COMMON, Flaw, flawed};
pub use problem::{Heads, Problem, of_numbers, problems};

/// The arguments of any attention kata.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    pub x: ArrayView3<'a, f32>,
    pub w_q: ArrayView2<'a, f32>,
    pub w_k: ArrayView2<'a, f32>,
    pub w_v: ArrayView2<'a, f32>,
    pub w_o: ArrayView2<'a, f32>,
    pub n_heads: usize,
    pub n_kv_heads: usize,
    pub causal: bool,
}

/// Functions under test that can be asked for attention.
pub trait Attend: From<Rc<Session>> + 'static {
    fn attend(&self, input: Input) -> Result<Array3<f32>, Fault>;
}

/// What is right, and how far an honest f32 answer may be from it, entry by entry.
pub struct Expected {
    pub out: Array3<f64>,
    pub bounds: Array3<f64>,
}

/// Attention in f64, one query at a time.
///
/// The bounds hold for any order of operations. With S̄ = (|X||W_q|)(|X||W_k|)ᵀ/√d, the products
/// that lead to a score have an error of γ·S̄; exp, the sum and the division add a relative error
/// to each weight. Let eⱼ be the sum of both for key j. Since Σ pⱼ(vⱼ − o) = 0, such errors move
/// o = Σ pⱼvⱼ by at most Σ pⱼ(exp eⱼ − 1)|vⱼ − o| / Σ pⱼ exp(−eⱼ), and never beyond the farthest
/// value. The products that lead from X to the result over V add γ·P|X||W_v||W_o|.
pub fn expected(input: Input) -> Expected {
    let (_, seq, d_model) = input.x.dim();
    let d_head = d_model / input.n_heads;
    let root = (d_head as f64).sqrt();
    let of_scores = gamma((2 * d_model + d_head + 3) as f64, U32);
    let of_values = gamma((2 * d_model + seq + 4) as f64, U32);
    let [w_q, w_k, w_v, w_o] = [input.w_q, input.w_k, input.w_v, input.w_o].map(|w| w.mapv(f64::from));
    let [w_q_size, w_k_size, w_v_size, w_o_size] = [&w_q, &w_k, &w_v, &w_o].map(|w| w.mapv(f64::abs));
    let mut out = Array3::zeros(input.x.raw_dim());
    let mut bounds = Array3::zeros(input.x.raw_dim());
    for (b, x) in input.x.outer_iter().enumerate() {
        let x = x.mapv(f64::from);
        let x_size = x.mapv(f64::abs);
        let (q, k, v) = (x.dot(&w_q), x.dot(&w_k), x.dot(&w_v));
        let (q_size, k_size, v_size) = (x_size.dot(&w_q_size), x_size.dot(&w_k_size), x_size.dot(&w_v_size));
        let mut heads = Array2::<f64>::zeros((seq, d_model));
        let mut errors = Array2::<f64>::zeros((seq, d_model));
        for h in 0..input.n_heads {
            let g = h / (input.n_heads / input.n_kv_heads);
            let dot = |a: &Array2<f64>, i: usize, b: &Array2<f64>, j: usize| -> f64 {
                (0..d_head).map(|d| a[[i, h * d_head + d]] * b[[j, g * d_head + d]]).sum()
            };
            for i in 0..seq {
                let visible = 0..if input.causal { i + 1 } else { seq };
                let scores: Vec<f64> = visible.clone().map(|j| dot(&q, i, &k, j) / root).collect();
                let max = scores.iter().fold(f64::NEG_INFINITY, |a, &b| a.max(b));
                let sum: f64 = scores.iter().map(|s| (s - max).exp()).sum();
                let weights: Vec<f64> = scores.iter().map(|s| (s - max).exp() / sum).collect();
                // As exp(s − ln Σ exp s) a whole row of weights shares the error of that logarithm.
                let of_sum = gamma((max + sum.ln()).abs(), U32);

                // Beyond 120 below the maximum a weight underflows, and nothing but 0 is left of it.
                // An error of exp(50) says nothing: there the farthest value bounds the result.
                let slips: Vec<f64> = visible
                    .clone()
                    .map(|j| of_scores * dot(&q_size, i, &k_size, j) / root)
                    .zip(&scores)
                    .map(|(e, s)| (e + gamma(3.0 * ((max - s).min(120.0) + (seq + 2) as f64), U32)).min(50.0))
                    .collect();
                let remains: f64 = weights.iter().zip(&slips).map(|(p, e)| p * (-e).exp()).sum();
                for d in 0..d_head {
                    let column = g * d_head + d;
                    let o: f64 = visible.clone().map(|j| weights[j] * v[[j, column]]).sum();
                    let away = |j: usize| (v[[j, column]] - o).abs();
                    let moved: f64 = visible.clone().map(|j| weights[j] * slips[j].exp_m1() * away(j)).sum();
                    let farthest = visible.clone().map(away).fold(0.0, f64::max);
                    let rounded: f64 = visible.clone().map(|j| weights[j] * v_size[[j, column]]).sum();
                    let lost: f64 = visible.clone().map(|j| SUBNORMAL32 * (1.0 + v_size[[j, column]])).sum();
                    heads[[i, h * d_head + d]] = o;
                    errors[[i, h * d_head + d]] =
                        (moved / remains).min(farthest) + (of_values + of_sum) * rounded + lost;
                }
            }
        }
        out.index_axis_mut(Axis(0), b).assign(&heads.dot(&w_o));
        // A tiny weight times a small entry of W_o may underflow once more.
        let lost = d_model as f64 * SUBNORMAL32;
        bounds.index_axis_mut(Axis(0), b).assign(&(errors.dot(&w_o_size) + lost));
    }
    Expected { out, bounds }
}

/// The definition as a function of the kata's types.
pub fn definition(input: Input) -> Array3<f32> {
    expected(input).out.mapv(|o| o as f32)
}

pub fn agrees<F: Attend>(f: &F, input: Input) -> Check {
    let expected = expected(input);
    close_each(&f.attend(input)?, &expected.out, &expected.bounds)
}

/// An answer to compute with, of which the shape is certain.
pub fn answer<F: Attend>(f: &F, input: Input) -> Result<Array3<f32>, Failure> {
    let answer = f.attend(input)?;
    shape(&answer, input.x.shape())?;
    Ok(answer)
}

/// Two answers that should be the same, each with the bounds of its own input.
fn same(actual: ArrayView3<f32>, other: ArrayView3<f32>, bounds: &Array3<f64>) -> Check {
    close_each(actual, &other.mapv(f64::from), bounds)
}

/// Blocks of `width` columns (or rows) in reverse order.
fn reversed_blocks(w: &Array2<f32>, axis: Axis, width: usize) -> Array2<f32> {
    let blocks: Vec<_> = w.axis_chunks_iter(axis, width).rev().collect();
    concatenate(axis, &blocks).expect("blocks of one matrix")
}

/// The properties of every attention kata.
pub fn properties<F: Attend>(spec: Spec, heads: Heads) -> Spec {
    edge_cases::<F>(stability::<F>(correctness::<F>(spec, heads), heads), heads)
}

fn correctness<F: Attend>(spec: Spec, heads: Heads) -> Spec {
    spec.property(
        "the shape stays the same",
        "形状不变",
        Shape,
        problems(heads, 1..=3, 1..=4),
        |f: &F, p| shape(&f.attend(p.view())?, p.x.shape()),
    )
    .property(
        "without a mask, agrees with the definition",
        "不加 mask 时与定义一致",
        Correctness,
        problems(heads, 1..=2, 1..=5),
        |f: &F, p| agrees(f, p.causal(false).view()),
    )
    .property(
        "with a causal mask, agrees with the definition",
        "加 causal mask 时与定义一致",
        Correctness,
        problems(heads, 1..=2, 1..=5),
        |f: &F, p| agrees(f, p.causal(true).view()),
    )
    .property(
        "equal scores give the mean of the visible values",
        "score 全相等时得到可见 value 的平均",
        Correctness,
        problems(heads, 1..=1, 1..=5),
        |f: &F, mut p| {
            p.w_q.fill(0.0);
            agrees(f, p.view())
        },
    )
    .property(
        "with a causal mask, a position does not see what follows it",
        "加 causal mask 时，位置看不到后面的内容",
        Correctness,
        (problems(heads, 1..=1, 2..=5), 1usize..5),
        |f: &F, (p, from)| {
            let p = p.causal(true);
            let from = 1 + from % (p.x.dim().1 - 1);
            let mut other = p.clone();
            other.x.slice_mut(s![.., from.., ..]).mapv_inplace(|v| 1.0 - v);
            let (first, second) = (answer(f, p.view())?, answer(f, other.view())?);
            let bounds = expected(p.view()).bounds.slice_move(s![.., ..from, ..]) * 2.0;
            same(second.slice(s![.., ..from, ..]), first.slice(s![.., ..from, ..]), &bounds)
        },
    )
    .property(
        "the last position sees everything, with or without a mask",
        "不论是否加 mask，最后一个位置都能看到全部",
        Correctness,
        problems(heads, 1..=1, 1..=5),
        |f: &F, p| {
            let free = p.clone().causal(false);
            let masked = p.causal(true);
            let bounds = expected(free.view()).bounds.slice_move(s![.., -1.., ..]) * 2.0;
            let (free, masked) = (answer(f, free.view())?, answer(f, masked.view())?);
            same(masked.slice(s![.., -1.., ..]), free.slice(s![.., -1.., ..]), &bounds)
        },
    )
    .property(
        "sequences of a batch do not see each other",
        "batch 中的各个序列互不影响",
        Correctness,
        problems(heads, 2..=3, 1..=3),
        |f: &F, p| {
            let alone = Input { x: p.x.slice(s![..1, .., ..]), ..p.view() };
            let bounds = expected(alone).bounds * 2.0;
            let (alone, together) = (answer(f, alone)?, answer(f, p.view())?);
            same(together.slice(s![..1, .., ..]), alone.view(), &bounds)
        },
    )
    .property(
        "without a mask, reordering the positions reorders the result alike",
        "不加 mask 时，位置怎么重排，结果就怎么重排",
        Correctness,
        problems(heads, 1..=1, 2..=4),
        |f: &F, p| {
            let p = p.causal(false);
            let backwards = p.x.slice(s![.., ..;-1, ..]).to_owned();
            let result = answer(f, Input { x: backwards.view(), ..p.view() })?;
            let straight = answer(f, p.view())?;
            same(result.slice(s![.., ..;-1, ..]), straight.view(), &(expected(p.view()).bounds * 2.0))
        },
    )
    .property(
        "renumbering the heads changes nothing",
        "给 head 重新编号，结果不变",
        Correctness,
        problems(heads, 1..=1, 1..=4),
        |f: &F, p| {
            let width = p.d_head();
            let renumbered = Problem {
                w_q: reversed_blocks(&p.w_q, Axis(1), width),
                w_k: reversed_blocks(&p.w_k, Axis(1), width),
                w_v: reversed_blocks(&p.w_v, Axis(1), width),
                w_o: reversed_blocks(&p.w_o, Axis(0), width),
                ..p.clone()
            };
            let (first, second) = (answer(f, p.view())?, answer(f, renumbered.view())?);
            same(second.view(), first.view(), &(expected(p.view()).bounds * 2.0))
        },
    )
    .property(
        "an output projection of zeros gives zeros",
        "输出投影为零时结果为零",
        Correctness,
        problems(heads, 1..=1, 1..=3),
        |f: &F, mut p| {
            p.w_o.fill(0.0);
            close(&f.attend(p.view())?, &p.x.mapv(|_| 0.0f64), 0.0)
        },
    )
}

/// Sizes of the largest score, all within what the statement promises.
fn large() -> impl Strategy<Value = f32> {
    select(vec![100.0f32, 200.0, 1000.0, 9999.0])
}

fn stability<F: Attend>(spec: Spec, heads: Heads) -> Spec {
    spec.property(
        "large scores do not overflow",
        "很大的 score 不会溢出",
        Stability,
        (problems(heads, 1..=1, 1..=4), large()),
        |f: &F, (p, size)| agrees(f, p.causal(false).with_largest_score(size).view()),
    )
    .property(
        "large scores that are hidden do not disturb those that are seen",
        "被遮住的 score 再大也不影响可见的部分",
        Stability,
        (problems(heads, 1..=1, 2..=4), large()),
        |f: &F, (p, size)| agrees(f, p.causal(true).with_largest_score(size).view()),
    )
}

fn edge_cases<F: Attend>(spec: Spec, heads: Heads) -> Spec {
    spec.property(
        "a sequence of one position returns its own value",
        "只有一个位置的序列得到自己的 value",
        EdgeCase,
        of_numbers(heads, 1..=3, 1..=1, small_integers(), small_integers()),
        |f: &F, p| {
            // The only weight is e/e = 1, and products and sums of small integers are exact: what is
            // left are two roundings, if the value is multiplied by e before it is divided by it.
            let sizes = expected(p.sizes().view()).out;
            close_each(&f.attend(p.view())?, &expected(p.view()).out, &(sizes * gamma(2.0, U32)))
        },
    )
    .property(
        "any memory layout",
        "任意内存布局",
        EdgeCase,
        (problems(heads, 1..=2, 1..=3), uniform5(layout())),
        |f: &F, (p, [x, w_q, w_k, w_v, w_o])| {
            let (x, w_q, w_k) = (x.lay(p.x.clone()), w_q.lay(p.w_q.clone()), w_k.lay(p.w_k.clone()));
            let (w_v, w_o) = (w_v.lay(p.w_v.clone()), w_o.lay(p.w_o.clone()));
            let (w_q, w_k, w_v, w_o) = (w_q.view(), w_k.view(), w_v.view(), w_o.view());
            agrees(f, Input { x: x.view(), w_q, w_k, w_v, w_o, ..p.view() })
        },
    )
    .example("a long sequence", "很长的序列", EdgeCase, move |f: &F| {
        let p = long(heads);
        agrees(f, p.clone().causal(false).view())?;
        agrees(f, p.causal(true).view())
    })
}

/// More positions than fit into the usual tiles of an online softmax, and wider heads than elsewhere;
/// neither number is even. There is only one such problem, and it is kept cheap.
fn long(heads: Heads) -> Problem {
    let (n_heads, n_kv_heads) = heads[1];
    let (seq, d_head) = (101, 5);
    let d_model = n_heads * d_head;
    let mut k = 0u32;
    let mut next = || {
        k += 1;
        (k * 7919 % 1009) as f32 / 504.5 - 1.0
    };
    let mut weight = |columns| Array2::from_shape_simple_fn((d_model, columns), &mut next);
    let (w_q, w_k) = (weight(d_model), weight(n_kv_heads * d_head));
    let (w_v, w_o) = (weight(n_kv_heads * d_head), weight(d_model));
    let x = Array3::from_shape_simple_fn((1, seq, d_model), next);
    Problem { x, w_q, w_k, w_v, w_o, n_heads, n_kv_heads, causal: false }
}

fn small_integers() -> impl Strategy<Value = f32> {
    (-3i8..=3).prop_map(f32::from)
}
