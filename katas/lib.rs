//! The katas: fill in a stub, save it, and read the verdict of `cargo kata`.
//!
//! `cargo test -p katas` judges them in plain cargo. The stubs themselves are left out of that build, so
//! that one which does not compile stops no other: each is compiled and judged on its own.

#[cfg(test)]
mod harness;

#[cfg(test)]
fn main() -> std::process::ExitCode {
    harness::main()
}

/// One line registers a kata here. (rust-analyzer looks at a build for tests.)
macro_rules! katas {
    ($($kata:ident,)+) => {
        $(
            #[cfg(any(not(test), rust_analyzer))]
            pub mod $kata;
        )+
    };
}

katas! {
    cross_entropy,
    grouped_query_attention,
    kl_divergence,
    layer_norm,
    linear_regression,
    logistic_regression,
    multi_head_attention,
    multi_query_attention,
    product_except_self,
    rms_norm,
    softmax,
}
