//! What the benchmarks of the attention katas share: their sizes, their inputs, and attention in
//! plain loops to compare with.

use ndarray::{Array2, Array3, ArrayView2, ArrayView3};
use ndarray_rand::RandomExt;
use ndarray_rand::rand::SeedableRng;
use ndarray_rand::rand::rngs::StdRng;
use ndarray_rand::rand_distr::Normal;

pub const HEADS: usize = 8;

/// Sequence and width: a short prompt, and one that is longer than it is wide.
pub const SIZES: [(usize, usize); 2] = [(64, 256), (512, 256)];

pub struct Inputs {
    pub x: Array3<f32>,
    pub w_q: Array2<f32>,
    pub w_k: Array2<f32>,
    pub w_v: Array2<f32>,
    pub w_o: Array2<f32>,
}

/// Inputs of unit variance, and weights that keep it.
pub fn inputs(seq: usize, d_model: usize, n_kv_heads: usize) -> Inputs {
    let mut rng = StdRng::seed_from_u64(0);
    let unit = Normal::new(0.0f32, 1.0).expect("a deviation");
    let kept = Normal::new(0.0, 1.0 / (d_model as f32).sqrt()).expect("a deviation");
    let x = Array3::random_using((1, seq, d_model), unit, &mut rng);
    let mut weight = |columns| Array2::random_using((d_model, columns), kept, &mut rng);
    let narrow = d_model / HEADS * n_kv_heads;
    Inputs { x, w_q: weight(d_model), w_k: weight(narrow), w_v: weight(narrow), w_o: weight(d_model) }
}

/// Causal attention query by query, every product a loop.
pub fn plain_loops(inputs: &Inputs, n_kv_heads: usize) -> Array3<f32> {
    let (batch, seq, d_model) = inputs.x.dim();
    let d_head = d_model / HEADS;
    let q = project(inputs.x.view(), inputs.w_q.view());
    let k = project(inputs.x.view(), inputs.w_k.view());
    let v = project(inputs.x.view(), inputs.w_v.view());
    let mut heads = Array3::zeros((batch, seq, d_model));
    for b in 0..batch {
        for h in 0..HEADS {
            let (own, shared) = (h * d_head, h / (HEADS / n_kv_heads) * d_head);
            for i in 0..seq {
                let score = |j| {
                    let products = (0..d_head).map(|d| q[[b, i, own + d]] * k[[b, j, shared + d]]);
                    products.sum::<f32>() / (d_head as f32).sqrt()
                };
                let scores: Vec<f32> = (0..=i).map(score).collect();
                let max = scores.iter().fold(f32::NEG_INFINITY, |a, &b| a.max(b));
                let exps: Vec<f32> = scores.iter().map(|s| (s - max).exp()).collect();
                let sum: f32 = exps.iter().sum();
                for d in 0..d_head {
                    let weighted = exps.iter().enumerate().map(|(j, e)| e * v[[b, j, shared + d]]);
                    heads[[b, i, own + d]] = weighted.sum::<f32>() / sum;
                }
            }
        }
    }
    project(heads.view(), inputs.w_o.view())
}

fn project(x: ArrayView3<f32>, w: ArrayView2<f32>) -> Array3<f32> {
    let (batch, seq, width) = x.dim();
    Array3::from_shape_fn((batch, seq, w.ncols()), |(b, i, c)| {
        (0..width).map(|d| x[[b, i, d]] * w[[d, c]]).sum()
    })
}
