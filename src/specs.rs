//! Every kata's spec and texts; the specs lie in `tests/`, the texts in `katas/`.

use crate::judge::Spec;

/// The texts of a kata, as they were when the tool was built.
pub(crate) struct Texts {
    pub stub: &'static str,
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
                    english: include_str!(concat!("../katas/", stringify!($kata), ".md")),
                    chinese: include_str!(concat!("../katas/", stringify!($kata), ".zh.md")),
                }),)+
                _ => None,
            }
        }
    };
}

register! {
    softmax: "../tests/softmax.rs",
}
