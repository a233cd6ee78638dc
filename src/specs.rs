//! The specs, one for each kata; they lie in `tests/`.

use crate::judge::Spec;

/// One line registers a kata here: its module and its name among all.
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
    };
}

register! {
    softmax: "../tests/softmax.rs",
}
