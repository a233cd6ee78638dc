//! Grouped-query attention.

use ndarray::{Array2, Array3, ArrayView2, ArrayView3, Axis, arr2, arr3};

use super::attention::{
    Attend, COMMON, Flaw, Heads, Input, agrees, answer, definition, expected, flawed, problems, properties,
};
use crate::judge::Aspect::{Correctness, EdgeCase};
use crate::judge::Spec;
use crate::judge::check::{close, close_each};
use crate::judge::tolerance::gamma32;
use crate::wire::{Fault, Table};

crate::kata! {
    pub fn grouped_query_attention(
        x: ArrayView3<f32>,
        w_q: ArrayView2<f32>,
        w_k: ArrayView2<f32>,
        w_v: ArrayView2<f32>,
        w_o: ArrayView2<f32>,
        n_heads: usize,
        n_kv_heads: usize,
        causal: bool,
    ) -> Array3<f32>;
}

impl Attend for Functions {
    fn attend(&self, i: Input) -> Result<Array3<f32>, Fault> {
        self.grouped_query_attention(i.x, i.w_q, i.w_k, i.w_v, i.w_o, i.n_heads, i.n_kv_heads, i.causal)
    }
}

fn table_of(attention: impl Fn(Input) -> Array3<f32> + 'static) -> Table {
    table(move |x, w_q, w_k, w_v, w_o, n_heads, n_kv_heads, causal| {
        attention(Input { x, w_q, w_k, w_v, w_o, n_heads, n_kv_heads, causal })
    })
}

/// In few of them the number of groups is the size of a group: there `h / n_kv_heads` looks right.
const HEADS: Heads = &[(1, 1), (2, 1), (2, 2), (4, 2), (3, 3), (6, 2), (6, 3), (8, 2), (8, 4)];

/// What goes wrong only where some heads share keys and values.
const OWN: &[(&str, Flaw)] = &[
    ("tiled_kv_heads", Flaw::TiledKvHeads),
    ("group_by_kv_heads", Flaw::GroupByKvHeads),
    ("first_kv_head_only", Flaw::FirstKvHeadOnly),
    ("kv_heads_averaged", Flaw::KvHeadsAveraged),
    ("d_head_from_kv_heads", Flaw::DHeadFromKvHeads),
    ("one_query_per_group", Flaw::OneQueryPerGroup),
    ("heads_share_projection", Flaw::QueriesShareProjection),
];

pub fn spec() -> Spec {
    let spec = properties::<Functions>(Spec::new("grouped_query_attention", table_of(definition)), HEADS);
    let flaws = OWN.iter().chain(COMMON);
    flaws.fold(groups(spec), |spec, &(name, flaw)| spec.mistake(name, table_of(move |i| flawed(flaw, i))))
}

fn groups(spec: Spec) -> Spec {
    spec.property(
        "repeating each key/value head for its group changes nothing",
        "把每个 key/value head 按组复制，结果不变",
        Correctness,
        problems(HEADS, 1..=1, 1..=4),
        |f: &Functions, p| {
            let (width, group) = (p.d_head(), p.n_heads / p.n_kv_heads);
            let columns: Vec<usize> =
                (0..p.w_q.ncols()).map(|c| c / width / group * width + c % width).collect();
            let (w_k, w_v) = (p.w_k.select(Axis(1), &columns), p.w_v.select(Axis(1), &columns));
            let repeated = Input { w_k: w_k.view(), w_v: w_v.view(), n_kv_heads: p.n_heads, ..p.view() };
            let (grouped, repeated) = (answer(f, p.view())?, answer(f, repeated)?);
            close_each(&grouped, &repeated.mapv(f64::from), &(expected(p.view()).bounds * 2.0))
        },
    )
    .property(
        "with as many key/value heads as heads, it is multi-head attention",
        "key/value head 与 head 一样多时，就是多头注意力",
        EdgeCase,
        problems(&[(1, 1), (2, 2), (4, 4), (8, 8)], 1..=1, 1..=4),
        |f: &Functions, p| agrees(f, p.view()),
    )
    .property(
        "with one key/value head, it is multi-query attention",
        "只有一个 key/value head 时，就是多查询注意力",
        EdgeCase,
        problems(&[(2, 1), (4, 1), (8, 1)], 1..=1, 1..=4),
        |f: &Functions, p| agrees(f, p.view()),
    )
    .example("the example of the statement", "题目中的示例", Correctness, |f: &Functions| {
        let x = arr3(&[[[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0]]]);
        let mut w_q = Array2::zeros((4, 4));
        w_q[[1, 1]] = 1.0;
        w_q[[1, 3]] = 1.0;
        let w_k = arr2(&[[1.0, 2.0], [0.0, 0.0], [0.0, 0.0], [0.0, 0.0]]);
        let w_v = arr2(&[[1.0, 10.0], [2.0, 20.0], [0.0, 0.0], [0.0, 0.0]]);
        let w_o = Array2::eye(4);
        let attend = |causal| {
            let (w_q, w_k, w_v, w_o) = (w_q.view(), w_k.view(), w_v.view(), w_o.view());
            f.grouped_query_attention(x.view(), w_q, w_k, w_v, w_o, 4, 2, causal)
        };
        let last = [1.5, 1.0 + 1.0 / (1.0 + 1f64.exp()), 15.0, 10.0 + 10.0 / (1.0 + 2f64.exp())];
        close(&attend(true)?, &arr3(&[[[1.0, 1.0, 10.0, 10.0], last]]), gamma32(100))?;
        close(&attend(false)?, &arr3(&[[[1.5, 1.5, 15.0, 15.0], last]]), gamma32(100))
    })
}
