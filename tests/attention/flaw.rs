//! Attention with one mistake at a time.

use ndarray::{Array2, Array3, ArrayView2, Axis, concatenate, s, stack};

use super::Input;

/// A mistake; `None` of them is right attention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    None,
    NoMaxSubtraction,
    MaxOverAllRows,
    MaxOverHidden,
    CausalIgnored,
    AlwaysCausal,
    MaskHidesDiagonal,
    MaskShowsNext,
    MaskInverted,
    MaskWithZero,
    MaskAfterSoftmax,
    SoftmaxOverQueries,
    NoScale,
    ScaleByDHead,
    ScaleBySqrtDModel,
    ScaleAfterSoftmax,
    HeadsInterleaved,
    HeadsShareProjection,
    HeadsAveraged,
    NoProjections,
    NoOutputProjection,
    WeightsTransposed,
    SplitWithoutTranspose,
    MergeWithoutTranspose,
    BatchesMixed,
    ResidualAdded,
    // Where queries outnumber keys and values.
    QueriesShareProjection,
    OneSoftmaxForAllHeads,
    MaskByStackedRow,
    KeysAsValues,
    TiledKvHeads,
    GroupByKvHeads,
    FirstKvHeadOnly,
    KvHeadsAveraged,
    DHeadFromKvHeads,
    OneQueryPerGroup,
}

use Flaw::*;

/// The mistakes that every attention kata knows, by name.
pub const COMMON: &[(&str, Flaw)] = &[
    ("no_max_subtraction", NoMaxSubtraction),
    ("max_over_all_rows", MaxOverAllRows),
    ("max_over_hidden", MaxOverHidden),
    ("causal_ignored", CausalIgnored),
    ("always_causal", AlwaysCausal),
    ("mask_hides_diagonal", MaskHidesDiagonal),
    ("mask_shows_next", MaskShowsNext),
    ("mask_inverted", MaskInverted),
    ("mask_with_zero", MaskWithZero),
    ("mask_after_softmax", MaskAfterSoftmax),
    ("softmax_over_queries", SoftmaxOverQueries),
    ("no_scale", NoScale),
    ("scale_by_d_head", ScaleByDHead),
    ("scale_by_sqrt_d_model", ScaleBySqrtDModel),
    ("scale_after_softmax", ScaleAfterSoftmax),
    ("heads_interleaved", HeadsInterleaved),
    ("heads_averaged", HeadsAveraged),
    ("no_projections", NoProjections),
    ("no_output_projection", NoOutputProjection),
    ("weights_transposed", WeightsTransposed),
    ("split_without_transpose", SplitWithoutTranspose),
    ("merge_without_transpose", MergeWithoutTranspose),
    ("batches_mixed", BatchesMixed),
    ("residual_added", ResidualAdded),
];

/// Attention as somebody writes it who makes this mistake.
pub fn flawed(flaw: Flaw, input: Input) -> Array3<f32> {
    let (batch, seq, d_model) = input.x.dim();
    if flaw == BatchesMixed && batch > 1 {
        let long = input.x.to_shape((1, batch * seq, d_model)).expect("the same elements");
        let out = flawed(None, Input { x: long.view(), ..input });
        return out.into_shape_with_order((batch, seq, d_model)).expect("the same elements");
    }
    let mut out = Array3::zeros(input.x.raw_dim());
    for (x, mut out) in input.x.outer_iter().zip(out.outer_iter_mut()) {
        out.assign(&sequence(flaw, x, &input));
        if flaw == ResidualAdded {
            out += &x;
        }
    }
    out
}

fn sequence(flaw: Flaw, x: ArrayView2<f32>, input: &Input) -> Array2<f32> {
    let Input { n_heads, n_kv_heads, .. } = *input;
    let project = |w: ArrayView2<f32>| match flaw {
        NoProjections => x.slice(s![.., ..w.ncols()]).to_owned(),
        WeightsTransposed if w.is_square() => x.dot(&w.t()),
        _ => x.dot(&w),
    };
    let (q, k) = (project(input.w_q), project(input.w_k));
    let v = if flaw == KeysAsValues { k.clone() } else { project(input.w_v) };
    let group = n_heads / n_kv_heads;
    let scores: Vec<Array2<f32>> = (0..n_heads)
        .map(|h| {
            let h_q = match flaw {
                HeadsShareProjection | QueriesShareProjection => 0,
                OneQueryPerGroup => h / group * group,
                _ => h,
            };
            head(flaw, &q, h_q, n_heads).dot(&shared(flaw, &k, h, input).t())
        })
        .collect();
    let heads: Vec<Array2<f32>> = (0..n_heads)
        .map(|h| {
            let scores = match flaw {
                OneSoftmaxForAllHeads => scores.iter().fold(&scores[0] * 0.0, |sum, s| sum + s),
                _ => scores[h].clone(),
            };
            attention_weights(flaw, scores, h, input).dot(&shared(flaw, &v, h, input))
        })
        .collect();
    let heads = merge(flaw, &heads);
    match flaw {
        NoOutputProjection => heads,
        WeightsTransposed => heads.dot(&input.w_o.t()),
        _ => heads.dot(&input.w_o),
    }
}

/// Head `h` of a projection that holds `count` heads.
fn head(flaw: Flaw, y: &Array2<f32>, h: usize, count: usize) -> Array2<f32> {
    let (seq, width) = (y.nrows(), y.ncols() / count);
    match flaw {
        HeadsInterleaved => y.slice(s![.., h..;count]).to_owned(),
        SplitWithoutTranspose => {
            let heads = y.to_shape((count, seq, width)).expect("the same elements");
            heads.index_axis(Axis(0), h).to_owned()
        }
        _ => y.slice(s![.., h * width..(h + 1) * width]).to_owned(),
    }
}

/// The key or value head that query head `h` reads.
fn shared(flaw: Flaw, y: &Array2<f32>, h: usize, input: &Input) -> Array2<f32> {
    let count = input.n_kv_heads;
    if flaw == KvHeadsAveraged {
        let sum = (1..count).fold(head(flaw, y, 0, count), |sum, g| sum + head(flaw, y, g, count));
        return sum / count as f32;
    }
    let g = match flaw {
        HeadsShareProjection | FirstKvHeadOnly => 0,
        TiledKvHeads => h % count,
        GroupByKvHeads => h / count,
        _ => h / (input.n_heads / count),
    };
    head(flaw, y, g, count)
}

fn attention_weights(flaw: Flaw, mut scores: Array2<f32>, h: usize, input: &Input) -> Array2<f32> {
    let d_model = input.w_q.ncols() as f32;
    let d_head = d_model / input.n_heads as f32;
    let scale = match flaw {
        NoScale | ScaleAfterSoftmax => 1.0,
        ScaleByDHead => 1.0 / d_head,
        ScaleBySqrtDModel => 1.0 / d_model.sqrt(),
        DHeadFromKvHeads => (input.n_kv_heads as f32 / d_model).sqrt(),
        _ => 1.0 / d_head.sqrt(),
    };
    scores *= scale;
    let seen = |i: usize, j: usize| match flaw {
        CausalIgnored => true,
        AlwaysCausal => j <= i,
        _ if !input.causal => true,
        MaskHidesDiagonal => j < i,
        MaskShowsNext => j <= i + 1,
        MaskInverted => j >= i,
        MaskByStackedRow => j <= i * input.n_heads + h,
        _ => j <= i,
    };
    let masked = |scores: &Array2<f32>, value: f32| {
        Array2::from_shape_fn(scores.raw_dim(), |(i, j)| if seen(i, j) { scores[[i, j]] } else { value })
    };
    let hidden = f32::NEG_INFINITY;
    match flaw {
        NoMaxSubtraction => divided_by_sums(masked(&scores, hidden).mapv(f32::exp)),
        MaxOverAllRows => {
            let scores = masked(&scores, hidden);
            let max = largest(scores.iter());
            divided_by_sums(scores.mapv(|s| (s - max).exp()))
        }
        MaxOverHidden => divided_by_sums(masked(&softmax(scores), 0.0)),
        MaskWithZero => softmax(masked(&scores, 0.0)),
        MaskAfterSoftmax => masked(&softmax(scores), 0.0),
        SoftmaxOverQueries => softmax(masked(&scores, hidden).reversed_axes()).reversed_axes(),
        ScaleAfterSoftmax => softmax(masked(&scores, hidden)) / d_head.sqrt(),
        _ => softmax(masked(&scores, hidden)),
    }
}

fn softmax(mut scores: Array2<f32>) -> Array2<f32> {
    for mut row in scores.rows_mut() {
        let max = largest(row.iter());
        row.mapv_inplace(|s| (s - max).exp());
    }
    divided_by_sums(scores)
}

fn largest<'a>(scores: impl Iterator<Item = &'a f32>) -> f32 {
    scores.fold(f32::NEG_INFINITY, |a, &b| a.max(b))
}

fn divided_by_sums(exps: Array2<f32>) -> Array2<f32> {
    let sums = exps.sum_axis(Axis(1)).insert_axis(Axis(1));
    exps / sums
}

/// Heads side by side.
fn merge(flaw: Flaw, heads: &[Array2<f32>]) -> Array2<f32> {
    let (seq, width) = heads[0].dim();
    let views: Vec<ArrayView2<f32>> = heads.iter().map(|head| head.view()).collect();
    match flaw {
        SplitWithoutTranspose | MergeWithoutTranspose => {
            let stacked = stack(Axis(0), &views).expect("heads of one shape");
            stacked.into_shape_with_order((seq, heads.len() * width)).expect("the same elements")
        }
        HeadsAveraged => {
            let mean = heads.iter().fold(&heads[0] * 0.0, |sum, head| sum + head) / heads.len() as f32;
            concatenate(Axis(1), &vec![mean.view(); heads.len()]).expect("heads of one shape")
        }
        _ => concatenate(Axis(1), &views).expect("heads of one shape"),
    }
}
