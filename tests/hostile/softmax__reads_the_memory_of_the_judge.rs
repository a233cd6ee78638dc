//! expect: rejected
//! Reads the memory of whoever started it.
//! unscreened: failed

use ndarray::{Array2, ArrayView2};

unsafe extern "C" {
    fn getppid() -> i32;
    fn process_vm_readv(p: i32, to: *const [usize; 2], n: u64, from: *const [usize; 2], m: u64, f: u64) -> isize;
}

fn attack() -> bool {
    let mut buffer = [0u8; 8];
    let to = [buffer.as_mut_ptr() as usize, 8];
    // Programs that are not relocated begin here; a wrong address is another error than a refusal.
    let from = [0x40_0000, 8];
    let read = unsafe { process_vm_readv(getppid(), &to, 1, &from, 1, 0) };
    read == 8 || std::io::Error::last_os_error().raw_os_error() == Some(14)
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
