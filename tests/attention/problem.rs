//! Inputs of the attention katas.

use std::ops::RangeInclusive;

use ndarray::{Array2, Array3, s};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::Input;
use crate::judge::generate::reals32;

/// Arguments that own their arrays.
#[derive(Clone, Debug)]
pub struct Problem {
    pub x: Array3<f32>,
    pub w_q: Array2<f32>,
    pub w_k: Array2<f32>,
    pub w_v: Array2<f32>,
    pub w_o: Array2<f32>,
    pub n_heads: usize,
    pub n_kv_heads: usize,
    pub causal: bool,
}

impl Problem {
    pub fn view(&self) -> Input<'_> {
        Input {
            x: self.x.view(),
            w_q: self.w_q.view(),
            w_k: self.w_k.view(),
            w_v: self.w_v.view(),
            w_o: self.w_o.view(),
            n_heads: self.n_heads,
            n_kv_heads: self.n_kv_heads,
            causal: self.causal,
        }
    }

    pub fn causal(self, causal: bool) -> Self {
        Problem { causal, ..self }
    }

    /// The same with every number taken by its size.
    pub fn sizes(&self) -> Self {
        let [w_q, w_k, w_v, w_o] = [&self.w_q, &self.w_k, &self.w_v, &self.w_o].map(|w| w.mapv(f32::abs));
        Problem { x: self.x.mapv(f32::abs), w_q, w_k, w_v, w_o, ..*self }
    }

    pub fn d_head(&self) -> usize {
        self.w_q.ncols() / self.n_heads
    }

    /// Scales the queries so that the largest scaled score, seen or hidden, is of this size.
    pub fn with_largest_score(mut self, size: f32) -> Self {
        let d_head = self.d_head();
        let mut largest = 0.0f32;
        for x in self.x.outer_iter() {
            let (q, k) = (x.dot(&self.w_q), x.dot(&self.w_k));
            for h in 0..self.n_heads {
                let g = h / (self.n_heads / self.n_kv_heads);
                let q = q.slice(s![.., h * d_head..(h + 1) * d_head]);
                let scores = q.dot(&k.slice(s![.., g * d_head..(g + 1) * d_head]).t());
                largest = scores.fold(largest, |a, s| a.max(s.abs()));
            }
        }
        if largest > 0.0 {
            self.w_q *= size * (d_head as f32).sqrt() / largest;
        }
        self
    }
}

/// The numbers of heads and of key/value heads that a kata is asked with, the simplest first.
pub type Heads = &'static [(usize, usize)];

/// No side of any array is longer.
const WIDEST: usize = 16;

pub fn problems(
    heads: Heads,
    batch: RangeInclusive<usize>,
    seq: RangeInclusive<usize>,
) -> impl Strategy<Value = Problem> {
    of_numbers(heads, batch, seq, reals32(-2.0..=2.0), reals32(-1.0..=1.0))
}

/// Sizes come first, and both pools are dealt out in a circle, since most problems need few numbers
/// and a long pool is slow to make. Their lengths are prime, so that no two rows are alike.
pub fn of_numbers(
    heads: Heads,
    batch: RangeInclusive<usize>,
    seq: RangeInclusive<usize>,
    inputs: impl Strategy<Value = f32> + 'static,
    weights: impl Strategy<Value = f32> + 'static,
) -> BoxedStrategy<Problem> {
    let sizes = (select(heads), 1..=4usize, batch, seq);
    let pools = (vec(inputs, 31), vec(weights, 61));
    (sizes, any::<bool>(), pools)
        .prop_map(|(sizes, causal, (inputs, weights))| {
            let ((n_heads, n_kv_heads), d_head, batch, seq) = sizes;
            let d_head = d_head.min(WIDEST / n_heads);
            let d_model = n_heads * d_head;
            let mut inputs = inputs.into_iter().cycle();
            let mut weights = weights.into_iter().cycle();
            let mut next = || weights.next().expect("a circle has no end");
            let mut weight = |columns| Array2::from_shape_simple_fn((d_model, columns), &mut next);
            let (w_q, w_k) = (weight(d_model), weight(n_kv_heads * d_head));
            let (w_v, w_o) = (weight(n_kv_heads * d_head), weight(d_model));
            let next = || inputs.next().expect("a circle has no end");
            let x = Array3::from_shape_simple_fn((batch, seq, d_model), next);
            Problem { x, w_q, w_k, w_v, w_o, n_heads, n_kv_heads, causal }
        })
        .boxed()
}
