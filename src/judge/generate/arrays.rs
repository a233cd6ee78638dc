use std::fmt::Debug;
use std::ops::RangeInclusive;

use ndarray::{Array, Array1, Array2, Array3, Dimension, ShapeBuilder, StrideShape};
use proptest::collection::vec;
use proptest::prelude::*;

/// `[len]`.
pub fn vector<T: Clone + Debug + 'static>(
    len: RangeInclusive<usize>,
    element: impl Strategy<Value = T> + 'static,
) -> BoxedStrategy<Array1<T>> {
    let pool = vec(element, *len.end());
    (len, pool).prop_map(|(n, pool)| shaped(n, &pool)).boxed()
}

/// `[rows, columns]`.
pub fn matrix<T: Clone + Debug + 'static>(
    rows: RangeInclusive<usize>,
    columns: RangeInclusive<usize>,
    element: impl Strategy<Value = T> + 'static,
) -> BoxedStrategy<Array2<T>> {
    let pool = vec(element, rows.end() * columns.end());
    (rows, columns, pool).prop_map(|(m, n, pool)| shaped((m, n), &pool)).boxed()
}

/// `[a, b, c]`.
pub fn array3<T: Clone + Debug + 'static>(
    a: RangeInclusive<usize>,
    b: RangeInclusive<usize>,
    c: RangeInclusive<usize>,
    element: impl Strategy<Value = T> + 'static,
) -> BoxedStrategy<Array3<T>> {
    let pool = vec(element, a.end() * b.end() * c.end());
    (a, b, c, pool).prop_map(|(a, b, c, pool)| shaped((a, b, c), &pool)).boxed()
}

/// An array of this shape from the beginning of a pool; for several arrays that share a size.
pub fn shaped<T: Clone, D: Dimension>(
    shape: impl ShapeBuilder<Dim = D> + Into<StrideShape<D>>,
    pool: &[T],
) -> Array<T, D> {
    let shape = shape.into();
    let elements = shape.size();
    Array::from_shape_vec(shape, pool[..elements].to_vec()).expect("the pool is cut to size")
}
