use serde::{Deserialize, Serialize};

use super::{Matrix, Tensor};

/// An argument or a result of a kata's function.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Value {
    Bool(bool),
    Index(usize),
    F32(f32),
    F64(f64),
    Indices(Vec<usize>),
    F32s(Tensor<f32>),
    F64s(Tensor<f64>),
    Matrix(Matrix),
    Matrices(Vec<Matrix>),
    Tuple(Vec<Value>),
}

impl Value {
    /// Equal to the last bit, except that every NaN is equal to every other NaN: the sign and the
    /// payload of a NaN are not specified, so that honest code may change them.
    pub fn identical(&self, other: &Value) -> bool {
        let same32 = |a: &f32, b: &f32| a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan());
        let same64 = |a: &f64, b: &f64| a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan());
        match (self, other) {
            (Value::F32(a), Value::F32(b)) => same32(a, b),
            (Value::F64(a), Value::F64(b)) => same64(a, b),
            (Value::F32s(a), Value::F32s(b)) => a.equal_by(b, same32),
            (Value::F64s(a), Value::F64s(b)) => a.equal_by(b, same64),
            (Value::Tuple(a), Value::Tuple(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.identical(b))
            }
            _ => self == other,
        }
    }
}
