//! expect: failed
//! Says what XML, Markdown, a terminal and a page of CI would trip over.

use ndarray::{Array2, ArrayView2};

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    panic!("\x1b]8;;http://x\x07\x1b[2J\r\u{9b}31m \u{85} \u{7f} ::error file=x::hi %0A </script><img src=x onerror=alert(1)> ]]> \u{ffff}\u{fffe} \u{2028}\u{202e} | x | ```\n::set-output name=a::b\n##vso[task.complete result=Succeeded;] =cmd|' /C calc'!A0\0 ");
    Array2::zeros(x.raw_dim())
}
