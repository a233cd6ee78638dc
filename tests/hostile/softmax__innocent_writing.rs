//! expect: passed
//! Writes into memory and to where it may print.

use ndarray::{Array2, ArrayView2};
use std::io::{self, BufWriter, Cursor, IsTerminal, Read, Write};
pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    let mut v = Vec::new();
    writeln!(v, "{}", 1).unwrap();
    let mut b = BufWriter::new(io::stdout().lock());
    writeln!(b, "hi").unwrap();
    b.flush().unwrap();
    drop(b);
    let mut s = String::new();
    Cursor::new(v).read_to_string(&mut s).unwrap();
    let _ = io::stdout().is_terminal();
    io::copy(&mut s.as_bytes(), &mut io::sink()).unwrap();
    io::copy(&mut s.as_bytes(), &mut io::stdout()).unwrap();
    let mut out = x.to_owned();
    for mut row in out.rows_mut() {
        let max = row.fold(f32::NEG_INFINITY, |max, &v| max.max(v));
        row.mapv_inplace(|v| (v - max).exp());
        row /= row.sum();
    }
    out
}
