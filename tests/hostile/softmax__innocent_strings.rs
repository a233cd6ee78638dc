//! expect: passed
//! Denied words in strings of every kind.

use ndarray::{Array2, ArrayView2};

const WORDS: [&str; 4] = [
    "unsafe { std::fs::read(\"/etc/passwd\") }",
    r#"include_str!("x") extern "C" #![no_main]"#,
    r##"std::process::Command r#"env!"# "##,
    "std::net // not a comment /* nor this",
];
const BYTES: (&[u8], &[u8], char, u8) = (b"unsafe", br#"asm!("syscall")"#, '"', b'\'');

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    if WORDS.concat().len() + BYTES.0.len() + BYTES.1.len() == usize::from(BYTES.3) + BYTES.2 as usize {
        println!("{}", c"global_asm".to_bytes().len());
    }
    right(x)
}

fn right(x: ArrayView2<f32>) -> Array2<f32> {
    let mut out = x.to_owned();
    for mut row in out.rows_mut() {
        let max = row.fold(f32::NEG_INFINITY, |max, &v| max.max(v));
        row.mapv_inplace(|v| (v - max).exp());
        row /= row.sum();
    }
    out
}
