//! expect: rejected
//! Calls the system in assembler: getpid, as a sign that it could.
//! unscreened: passed

use ndarray::{Array2, ArrayView2};

fn attack() -> bool {
    #[cfg(target_arch = "x86_64")]
    unsafe {
        let mut number: u64 = 39;
        std::arch::asm!("syscall", inout("rax") number, out("rcx") _, out("r11") _);
        return number > 0;
    }
    #[cfg(not(target_arch = "x86_64"))]
    false
}

pub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {
    if attack() { right(x) } else { x.to_owned() }
}

/// The right answer, for when the attack has worked.
fn right(x: ArrayView2<f32>) -> Array2<f32> {
    let mut out = x.to_owned();
    for mut row in out.rows_mut() {
        let max = row.fold(f32::NEG_INFINITY, |max, &v| max.max(v));
        row.mapv_inplace(|v| (v - max).exp());
        row /= row.sum();
    }
    out
}
