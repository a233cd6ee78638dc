use std::fmt;
use std::rc::Rc;

use ndarray::{Array, ArrayView, Dimension};
use proptest::array::uniform4;
use proptest::prelude::*;
use proptest::sample::select;

use crate::wire::{Element, Stored, Tensor};

/// How an array of up to four axes lies in memory: which axis is outermost, which are traversed
/// backwards, and which have gaps. Shrinks to plain row-major order.
#[derive(Clone, Debug)]
pub struct Layout {
    ranks: [u8; 4],
    steps: [isize; 4],
}

/// Any [`Layout`].
pub fn layout() -> BoxedStrategy<Layout> {
    (uniform4(0u8..4), uniform4(select(vec![1isize, -1, 2, -2])))
        .prop_map(|(ranks, steps)| Layout { ranks, steps })
        .boxed()
}

/// Every array of a generator in any layout.
pub fn laid<T, D>(arrays: impl Strategy<Value = Array<T, D>> + 'static) -> BoxedStrategy<Laid<T, D>>
where
    T: Element + fmt::Debug,
    D: Dimension + 'static,
{
    (arrays, layout()).prop_map(|(array, layout)| layout.lay(array)).boxed()
}

impl Layout {
    /// Lays an array out in memory this way.
    pub fn lay<T: Element, D: Dimension>(&self, array: Array<T, D>) -> Laid<T, D> {
        let shape = array.shape().to_vec();
        let mut axes: Vec<usize> = (0..shape.len()).collect();
        axes.sort_by_key(|&axis| self.ranks[axis]);
        let mut strides = vec![0; shape.len()];
        let mut room = 1;
        for &axis in axes.iter().rev() {
            strides[axis] = room * self.steps[axis];
            room *= shape[axis] as isize * self.steps[axis].abs();
        }
        let tensor = Tensor { strides, ..Tensor::of(&array.view()) };
        Laid { array, stored: Rc::new(tensor.store().expect("the strides are of this shape")) }
    }
}

/// An array that lies in memory in some layout; `array` has the same elements in row-major order.
#[derive(Clone)]
pub struct Laid<T, D> {
    pub array: Array<T, D>,
    stored: Rc<Stored<T, D>>,
}

impl<T, D: Dimension> Laid<T, D> {
    pub fn view(&self) -> ArrayView<'_, T, D> {
        self.stored.view()
    }
}

impl<T: fmt::Debug, D: Dimension> fmt::Debug for Laid<T, D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.view().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use ndarray::{Array3, arr2};

    use super::*;

    #[test]
    fn the_elements_stay_the_same() {
        let array = Array3::from_shape_fn((2, 3, 4), |(i, j, k)| (100 * i + 10 * j + k) as f32);
        let layout = Layout { ranks: [2, 0, 1, 0], steps: [-2, 1, -1, 1] };
        let laid = layout.lay(array.clone());
        assert_eq!(laid.view(), array);
        assert_eq!(laid.view().strides(), [-2, 16, -4]);
    }

    #[test]
    fn the_simplest_layout_is_row_major() {
        let laid = Layout { ranks: [0; 4], steps: [1; 4] }.lay(arr2(&[[1.0f64, 2.0], [3.0, 4.0]]));
        assert!(laid.view().is_standard_layout());
    }
}
