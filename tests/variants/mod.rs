//! Right implementations that are written in other ways than the reference: every spec must accept
//! them.

pub mod cross_entropy;
pub mod grouped_query_attention;
pub mod kl_divergence;
pub mod layer_norm;
pub mod linear_regression;
pub mod logistic_regression;
pub mod multi_head_attention;
pub mod multi_query_attention;
pub mod product_except_self;
pub mod rms_norm;
pub mod softmax;
