use ndarray::{Array, ArrayView, Dimension};
use serde_json::{Value as Json, json};

use crate::wire::{Matrix, Tensor, Value};

/// Real numbers with a shape, in row-major order; a shape without axes is a single number.
#[derive(Clone, Debug, PartialEq)]
pub struct Numbers {
    pub shape: Vec<usize>,
    pub data: Vec<f64>,
}

/// Something to show to a person: an argument, what was expected, what came instead.
#[derive(Clone, Debug, PartialEq)]
pub enum Shown {
    Numbers(Numbers),
    /// One text for each element of a list.
    List(Vec<String>),
    Text(String),
    /// The parts of a tuple.
    Parts(Vec<Shown>),
}

impl From<&Value> for Shown {
    fn from(value: &Value) -> Self {
        match value {
            Value::Bool(b) => Shown::Text(b.to_string()),
            Value::Index(n) => Shown::Text(n.to_string()),
            Value::F32(x) => Shown::Numbers(x.into()),
            Value::F64(x) => Shown::Numbers(x.into()),
            Value::Indices(list) => Shown::List(list.iter().map(ToString::to_string).collect()),
            Value::F32s(t) => Shown::Numbers(t.into()),
            Value::F64s(t) => Shown::Numbers(t.into()),
            Value::Matrix(m) => Shown::Text(m.to_string()),
            Value::Matrices(list) => Shown::List(list.iter().map(ToString::to_string).collect()),
            Value::Tuple(parts) => Shown::Parts(parts.iter().map(Shown::from).collect()),
        }
    }
}

/// Of an array with more entries than this, a report says the shape alone. An array that has none because
/// one of its axes is empty may have many rows all the same.
const WRITTEN_OUT: usize = 1 << 14;

impl Numbers {
    fn is_too_large(&self) -> bool {
        let entries = self.shape.iter().try_fold(1usize, |n, &axis| n.checked_mul(axis.max(1)));
        entries.is_none_or(|n| n > WRITTEN_OUT)
    }
}

impl Shown {
    /// As JSON. What JSON has no numbers for (NaN and the infinities) is written as text.
    pub fn to_json(&self) -> Json {
        match self {
            Shown::Numbers(numbers) if numbers.is_too_large() => {
                json!(format!("an array of shape {:?}", numbers.shape))
            }
            Shown::Numbers(numbers) => nested(&numbers.shape, &numbers.data),
            Shown::List(items) => json!(items),
            Shown::Text(text) => json!(text),
            Shown::Parts(parts) => parts.iter().map(Shown::to_json).collect(),
        }
    }
}

fn nested(shape: &[usize], data: &[f64]) -> Json {
    match shape {
        [] => match data[0] {
            x if x.is_finite() => json!(x),
            x if x.is_nan() => json!("NaN"),
            x => json!(if x > 0.0 { "inf" } else { "-inf" }),
        },
        [n, rest @ ..] => {
            let size = rest.iter().product::<usize>();
            (0..*n).map(|i| nested(rest, &data[i * size..(i + 1) * size])).collect()
        }
    }
}

impl<T: Copy + Into<f64>> From<&Tensor<T>> for Numbers {
    fn from(tensor: &Tensor<T>) -> Self {
        Numbers { shape: tensor.shape.clone(), data: tensor.data.iter().map(|&x| x.into()).collect() }
    }
}

impl<T: Copy + Into<f64>, D: Dimension> From<ArrayView<'_, T, D>> for Numbers {
    fn from(view: ArrayView<'_, T, D>) -> Self {
        Numbers { shape: view.shape().to_vec(), data: view.iter().map(|&x| x.into()).collect() }
    }
}

impl<T: Copy + Into<f64>, D: Dimension> From<&Array<T, D>> for Numbers {
    fn from(array: &Array<T, D>) -> Self {
        array.view().into()
    }
}

impl From<&f32> for Numbers {
    fn from(x: &f32) -> Self {
        Numbers { shape: vec![], data: vec![f64::from(*x)] }
    }
}

impl From<&f64> for Numbers {
    fn from(x: &f64) -> Self {
        Numbers { shape: vec![], data: vec![*x] }
    }
}

impl From<f64> for Numbers {
    fn from(x: f64) -> Self {
        (&x).into()
    }
}

impl From<&[Matrix]> for Shown {
    fn from(list: &[Matrix]) -> Self {
        Shown::List(list.iter().map(ToString::to_string).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json_of_zeros(shape: &[usize]) -> Json {
        let n = if shape.contains(&0) { 0 } else { shape.iter().product() };
        Shown::Numbers(Numbers { shape: shape.to_vec(), data: vec![0.0; n] }).to_json()
    }

    #[test]
    fn arrays_that_nobody_reads_are_not_written_out() {
        assert_eq!(json_of_zeros(&[2, 1]), json!([[0.0], [0.0]]));
        assert_eq!(json_of_zeros(&[2, 0]), json!([[], []]));
        assert_eq!(json_of_zeros(&[200, 200]), json!("an array of shape [200, 200]"));
        assert_eq!(json_of_zeros(&[1 << 62, 0]), json!("an array of shape [4611686018427387904, 0]"));
        assert_eq!(json_of_zeros(&[1 << 63, 2, 0]), json!("an array of shape [9223372036854775808, 2, 0]"));
    }
}
