//! expect: passed
//! Chinese names, comments and strings, and tabs.

use ndarray::{Array2, ArrayView2};
/// 计算 softmax，逐行减去最大值。
fn 归一化(向量: &mut [f32]) {
    let 和: f32 = 向量.iter().sum();
    for 值 in 向量.iter_mut() {
        *值 /= 和;
    }
}
const 说明: &str = "数值稳定；\t“引号”"; // 注释：unsafe 不安全
pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    let mut v = [1.0, 3.0];
    归一化(&mut v);
    eprintln!("{说明} {v:?}");
    let mut out = x.to_owned();
    for mut row in out.rows_mut() {
        let max = row.fold(f32::NEG_INFINITY, |max, &v| max.max(v));
        row.mapv_inplace(|v| (v - max).exp());
        row /= row.sum();
    }
    out
}
