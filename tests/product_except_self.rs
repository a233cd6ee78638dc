//! Product of every element but one.

use proptest::array::uniform2;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::judge::Aspect::{Complexity, Correctness, EdgeCase, Shape};
use crate::judge::check::{at_most, equal_lists};
use crate::judge::{Check, Spec};
use crate::wire::Matrix;

crate::kata! {
    pub fn product_except_self(xs: &[Matrix], one: Matrix) -> Vec<Matrix>;
}

/// All but the i-th multiplied from left to right, for each i.
fn definition(xs: &[Matrix], one: Matrix) -> Vec<Matrix> {
    let others = |i: usize| xs.iter().enumerate().filter(move |&(j, _)| j != i);
    (0..xs.len()).map(|i| others(i).fold(one, |product, (_, &x)| product.times(x))).collect()
}

fn agrees(f: &Functions, xs: &[Matrix]) -> Check {
    equal_lists(&f.product_except_self(xs, Matrix::ONE)?, &definition(xs, Matrix::ONE))
}

fn number() -> impl Strategy<Value = Matrix> + Clone {
    (-9i64..=9).prop_map(Matrix::number)
}

/// Two of them hardly ever commute, and some have a determinant of 0.
fn any_matrix() -> impl Strategy<Value = Matrix> + Clone {
    uniform2(uniform2(-3i64..=3)).prop_map(Matrix)
}

/// Lists long enough to tell 4 n from n log n; what they hold does not matter to the cost.
fn any_length() -> BoxedStrategy<Vec<Matrix>> {
    let length = prop_oneof![8 => 0usize..=40, 1 => 500usize..=2000];
    (length, uniform2(any_matrix())).prop_map(|(n, [a, b])| [a, b].into_iter().cycle().take(n).collect()).boxed()
}

pub fn spec() -> Spec {
    let spec = Spec::new("product_except_self", table(definition))
        .property(
            "there is one product for each element",
            "每个元素对应一个乘积",
            Shape,
            vec(number(), 0..=6),
            |f: &Functions, xs| {
                let out = f.product_except_self(&xs, Matrix::ONE)?;
                if out.len() == xs.len() { Ok(()) } else { equal_lists(&out, &definition(&xs, Matrix::ONE)) }
            },
        )
        .property(
            "agrees with the definition on numbers",
            "对数字与定义一致",
            Correctness,
            vec(number(), 2..=7),
            |f: &Functions, xs| agrees(f, &xs),
        )
        .property(
            "the factors keep their order",
            "因子保持原来的顺序",
            Correctness,
            vec(any_matrix(), 2..=6),
            |f: &Functions, xs| agrees(f, &xs),
        )
        .property(
            "an element has no influence on its own product",
            "元素的值不影响它自己位置上的乘积",
            Correctness,
            (vec(any_matrix(), 1..=5), any::<prop::sample::Index>(), any_matrix()),
            |f: &Functions, (mut xs, index, other)| {
                let i = index.index(xs.len());
                let before = definition(&xs, Matrix::ONE)[i];
                xs[i] = other;
                let after = f.product_except_self(&xs, Matrix::ONE)?;
                equal_lists(&after[i.min(after.len())..(i + 1).min(after.len())], &[before])
            },
        )
        .property(
            "reversed and transposed, the products are so too",
            "列表倒序且每个矩阵转置，结果也随之倒序并转置",
            Correctness,
            vec(any_matrix(), 2..=6),
            |f: &Functions, xs| {
                let turned = |list: &[Matrix]| list.iter().rev().map(transposed).collect::<Vec<_>>();
                let expected = turned(&definition(&xs, Matrix::ONE));
                equal_lists(&f.product_except_self(&turned(&xs), Matrix::ONE)?, &expected)
            },
        )
        .property(
            "a long list",
            "很长的列表",
            Correctness,
            vec(any_matrix(), 0..=70),
            |f: &Functions, xs| agrees(f, &xs),
        );
    mistakes(costs(edges(spec)))
}

fn transposed(matrix: &Matrix) -> Matrix {
    let [[a, b], [c, d]] = matrix.0;
    Matrix([[a, c], [b, d]])
}

fn edges(spec: Spec) -> Spec {
    spec.example(
        "no elements give no products",
        "没有元素时返回空向量",
        EdgeCase,
        |f: &Functions| agrees(f, &[]),
    )
    .property(
        "the product beside a single element is one",
        "只有一个元素时结果为 one",
        EdgeCase,
        any_matrix(),
        |f: &Functions, x| agrees(f, &[x]),
    )
    .property(
        "zeros",
        "含零的列表",
        EdgeCase,
        vec(prop_oneof![Just(Matrix::number(0)), number()], 1..=5),
        |f: &Functions, xs| agrees(f, &xs),
    )
    .property(
        "products that do not fit wrap around",
        "放不下的乘积按模回绕",
        EdgeCase,
        vec((1i64 << 30..=1 << 40).prop_map(Matrix::number), 3..=6),
        |f: &Functions, xs| agrees(f, &xs),
    )
}

fn costs(spec: Spec) -> Spec {
    spec.property(
        "at most four multiplications for each element",
        "每个元素最多四次乘法",
        Complexity,
        any_length(),
        |f: &Functions, xs| {
            f.product_except_self(&xs, Matrix::ONE)?;
            at_most("multiplications", f.last_cost().multiplications, 4 * xs.len() as u64)
        },
    )
    .property(
        "at most one heap allocation",
        "最多一次堆分配",
        Complexity,
        any_length(),
        |f: &Functions, xs| {
            f.product_except_self(&xs, Matrix::ONE)?;
            at_most("heap allocations", f.last_cost().allocations, 1)
        },
    )
    .property(
        "no more memory than the result needs",
        "占用的内存不超过结果所需",
        Complexity,
        any_length(),
        |f: &Functions, xs| {
            f.product_except_self(&xs, Matrix::ONE)?;
            // A vector that starts with room for four, as `push` makes it, is not worth a word.
            let bound = (xs.len() + 4) * size_of::<Matrix>();
            at_most("bytes", f.last_cost().peak_bytes, bound as u64)
        },
    )
}

/// The products before each element, and what `step` makes of one of them and the next element.
fn sweep(xs: &[Matrix], one: Matrix, step: impl Fn(Matrix, Matrix) -> Matrix) -> Vec<Matrix> {
    let mut out = Vec::with_capacity(xs.len());
    let mut product = one;
    for &x in xs {
        out.push(product);
        product = step(product, x);
    }
    out
}

/// Brings what follows each element into `out`: `join` puts it beside what stands there, `grow` makes
/// it longer by an element; the sweep ends at index `end`.
fn finish(
    mut out: Vec<Matrix>,
    xs: &[Matrix],
    one: Matrix,
    end: usize,
    join: impl Fn(Matrix, Matrix) -> Matrix,
    grow: impl Fn(Matrix, Matrix) -> Matrix,
) -> Vec<Matrix> {
    let mut suffix = one;
    for i in (end..xs.len()).rev() {
        out[i] = join(out[i], suffix);
        suffix = grow(xs[i], suffix);
    }
    out
}

fn times(a: Matrix, b: Matrix) -> Matrix {
    a * b
}

fn swapped(a: Matrix, b: Matrix) -> Matrix {
    b * a
}

fn right(xs: &[Matrix], one: Matrix) -> Vec<Matrix> {
    finish(sweep(xs, one, times), xs, one, 0, times, times)
}

/// The products of what follows each element, in a vector of their own.
fn suffixes(xs: &[Matrix], one: Matrix) -> Vec<Matrix> {
    finish(vec![one; xs.len()], xs, one, 0, |_, suffix| suffix, times)
}

/// Halves the list and multiplies each half by the product of the other.
fn halve(xs: &[Matrix], before: Matrix, after: Matrix, out: &mut [Matrix]) {
    if let [slot] = out {
        *slot = before * after;
    } else if !out.is_empty() {
        let (left, right) = xs.split_at(xs.len() / 2);
        let (out_left, out_right) = out.split_at_mut(xs.len() / 2);
        halve(left, before, right.iter().rev().fold(after, |product, &x| x * product), out_left);
        halve(right, left.iter().fold(before, |product, &x| product * x), after, out_right);
    }
}

fn mistakes(spec: Spec) -> Spec {
    spec.mistake(
        "includes_self",
        table(|xs, one| vec![xs.iter().fold(one, |product, &x| product * x); xs.len()]),
    )
    .mistake("prefix_only", table(|xs, one| sweep(xs, one, times)))
    .mistake("suffix_only", table(suffixes))
    .mistake(
        "suffix_on_wrong_side",
        table(|xs, one| finish(sweep(xs, one, times), xs, one, 0, swapped, times)),
    )
    .mistake(
        "suffix_grown_on_wrong_side",
        table(|xs, one| finish(sweep(xs, one, times), xs, one, 0, times, swapped)),
    )
    .mistake(
        "prefix_grown_on_wrong_side",
        table(|xs, one| finish(sweep(xs, one, swapped), xs, one, 0, times, times)),
    )
    .mistake("stops_before_first", table(|xs, one| finish(sweep(xs, one, times), xs, one, 1, times, times)))
    .mistake(
        "single_element_returned",
        table(|xs, one| if xs.len() == 1 { xs.to_vec() } else { right(xs, one) }),
    )
    .mistake(
        "panics_on_empty",
        table(|xs, one| {
            let _ = xs[0];
            right(xs, one)
        }),
    )
    .mistake(
        "quadratic",
        table(|xs, one| {
            let others = |i: usize| xs[..i].iter().chain(&xs[i + 1..]);
            (0..xs.len()).map(|i| others(i).fold(one, |product, &x| product * x)).collect()
        }),
    )
    .mistake(
        "n_log_n",
        table(|xs, one| {
            let mut out = vec![one; xs.len()];
            halve(xs, one, one, &mut out);
            out
        }),
    )
    .mistake(
        "two_auxiliary_arrays",
        table(|xs, one| {
            let (before, after) = (sweep(xs, one, times), suffixes(xs, one));
            before.iter().zip(&after).map(|(&a, &b)| a * b).collect()
        }),
    )
    .mistake(
        "one_auxiliary_array",
        table(|xs, one| {
            let mut out = sweep(xs, one, times);
            out.iter_mut().zip(suffixes(xs, one)).for_each(|(slot, suffix)| *slot = *slot * suffix);
            out
        }),
    )
    .mistake(
        "growing_vector",
        table(|xs, one| {
            let mut out = vec![];
            let mut prefix = one;
            for &x in xs {
                out.push(prefix);
                prefix = prefix * x;
            }
            finish(out, xs, one, 0, times, times)
        }),
    )
}
