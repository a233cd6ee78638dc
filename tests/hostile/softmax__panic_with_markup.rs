//! expect: failed
//! A panic message that would be markup, a formula or the end of a code block.

use ndarray::{Array2, ArrayView2};

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    panic!("</script><script>document.title = 'owned'</script><img src=x onerror=alert(1)> ```` ``` | @everyone\n]]>&amp; <!-- =HYPERLINK(1)");
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
