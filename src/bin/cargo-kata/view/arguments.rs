//! What a function was called with.

use ratatui_core::text::{Line, Span};

use super::block::{Block, flow};
use super::digits::Digits;
use super::escape::escape;
use super::sheet::{Sheet, Window, is_upright};
use super::style::{CODE, FAINT, HEADING, STRONG};
use super::wrap::wrap;
use shousi::catalogue::Lang;
use shousi::judge::{Numbers, Shown};
use shousi::wire::{Call, Tensor, Value};

/// More entries than these are described, if one word does it.
const FEW: usize = 4;
/// Slices of an array that are shown at most.
const MOST_SLICES: usize = 4;

/// The call in full: the function with its scalars, then every array by name.
pub fn call(call: &Call, width: usize, lang: Lang) -> Block {
    let mut spans = vec![Span::styled(call.function, HEADING), Span::raw("(")];
    for (i, (name, value)) in call.args.iter().enumerate() {
        spans.push(Span::raw(if i == 0 { "" } else { ", " }));
        spans.push(Span::styled(*name, CODE));
        if let Some(scalar) = scalar(value) {
            spans.push(Span::raw(format!(" = {scalar}")));
        }
    }
    spans.push(Span::raw(")"));
    let mut lines = wrap(&spans, width);
    let arrays: Vec<_> = call.args.iter().filter(|(_, value)| scalar(value).is_none()).collect();
    let blocks: Vec<Block> =
        arrays.iter().map(|(name, value)| argument(name, value, width - 2, lang)).collect();
    let blocks = if blocks.iter().all(|block| block.0.len() == 1) {
        // Single lines read best below each other.
        let names = arrays.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
        let kinds = arrays.iter().map(|(_, value)| kind(value).len()).max().unwrap_or(0);
        let padded = |(block, (name, value)): (Block, &&(&str, Value))| {
            let mut line = block.0.into_iter().next().unwrap_or_default();
            line.spans[1] = Span::raw(" ".repeat(names - name.len() + 2));
            line.spans.insert(3, Span::raw(" ".repeat(kinds - kind(value).len())));
            line
        };
        Block(blocks.into_iter().zip(&arrays).map(padded).collect())
    } else {
        flow(blocks, 4, width - 2)
    };
    lines.extend(blocks.indented(2).0);
    Block(lines)
}

/// What a call returned: on one line if that is short.
pub fn answer(value: &Value, width: usize, lang: Lang) -> Block {
    if let Some(text) = inline(value, width - 2) {
        return Block(vec![Line::from(vec![Span::styled("→ ", FAINT), Span::raw(escape(&text))])]);
    }
    let parts = match value {
        Value::Tuple(parts) => parts.as_slice(),
        one => std::slice::from_ref(one),
    };
    let blocks = parts.iter().map(|part| argument("→", part, width, lang)).collect();
    flow(blocks, 4, width)
}

/// One array: name, type, shape, layout and entries.
fn argument(name: &str, value: &Value, width: usize, lang: Lang) -> Block {
    let mut title =
        vec![Span::styled(name.to_owned(), CODE), Span::raw("  "), Span::styled(kind(value), FAINT)];
    title.extend(layout(value, lang).map(|layout| Span::styled(format!(" ({layout})"), FAINT)));
    let one_line = |title: Vec<Span<'static>>, words: Vec<Span<'static>>| {
        Block(vec![Line::from([title, words].concat())])
    };
    let shown = Shown::from(value);
    let sheet = match &shown {
        Shown::Numbers(numbers) => {
            if let Some(words) = in_words(numbers, lang) {
                return one_line(title, vec![Span::raw("  "), Span::styled(words, STRONG)]);
            }
            Sheet::of_numbers(numbers, &Digits::of(numbers.data.iter().copied()))
        }
        Shown::List(items) => Sheet::of_list(items, is_upright(items)),
        _ => return one_line(title, vec![]),
    };
    if sheet.columns() == 0 || sheet.rows() == 0 {
        return one_line(title, vec![Span::raw("  "), Span::raw(lang.pick("empty", "空"))]);
    }
    let window = Window::new(&sheet, &sheet.alignment(), width, None);
    if sheet.is_line() {
        let line = sheet.draw(0, &window, &sheet.alignment());
        let title_width: usize = title.iter().map(Span::width).sum();
        if title_width + line.width() <= width {
            return one_line(title, line.0.into_iter().next().unwrap_or_default().spans);
        }
        return line.titled(Line::from(title));
    }
    let slices = sheet.slices();
    let mut blocks: Vec<Block> = Vec::new();
    for (label, offset) in slices.iter().take(MOST_SLICES) {
        let block = sheet.draw(*offset, &window, &sheet.alignment());
        let label = Line::styled(format!("{name}{label}"), FAINT);
        blocks.push(if slices.len() == 1 { block } else { block.titled(label) });
    }
    if slices.len() > MOST_SLICES {
        let more = slices.len() - MOST_SLICES;
        let words = match lang {
            Lang::En => format!("… and {more} more slices"),
            Lang::Zh => format!("…… 还有 {more} 个切片"),
        };
        blocks.push(Block(vec![Line::styled(words, FAINT)]));
    }
    flow(blocks, 4, width).titled(Line::from(title))
}

/// A value that is read best where it is passed.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::Bool(b) => Some(b.to_string()),
        Value::Index(n) => Some(n.to_string()),
        Value::F32(x) => Some(Digits::of([f64::from(*x)]).write(f64::from(*x))),
        Value::F64(x) => Some(Digits::of([*x]).write(*x)),
        Value::Matrix(m) => Some(m.to_string()),
        _ => None,
    }
}

/// Type and shape, as a signature has them.
pub fn kind(value: &Value) -> String {
    match value {
        Value::Bool(_) => "bool".to_owned(),
        Value::Index(_) => "usize".to_owned(),
        Value::F32(_) => "f32".to_owned(),
        Value::F64(_) => "f64".to_owned(),
        Value::Indices(list) => format!("usize [{}]", list.len()),
        Value::F32s(tensor) => format!("f32 {:?}", tensor.shape),
        Value::F64s(tensor) => format!("f64 {:?}", tensor.shape),
        Value::Matrix(_) => "T".to_owned(),
        Value::Matrices(list) => format!("T [{}]", list.len()),
        Value::Tuple(parts) => format!("({})", parts.iter().map(kind).collect::<Vec<_>>().join(", ")),
    }
}

/// How an array lies in memory, where that is not row by row.
fn layout(value: &Value, lang: Lang) -> Option<String> {
    match value {
        Value::F32s(tensor) => layout_of(tensor, lang),
        Value::F64s(tensor) => layout_of(tensor, lang),
        _ => None,
    }
}

fn layout_of<T>(tensor: &Tensor<T>, lang: Lang) -> Option<String> {
    if tensor.shape.contains(&0) {
        return None;
    }
    // Along an axis of one entry no stride is ever taken.
    let axes = || tensor.shape.iter().zip(&tensor.strides).filter(|(n, _)| **n > 1);
    let dense = |axes: Vec<(&usize, &isize)>| {
        let mut stride = 1;
        axes.iter().rev().all(|(n, s)| {
            let fits = **s == stride;
            stride *= **n as isize;
            fits
        })
    };
    if dense(axes().collect()) {
        return None;
    }
    let word = if axes().any(|(_, s)| *s < 0) {
        lang.pick("reversed view", "反向视图")
    } else if axes().any(|(_, s)| *s == 0) {
        lang.pick("broadcast view", "广播视图")
    } else if dense(axes().collect::<Vec<_>>().into_iter().rev().collect()) {
        lang.pick("transposed", "转置")
    } else {
        lang.pick("strided view", "跨步视图")
    };
    Some(format!("{word}, {} {:?}", lang.pick("strides", "步长"), tensor.strides))
}

/// What a whole array is, where that takes less reading than its numbers.
fn in_words(numbers: &Numbers, lang: Lang) -> Option<String> {
    let data = &numbers.data;
    if data.len() <= FEW {
        return None;
    }
    if data.iter().all(|x| x.to_bits() == data[0].to_bits()) {
        let number = Digits::of([data[0]]).write(data[0]);
        return Some(lang.pick(format!("every entry {number}"), format!("全为 {number}")));
    }
    let [n, m] = *numbers.shape.as_slice() else { return None };
    let identity = |i: usize| if i / m == i % m { 1.0 } else { 0.0 };
    let is_identity = n == m && data.iter().enumerate().all(|(i, &x)| x == identity(i));
    is_identity.then(|| lang.pick("the identity", "单位矩阵").to_owned())
}

/// A value on one line, if it is short: nested in brackets, as one would write it.
pub fn inline(value: &Value, longest: usize) -> Option<String> {
    let text = match (scalar(value), Shown::from(value)) {
        (Some(scalar), _) => scalar,
        (None, Shown::Parts(_)) => {
            let Value::Tuple(parts) = value else { return None };
            let parts: Option<Vec<String>> = parts.iter().map(|part| inline(part, longest)).collect();
            format!("({})", parts?.join(", "))
        }
        (None, Shown::Numbers(numbers)) => {
            let digits = Digits::of(numbers.data.iter().copied());
            nested(&numbers.shape, &numbers.data, &digits)
        }
        (None, Shown::List(items)) => format!("[{}]", items.join(", ")),
        (None, Shown::Text(text)) => text,
    };
    (text.len() <= longest).then_some(text)
}

fn nested(shape: &[usize], data: &[f64], digits: &Digits) -> String {
    let [n, rest @ ..] = shape else { return digits.write(data[0]) };
    let size: usize = rest.iter().product();
    let parts: Vec<String> = (0..*n).map(|i| nested(rest, &data[i * size..(i + 1) * size], digits)).collect();
    format!("[{}]", parts.join(", "))
}
