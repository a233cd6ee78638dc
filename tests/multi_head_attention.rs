//! Multi-head attention.

use ndarray::{Array2, Array3, ArrayView2, ArrayView3, arr2, arr3};

use super::attention::{Attend, COMMON, Flaw, Heads, Input, definition, flawed, properties};
use crate::judge::Aspect::Correctness;
use crate::judge::Spec;
use crate::judge::check::close;
use crate::judge::tolerance::gamma32;
use crate::wire::{Fault, Table};

crate::kata! {
    pub fn multi_head_attention(
        x: ArrayView3<f32>,
        w_q: ArrayView2<f32>,
        w_k: ArrayView2<f32>,
        w_v: ArrayView2<f32>,
        w_o: ArrayView2<f32>,
        n_heads: usize,
        causal: bool,
    ) -> Array3<f32>;
}

impl Attend for Functions {
    fn attend(&self, i: Input) -> Result<Array3<f32>, Fault> {
        self.multi_head_attention(i.x, i.w_q, i.w_k, i.w_v, i.w_o, i.n_heads, i.causal)
    }
}

fn table_of(attention: impl Fn(Input) -> Array3<f32> + 'static) -> Table {
    table(move |x, w_q, w_k, w_v, w_o, n_heads, causal| {
        attention(Input { x, w_q, w_k, w_v, w_o, n_heads, n_kv_heads: n_heads, causal })
    })
}

const HEADS: Heads = &[(1, 1), (2, 2), (3, 3), (4, 4), (8, 8)];

pub fn spec() -> Spec {
    let spec = properties::<Functions>(Spec::new("multi_head_attention", table_of(definition)), HEADS)
        .example("the example of the statement", "题目中的示例", Correctness, |f: &Functions| {
            let (x, one) = (arr3(&[[[1.0, 0.0], [0.0, 1.0]]]), Array2::eye(2));
            let w_o = arr2(&[[1.0, 1.0], [0.0, 1.0]]);
            let attend = |causal| {
                let (one, w_o) = (one.view(), w_o.view());
                f.multi_head_attention(x.view(), one, one, one, w_o, 2, causal)
            };
            let winner = 1.0 / (1.0 + (-1.0f64).exp());
            close(&attend(true)?, &arr3(&[[[1.0, 1.0], [0.5, 0.5 + winner]]]), gamma32(8))?;
            close(&attend(false)?, &arr3(&[[[winner, winner + 0.5], [0.5, 0.5 + winner]]]), gamma32(8))
        });
    let shared = [("heads_share_projection", Flaw::HeadsShareProjection)];
    let flaws = COMMON.iter().chain(&shared);
    flaws.fold(spec, |spec, &(name, flaw)| spec.mistake(name, table_of(move |i| flawed(flaw, i))))
}
