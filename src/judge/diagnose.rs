//! Naming the mistake: which known wrong implementation answers as the code under test does?

use super::{Aspect, Numbers, Shown, Spec, Verdict};
use crate::wire::{Answer, Call, Cost, Fault, Target, Value};

/// What was seen of a property: the counterexample and further cases.
pub(super) struct Evidence {
    pub aspect: Aspect,
    pub verdict: Verdict,
    pub cases: Vec<SeenCase>,
}

/// The calls of one case, and whether the property did not hold for it.
pub(super) struct SeenCase {
    pub failed: bool,
    pub calls: Vec<Call>,
}

/// How much of the distance between the answer and the right one a mistake may leave unexplained.
const UNEXPLAINED: f64 = 0.05;
/// Answers nearer than this, relative to their largest entry, are the same but for rounding.
const ROUNDING: f64 = 16.0 * f32::EPSILON as f64;
/// Small entries beside large ones may honestly lose more of their own size: exp(-80) loses 80 units.
const SMALL_ROUNDING: f64 = 1e-4;

/// The mistake that explains every case of the evidence, if there is one; of several the one that
/// leaves least unexplained.
pub(super) fn name_mistake(spec: &Spec, evidence: &[Evidence]) -> Option<&'static str> {
    if evidence.is_empty() || evidence.iter().any(|e| e.verdict != Verdict::Failed) {
        return None;
    }
    let explained = spec.mistakes.iter().filter_map(|mistake| {
        explain(&mistake.functions, &spec.definition, evidence).map(|rest| (rest, mistake.name))
    });
    // `min_by` keeps the first of equals.
    explained.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, name)| name)
}

/// What `mistake` leaves unexplained on average; `None` if some case contradicts it, or if none tells
/// it from the definition.
fn explain(mistake: &dyn Target, definition: &dyn Target, evidence: &[Evidence]) -> Option<f64> {
    let mut sum = 0.0;
    let mut telling = 0;
    for seen in evidence {
        let compared: Option<Vec<_>> =
            seen.cases.iter().map(|case| compare(case, mistake, definition, seen.aspect)).collect();
        let compared = compared?;
        let scale = compared.iter().map(|gaps| gaps.largest).fold(0.0, f64::max);
        for (case, gaps) in seen.cases.iter().zip(&compared) {
            match gaps.likeness(case.failed, scale) {
                Likeness::Contradicts => return None,
                Likeness::SaysNothing => {}
                Likeness::Explains { unexplained } => {
                    sum += unexplained;
                    telling += 1;
                }
            }
        }
    }
    (telling > 0).then(|| sum / f64::from(telling))
}

enum Likeness {
    Contradicts,
    SaysNothing,
    Explains { unexplained: f64 },
}

/// Compares the calls of a case together: where a property looks at two answers, one may be right, and
/// its rounding errors are to be measured against what is wrong with the other. `None` where answers
/// contradict the mistake at once.
fn compare(case: &SeenCase, mistake: &dyn Target, definition: &dyn Target, aspect: Aspect) -> Option<Gaps> {
    let mut gaps = Gaps::default();
    for call in &case.calls {
        let run = |target: &dyn Target| {
            let args = call.args.iter().map(|(_, value)| value.clone()).collect();
            target.call(call.function, args, None)
        };
        let of_call = match (&call.outcome, &run(mistake), &run(definition)) {
            (Ok(seen), Ok(mistaken), Ok(right)) if aspect == Aspect::Complexity => {
                compare_costs(seen, mistaken, right)
            }
            (Ok(seen), Ok(mistaken), Ok(right)) => {
                compare_values(&seen.value, &mistaken.value, &right.value, &mut gaps)
            }
            (Err(Fault::Panicked { .. }), Err(Fault::Panicked { .. }), Ok(_)) => {
                Likeness::Explains { unexplained: 0.0 }
            }
            _ => Likeness::Contradicts,
        };
        match of_call {
            Likeness::Contradicts => return None,
            Likeness::SaysNothing => {}
            Likeness::Explains { unexplained } => gaps.explained = Some(unexplained),
        }
    }
    Some(gaps)
}

fn compare_costs(seen: &Answer, mistaken: &Answer, right: &Answer) -> Likeness {
    let near = |a: u64, b: u64| a.abs_diff(b) * 4 <= a.max(b);
    // A few bytes that are not the function's own do not count.
    let as_large = |a: u64, b: u64| near(a, b) || a.abs_diff(b) <= 256;
    if !seen.value.identical(&right.value) && !seen.value.identical(&mistaken.value) {
        return Likeness::Contradicts;
    }
    let (s, m, r) = (seen.cost, mistaken.cost, right.cost);
    let alike = |a: Cost, b: Cost| {
        a.allocations == b.allocations
            && near(a.multiplications, b.multiplications)
            && as_large(a.peak_bytes, b.peak_bytes)
    };
    if !alike(s, m) {
        return Likeness::Contradicts;
    }
    if alike(s, r) {
        return Likeness::SaysNothing;
    }
    Likeness::Explains { unexplained: s.multiplications.abs_diff(m.multiplications) as f64 }
}

/// Notes in `gaps` how far numbers are apart; other values are compared at once.
fn compare_values(seen: &Value, mistaken: &Value, right: &Value, gaps: &mut Gaps) -> Likeness {
    let (Some(seen_numbers), Some(mistaken_numbers), Some(right_numbers)) =
        (flatten(seen), flatten(mistaken), flatten(right))
    else {
        return compare_exact(seen, mistaken, right);
    };
    let Some(unlike_mistake) = distance(&seen_numbers, &mistaken_numbers, |_| 1.0) else {
        return Likeness::Contradicts;
    };
    let wrong_by = distance(&seen_numbers, &right_numbers, |_| 1.0).unwrap_or(f64::INFINITY);
    let unit =
        |i: usize| right_numbers.data.get(i).map_or(1.0, |x| x.abs().max(f64::from(f32::MIN_POSITIVE)));
    let finite = right_numbers.data.iter().chain(&seen_numbers.data).filter(|x| x.is_finite());
    let of_call = Gaps {
        largest: finite.fold(0.0, |largest: f64, x| largest.max(x.abs())),
        wrong_by,
        unlike_mistake,
        wrong_by_relative: distance(&seen_numbers, &right_numbers, unit).unwrap_or(f64::INFINITY),
        unlike_mistake_relative: distance(&seen_numbers, &mistaken_numbers, unit).unwrap_or(f64::INFINITY),
        explained: None,
    };
    gaps.widen(&of_call);
    Likeness::SaysNothing
}

/// How far the answers of a case are from the right ones and from those of a mistake, at most:
/// absolutely and in terms of each right entry.
#[derive(Default)]
struct Gaps {
    largest: f64,
    wrong_by: f64,
    unlike_mistake: f64,
    wrong_by_relative: f64,
    unlike_mistake_relative: f64,
    /// What was explained other than by numbers.
    explained: Option<f64>,
}

impl Gaps {
    fn widen(&mut self, other: &Gaps) {
        self.largest = self.largest.max(other.largest);
        self.wrong_by = self.wrong_by.max(other.wrong_by);
        self.unlike_mistake = self.unlike_mistake.max(other.unlike_mistake);
        self.wrong_by_relative = self.wrong_by_relative.max(other.wrong_by_relative);
        self.unlike_mistake_relative = self.unlike_mistake_relative.max(other.unlike_mistake_relative);
    }

    /// `scale` is the size of answers in all cases of the property: some are near 0 by cancellation, and
    /// their rounding errors are not.
    fn likeness(&self, failed: bool, scale: f64) -> Likeness {
        let honest = ROUNDING * scale;
        if !failed {
            // An accepted answer is right up to rounding: a mistake must not be far from it, and cannot
            // explain it.
            let far = self.unlike_mistake > UNEXPLAINED * scale;
            return if far { Likeness::Contradicts } else { Likeness::SaysNothing };
        }
        if let Some(unexplained) = self.explained {
            return Likeness::Explains { unexplained };
        }
        // Beside large entries, small ones may be wrong by much of their own size.
        let small = self.wrong_by <= ROUNDING * self.largest;
        let (wrong_by, unlike_mistake, honest) = match small {
            false => (self.wrong_by, self.unlike_mistake, honest),
            true => (self.wrong_by_relative, self.unlike_mistake_relative, SMALL_ROUNDING),
        };
        // Infinitely wrong answers are told apart by their finite entries.
        let gap = if wrong_by.is_finite() { wrong_by } else { scale };
        if wrong_by > 0.0 && unlike_mistake <= UNEXPLAINED * gap {
            Likeness::Explains { unexplained: if gap > 0.0 { unlike_mistake / gap } else { 0.0 } }
        } else if unlike_mistake <= honest {
            Likeness::SaysNothing
        } else {
            Likeness::Contradicts
        }
    }
}

fn compare_exact(seen: &Value, mistaken: &Value, right: &Value) -> Likeness {
    match (seen.identical(mistaken), seen.identical(right)) {
        (false, _) => Likeness::Contradicts,
        (true, true) => Likeness::SaysNothing,
        (true, false) => Likeness::Explains { unexplained: 0.0 },
    }
}

/// The numbers of a value; `None` for exact ones. The parts of a tuple follow one another.
fn flatten(value: &Value) -> Option<Numbers> {
    fn gather(shown: Shown, all: &mut Numbers) -> Option<()> {
        match shown {
            Shown::Numbers(numbers) => {
                all.shape.extend(numbers.shape);
                all.data.extend(numbers.data);
                Some(())
            }
            Shown::Parts(parts) => parts.into_iter().try_for_each(|part| gather(part, all)),
            Shown::List(_) | Shown::Text(_) => None,
        }
    }
    let mut all = Numbers { shape: vec![], data: vec![] };
    gather(value.into(), &mut all)?;
    Some(all)
}

/// The largest difference of two entries in terms of `unit`, infinite where one of the two is not
/// finite and they are not the same; `None` if the shapes differ.
fn distance(a: &Numbers, b: &Numbers, unit: impl Fn(usize) -> f64) -> Option<f64> {
    if a.shape != b.shape || a.data.len() != b.data.len() {
        return None;
    }
    let pairs = a.data.iter().zip(&b.data).enumerate();
    let gaps = pairs.map(|(i, (&a, &b))| match a == b || (a.is_nan() && b.is_nan()) {
        true => 0.0,
        false if a.is_finite() && b.is_finite() => (a - b).abs() / unit(i),
        false => f64::INFINITY,
    });
    Some(gaps.fold(0.0, f64::max))
}
