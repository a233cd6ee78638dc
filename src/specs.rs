//! Every kata's spec and texts. The specs lie in `tests/`, the texts in `katas/`, and the references,
//! which are only shown from here, in `solutions/`.

use crate::judge::Spec;

/// The texts of a kata, as they were when the tool was built: it shows them wherever it runs.
#[derive(Debug)]
pub(crate) struct Texts {
    pub stub: &'static str,
    pub solution: &'static str,
    pub english: &'static str,
    pub chinese: &'static str,
}

/// One line registers a kata: its module, which is its name, and where its spec lies.
macro_rules! register {
    ($($kata:ident: $path:literal),+ $(,)?) => {
        $(#[path = $path] pub mod $kata;)+

        /// Every kata, in the order in which they are best learned.
        pub const NAMES: &[&str] = &[$(stringify!($kata)),+];

        /// The spec of a kata.
        pub fn spec(kata: &str) -> Option<Spec> {
            match kata {
                $(stringify!($kata) => Some($kata::spec()),)+
                _ => None,
            }
        }

        pub(crate) fn texts(kata: &str) -> Option<Texts> {
            match kata {
                $(stringify!($kata) => Some(Texts {
                    stub: include_str!(concat!("../katas/stubs/", stringify!($kata), ".rs")),
                    solution: include_str!(concat!("../solutions/", stringify!($kata), ".rs")),
                    english: include_str!(concat!("../katas/", stringify!($kata), ".md")),
                    chinese: include_str!(concat!("../katas/", stringify!($kata), ".zh.md")),
                }),)+
                _ => None,
            }
        }
    };
}

/// What the attention katas share.
#[path = "../tests/attention.rs"]
mod attention;

/// What the two normalisations share.
#[path = "../tests/normalization.rs"]
mod normalization;

/// What the regressions share.
#[path = "../tests/regression.rs"]
mod regression;

register! {
    softmax: "../tests/softmax.rs",
    rms_norm: "../tests/rms_norm.rs",
    cross_entropy: "../tests/cross_entropy.rs",
    kl_divergence: "../tests/kl_divergence.rs",
    layer_norm: "../tests/layer_norm.rs",
    product_except_self: "../tests/product_except_self.rs",
    linear_regression: "../tests/linear_regression.rs",
    logistic_regression: "../tests/logistic_regression.rs",
    multi_head_attention: "../tests/multi_head_attention.rs",
    multi_query_attention: "../tests/multi_query_attention.rs",
    grouped_query_attention: "../tests/grouped_query_attention.rs",
}
