use shousi::judge::{Aspect, Counterexample, Numbers, Shown, Verdict};
use shousi::wire::{Answer, Cost, Fault, Tensor, Value};

use super::*;
use crate::view::ansi::to_string;

fn array(shape: &[usize], data: &[f32]) -> Value {
    let mut strides = vec![1; shape.len()];
    for axis in (1..shape.len()).rev() {
        strides[axis - 1] = strides[axis] * shape[axis] as isize;
    }
    Value::F32s(Tensor { shape: shape.to_vec(), strides, data: data.to_vec() })
}

fn called(args: Vec<(&'static str, Value)>, outcome: Result<Value, Fault>) -> Call {
    let outcome = outcome.map(|value| Answer { value, cost: Cost::default() });
    Call { function: "softmax", args, outcome }
}

fn numbers(shape: &[usize], data: Vec<f64>) -> Option<Shown> {
    Some(Shown::Numbers(Numbers { shape: shape.to_vec(), data }))
}

fn printed(found: Counterexample, message: &str, width: u16, lang: Lang) -> String {
    let report = PropertyReport {
        name: "agrees with the definition",
        name_zh: "与定义一致",
        aspect: Aspect::Correctness,
        verdict: Verdict::Failed,
        message: message.to_owned(),
        counterexample: Some(found),
    };
    to_string(&counterexample(&report, width, lang), false)
}

#[test]
fn a_row_is_compared_column_by_column() {
    let x = array(&[1, 2], &[89.0, 0.0]);
    let found = Counterexample {
        calls: vec![called(vec![("x", x)], Err(Fault::Todo))],
        expected: numbers(&[1, 2], vec![1.0, 2.2e-39]),
        actual: numbers(&[1, 2], vec![f64::NAN, 0.0]),
        differing: vec![true, false],
    };
    let message = "1 of 2 entries are NaN";
    let en = "\
softmax(x)
  x  f32 [1, 2]  89  0

expected    1  2.2e-39
actual   ≠NaN  0
≠ 1 of 2 entries are NaN
";
    assert_eq!(printed(found.clone(), message, 80, Lang::En), en);
    let zh = "softmax(x)\n  x  f32 [1, 2]  89  0\n\n期望    1  2.2e-39\n实际 ≠NaN  0\n≠ NaN 元素：1/2\n";
    assert_eq!(printed(found, message, 80, Lang::Zh), zh);
}

#[test]
fn a_matrix_has_a_map() {
    let shape = [3, 4];
    let expected: Vec<f64> = (0..12).map(|i| f64::from(i) / 8.0).collect();
    let mut actual = expected.clone();
    (actual[5], actual[6], actual[11]) = (0.0, f64::NAN, 1.5);
    let differing = actual.iter().zip(&expected).map(|(a, e)| a != e).collect();
    let x = array(&shape, &(0..12).map(|i| i as f32).collect::<Vec<_>>());
    let found = Counterexample {
        calls: vec![called(vec![("x", x)], Err(Fault::Todo))],
        expected: numbers(&shape, expected),
        actual: numbers(&shape, actual),
        differing,
    };
    let text = printed(found.clone(), "3 of 12 entries differ", 96, Lang::En);
    assert!(
        text.contains("1 │  0.500  0.625  0.750  0.875    1 │  0.500 ≠0       ≠NaN  0.875    · ██N"),
        "{text}"
    );
    assert!(text.contains("· agrees   ░ off by up to 0.1562  ▒ ▓  █ 0.625   N NaN"), "{text}");
    // Where there is no room they stand below each other.
    let narrow = printed(found, "3 of 12 entries differ", 40, Lang::En);
    assert!(narrow.lines().all(|line| line.chars().count() <= 40), "{narrow}");
}

#[test]
fn of_many_slices_only_those_that_differ_are_shown() {
    let mut actual = vec![0.0; 5 * 2 * 2];
    actual[9] = 1.0;
    let found = Counterexample {
        calls: vec![],
        expected: numbers(&[5, 2, 2], vec![0.0; 20]),
        actual: numbers(&[5, 2, 2], actual.clone()),
        differing: actual.iter().map(|&a| a != 0.0).collect(),
    };
    let text = printed(found, "1 of 20 entries differ", 80, Lang::En);
    assert!(text.contains("actual[2, :, :]") && !text.contains("[1, :, :]"), "{text}");
    assert!(text.contains("4 of 5 slices agree"), "{text}");
}

#[test]
fn earlier_calls_take_a_line_each() {
    let x = |data: &[f32]| vec![("x", array(&[1, 2], data)), ("causal", Value::Bool(true))];
    let answer = array(&[1, 2], &[0.5, 0.5]);
    let strided =
        Tensor { shape: vec![2, 3], strides: vec![1, 2], data: vec![0.5f32, 1.0, 2.0, 3.0, 4.0, 5.0] };
    let last = vec![("x", Value::F32s(strided)), ("causal", Value::Bool(true))];
    let fault = Fault::Crashed { how: "stack overflow".to_owned() };
    let found = Counterexample {
        calls: vec![called(x(&[0.0, 0.0]), Ok(answer)), called(last, Err(fault))],
        expected: None,
        actual: None,
        differing: vec![],
    };
    let text = printed(found, "the stack overflowed\x1b[2J", 80, Lang::En);
    let expected = "\
1. softmax(x = [[0, 0]], causal) → [[0.5, 0.5]]
2. softmax(x, causal = true)
     x  f32 [2, 3] (transposed, strides [1, 2])
           0    1    2
     0 │  0.5  1.0  2.0
     1 │  3.0  4.0  5.0

the stack overflowed\\u{1b}[2J
";
    assert_eq!(text, expected);
}

#[test]
fn what_cannot_be_compared_is_shown_as_it_is() {
    let found = Counterexample {
        calls: vec![],
        expected: Some(Shown::Text("an array of shape [2]".to_owned())),
        actual: numbers(&[3], vec![1.0, 2.0, 3.0]),
        differing: vec![],
    };
    let text = printed(found, "the shape is [3] and should be [2]", 80, Lang::Zh);
    assert_eq!(text, "\n期望  形状为 [2] 的数组\n实际  [3]  1  2  3\n形状是 [3]，应为 [2]\n");
}

#[test]
fn an_answer_that_is_not_what_is_compared_is_shown() {
    let x = array(&[1, 2], &[1.0, 2.0]);
    let answer = Value::Tuple(vec![array(&[2], &[0.25, 0.5]), Value::F32(3.0)]);
    let mut found = Counterexample {
        calls: vec![called(vec![("x", x)], Ok(answer.clone()))],
        expected: numbers(&[], vec![1.0]),
        actual: numbers(&[], vec![3.0]),
        differing: vec![true],
    };
    let text = printed(found.clone(), "off by 2.000e0", 80, Lang::En);
    let expected = "\
softmax(x)
  x  f32 [1, 2]  1  2
→ ([0.25, 0.50], 3)

expected  1
actual   ≠3
≠ off by 2
";
    assert_eq!(text, expected);
    found.actual = Some(Shown::from(&answer));
    assert!(!printed(found, "", 80, Lang::En).contains('→'));
}

#[test]
fn lists_are_compared_entry_by_entry() {
    let list = |items: &[&str]| Some(Shown::List(items.iter().map(ToString::to_string).collect()));
    let found = Counterexample {
        calls: vec![],
        expected: list(&["6", "[1 2; 3 4]"]),
        actual: list(&["6", "0"]),
        differing: vec![false, true],
    };
    let text = printed(found, "1 of 2 entries differ", 80, Lang::En);
    assert_eq!(
        text,
        "
expected           actual
0 │           6    0 │           6
1 │  [1 2; 3 4]    1 │          ≠0

≠ 1 of 2 entries differ
"
    );
}
