use ndarray::{Array, ArrayView, Dimension};

/// What becomes of an array if its memory is taken for row-major: the mistake of reading an owned
/// copy, which keeps the layout of a transposed view, as a slice.
pub fn misread<T: Clone, D: Dimension>(view: &ArrayView<'_, T, D>) -> Array<T, D> {
    let memory = view.to_owned().into_raw_vec_and_offset().0;
    Array::from_shape_vec(view.raw_dim(), memory).expect("a copy has no gaps")
}

#[cfg(test)]
mod tests {
    use ndarray::{arr2, s};

    use super::*;

    #[test]
    fn only_other_layouts_are_misread() {
        let x = arr2(&[[1, 2, 3], [4, 5, 6]]);
        assert_eq!(misread(&x.view()), x);
        assert_eq!(misread(&x.t()), arr2(&[[1, 2], [3, 4], [5, 6]]));
        assert_eq!(misread(&x.slice(s![.., ..;2])), arr2(&[[1, 3], [4, 6]]));
    }
}
