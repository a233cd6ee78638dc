use ndarray::{ArrayView, Dimension, ShapeBuilder};
use serde::{Deserialize, Serialize};

use super::Element;

/// An array with its memory layout: the elements in logical (row-major) order, and the strides that
/// they had, so that the other side can lay them out the same way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tensor<T> {
    pub shape: Vec<usize>,
    /// One stride an axis, in elements; zero and negative ones included.
    pub strides: Vec<isize>,
    pub data: Vec<T>,
}

impl<T: Element> Tensor<T> {
    pub fn of<D: Dimension>(view: &ArrayView<'_, T, D>) -> Self {
        Tensor {
            shape: view.shape().to_vec(),
            strides: view.strides().to_vec(),
            data: view.iter().copied().collect(),
        }
    }

    /// Whether shape and elements agree, whatever the layout.
    pub fn equal_by(&self, other: &Self, same: impl Fn(&T, &T) -> bool) -> bool {
        self.shape == other.shape && self.data.iter().zip(&other.data).all(|(a, b)| same(a, b))
    }

    /// Lays the elements out in memory as the strides say. `None` if `D` has another number of axes
    /// or the parts do not fit together.
    pub fn store<D: Dimension>(self) -> Option<Stored<T, D>> {
        let dim = dimension::<D>(&self.shape)?;
        let elements = self.shape.iter().try_fold(1usize, |n, &axis| n.checked_mul(axis))?;
        if self.strides.len() != self.shape.len() || self.data.len() != elements {
            return None;
        }
        let mut strides = D::zeros(self.strides.len());
        for (to, &from) in strides.slice_mut().iter_mut().zip(&self.strides) {
            *to = from as usize;
        }
        let mut stored = Stored { memory: Vec::new(), dim, strides };
        if elements == 0 {
            return Some(stored);
        }
        let reach: usize =
            self.shape.iter().zip(&self.strides).map(|(&n, &s)| (n - 1) * s.unsigned_abs()).sum();
        // Gaps hold NaN, so that code which reads memory in place of the view is noticed.
        stored.memory = vec![T::POISON; reach + 1];
        let lowest: isize = self
            .shape
            .iter()
            .zip(&self.strides)
            .map(|(&n, &s)| if s < 0 { (n as isize - 1) * s } else { 0 })
            .sum();
        let mut index = vec![0usize; self.shape.len()];
        for element in self.data {
            let place: isize = index.iter().zip(&self.strides).map(|(&i, &s)| i as isize * s).sum();
            stored.memory[(place - lowest) as usize] = element;
            advance(&mut index, &self.shape);
        }
        Some(stored)
    }
}

/// An array as it lies in memory on the side that calls the function.
pub struct Stored<T, D> {
    memory: Vec<T>,
    dim: D,
    strides: D,
}

impl<T, D: Dimension> Stored<T, D> {
    pub fn view(&self) -> ArrayView<'_, T, D> {
        let shape = self.dim.clone();
        if self.dim.size() == 0 {
            return ArrayView::from_shape(shape, &[]).expect("an empty view needs no elements");
        }
        ArrayView::from_shape(shape.strides(self.strides.clone()), &self.memory)
            .expect("memory was sized from shape and strides")
    }
}

fn dimension<D: Dimension>(shape: &[usize]) -> Option<D> {
    if D::NDIM.is_some_and(|axes| axes != shape.len()) {
        return None;
    }
    let mut dim = D::zeros(shape.len());
    dim.slice_mut().copy_from_slice(shape);
    Some(dim)
}

/// The next index in row-major order.
fn advance(index: &mut [usize], shape: &[usize]) {
    for (i, &n) in index.iter_mut().zip(shape).rev() {
        *i += 1;
        if *i < n {
            return;
        }
        *i = 0;
    }
}

#[cfg(test)]
mod tests {
    use ndarray::{Array2, ArrayView2, Axis, Ix2, s};

    use super::*;

    fn round_trip(view: ArrayView2<f32>) {
        let stored: Stored<f32, Ix2> = Tensor::of(&view).store().unwrap();
        assert_eq!(stored.view(), view);
        if !view.is_empty() {
            assert_eq!(stored.view().strides(), view.strides());
        }
    }

    #[test]
    fn a_view_keeps_its_layout() {
        let base = Array2::from_shape_fn((6, 8), |(i, j)| (10 * i + j) as f32);
        round_trip(base.view());
        round_trip(base.t());
        round_trip(base.slice(s![1..;2, ..;3]));
        round_trip(base.slice(s![..;-2, ..;-1]));
        round_trip(base.slice(s![2..2, ..]));
        round_trip(base.index_axis(Axis(0), 0).broadcast((3, 8)).unwrap());
    }

    #[test]
    fn gaps_are_poisoned() {
        let base = Array2::from_elem((1, 4), 1.0f32);
        let stored: Stored<f32, Ix2> = Tensor::of(&base.slice(s![.., ..;2])).store().unwrap();
        assert_eq!(stored.memory.len(), 3);
        assert!(stored.memory[1].is_nan());
    }

    #[test]
    fn parts_that_do_not_fit_are_refused() {
        let tensor = |shape: &[usize], strides: &[isize], n: usize| Tensor {
            shape: shape.to_vec(),
            strides: strides.to_vec(),
            data: vec![0.0f32; n],
        };
        assert!(tensor(&[2, 2], &[2, 1], 3).store::<Ix2>().is_none());
        assert!(tensor(&[2, 2], &[1], 4).store::<Ix2>().is_none());
        assert!(tensor(&[4], &[1], 4).store::<Ix2>().is_none());
        assert!(tensor(&[usize::MAX, 2], &[1, 1], 4).store::<Ix2>().is_none());
    }
}
