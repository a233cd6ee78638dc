//! Right implementations that are written in other ways than the reference: every spec must accept
//! them.

pub mod grouped_query_attention;
pub mod multi_head_attention;
pub mod multi_query_attention;
pub mod softmax;
