//! Between the types of a kata's signature and [`Value`]s.

use ndarray::{Array, ArrayView, Dimension};

use super::{Matrix, Stored, Tensor, Value};

/// A value is not of the type that the signature asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit;

/// An element type of the arrays that cross the pipe.
pub trait Element: Copy + 'static {
    /// What fills memory that no index reaches.
    const POISON: Self;
    fn pack(tensor: Tensor<Self>) -> Value;
    fn unpack(value: Value) -> Option<Tensor<Self>>;
}

impl Element for f32 {
    const POISON: Self = f32::NAN;
    fn pack(tensor: Tensor<Self>) -> Value {
        Value::F32s(tensor)
    }
    fn unpack(value: Value) -> Option<Tensor<Self>> {
        if let Value::F32s(tensor) = value { Some(tensor) } else { None }
    }
}

impl Element for f64 {
    const POISON: Self = f64::NAN;
    fn pack(tensor: Tensor<Self>) -> Value {
        Value::F64s(tensor)
    }
    fn unpack(value: Value) -> Option<Tensor<Self>> {
        if let Value::F64s(tensor) = value { Some(tensor) } else { None }
    }
}

/// A parameter type: sent by value, held as `Owned` on the other side, and lent to the function.
pub trait Arg<'a>: Sized {
    type Owned;
    fn send(self) -> Value;
    fn receive(value: Value) -> Result<Self::Owned, Misfit>;
    fn lend(owned: &'a Self::Owned) -> Self;
}

impl<'a, T: Element, D: Dimension> Arg<'a> for ArrayView<'a, T, D> {
    type Owned = Stored<T, D>;
    fn send(self) -> Value {
        T::pack(Tensor::of(&self))
    }
    fn receive(value: Value) -> Result<Self::Owned, Misfit> {
        T::unpack(value).and_then(Tensor::store).ok_or(Misfit)
    }
    fn lend(owned: &'a Self::Owned) -> Self {
        owned.view()
    }
}

/// A result type.
pub trait Ret: Sized {
    fn send(self) -> Value;
    fn receive(value: Value) -> Result<Self, Misfit>;
}

impl<T: Element, D: Dimension> Ret for Array<T, D> {
    fn send(self) -> Value {
        T::pack(Tensor::of(&self.view()))
    }
    fn receive(value: Value) -> Result<Self, Misfit> {
        // The worker's word for the layout of a result is worth nothing: only its elements count.
        let tensor = T::unpack(value).ok_or(Misfit)?;
        let flat = Array::from_vec(tensor.data);
        let shaped = flat.into_shape_with_order(tensor.shape).map_err(|_| Misfit)?;
        shaped.into_dimensionality().map_err(|_| Misfit)
    }
}

impl<A: Ret, B: Ret> Ret for (A, B) {
    fn send(self) -> Value {
        Value::Tuple(vec![self.0.send(), self.1.send()])
    }
    fn receive(value: Value) -> Result<Self, Misfit> {
        let Value::Tuple(parts) = value else { return Err(Misfit) };
        let [a, b] = <[Value; 2]>::try_from(parts).map_err(|_| Misfit)?;
        Ok((A::receive(a)?, B::receive(b)?))
    }
}

/// Types that are their own owner, in both directions.
macro_rules! scalar {
    ($($type:ty => $variant:ident),+ $(,)?) => {$(
        impl Arg<'_> for $type {
            type Owned = $type;
            fn send(self) -> Value {
                Value::$variant(self)
            }
            fn receive(value: Value) -> Result<$type, Misfit> {
                if let Value::$variant(inner) = value { Ok(inner) } else { Err(Misfit) }
            }
            fn lend(owned: &$type) -> Self {
                *owned
            }
        }
        impl Ret for $type {
            fn send(self) -> Value {
                Value::$variant(self)
            }
            fn receive(value: Value) -> Result<Self, Misfit> {
                if let Value::$variant(inner) = value { Ok(inner) } else { Err(Misfit) }
            }
        }
    )+};
}

scalar!(bool => Bool, usize => Index, f32 => F32, f64 => F64, Matrix => Matrix);

/// Slices as parameters and vectors as results.
macro_rules! list {
    ($($type:ty => $variant:ident),+ $(,)?) => {$(
        impl<'a> Arg<'a> for &'a [$type] {
            type Owned = Vec<$type>;
            fn send(self) -> Value {
                Value::$variant(self.to_vec())
            }
            fn receive(value: Value) -> Result<Vec<$type>, Misfit> {
                if let Value::$variant(inner) = value { Ok(inner) } else { Err(Misfit) }
            }
            fn lend(owned: &'a Vec<$type>) -> Self {
                owned
            }
        }
        impl Ret for Vec<$type> {
            fn send(self) -> Value {
                Value::$variant(self)
            }
            fn receive(value: Value) -> Result<Self, Misfit> {
                if let Value::$variant(inner) = value { Ok(inner) } else { Err(Misfit) }
            }
        }
    )+};
}

list!(usize => Indices, Matrix => Matrices);
