//! How many digits a set of numbers needs to be read with ease.

/// The digits that are shown of every number in a set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Digits {
    /// Digits after the point.
    decimals: usize,
    /// Digits beyond the usual ones.
    extra: usize,
    /// Whether `-0` is told from `0`.
    signed_zero: bool,
}

/// From here on numbers are scientific: `1e6`.
const LARGE: f64 = 1e6;
/// Below, a set of small numbers is scientific.
const SMALL: f64 = 1e-4;
/// Decimals that are shown in full where every number of the set has no more of them.
const EXACT_DECIMALS: usize = 4;
const EXACT_DIGITS: usize = 7;
/// Digits after the point in scientific notation.
const MANTISSA: usize = 3;

impl Digits {
    /// Few digits for all of these numbers: all that they have, or about five significant ones of
    /// the largest.
    pub fn of(values: impl IntoIterator<Item = f64>) -> Self {
        let plain: Vec<f64> =
            values.into_iter().filter(|v| v.is_finite() && (SMALL..LARGE).contains(&v.abs())).collect();
        let largest = plain.iter().fold(0.0, |m: f64, v| m.max(v.abs()));
        let exact = plain.iter().map(|&v| decimals(&shortest(v))).max().unwrap_or(0);
        let magnitude = if largest > 0.0 { largest.log10().floor() as i32 } else { 0 };
        let before_point = magnitude.max(0) as usize + 1;
        let rounded = match magnitude {
            m if m >= 0 => 4 - m.min(4),
            -1 => 4,
            m => 3 - m,
        };
        let short = exact <= EXACT_DECIMALS && before_point + exact <= EXACT_DIGITS;
        Digits { decimals: if short { exact } else { rounded as usize }, extra: 0, signed_zero: false }
    }

    /// As many more digits as it takes to see that the numbers of each pair are different, at most
    /// 9 significant ones for numbers that come from `f32` and 17 for all others.
    pub fn telling_apart(mut self, pairs: &[(f64, f64)]) -> Self {
        self.signed_zero = pairs.iter().any(|&(a, b)| a == 0.0 && b == 0.0);
        let most = if pairs.iter().all(|&(actual, _)| is_single(actual)) { 9 } else { 17 };
        for &(a, b) in pairs.iter().filter(|(a, b)| a != b && a.is_finite() && b.is_finite()) {
            while self.write(a) == self.write(b) && significant(&self.write(a)) < most && self.extra < 20 {
                self.extra += 1;
            }
        }
        self
    }

    pub fn write(&self, x: f64) -> String {
        if x.is_nan() {
            return "NaN".to_owned();
        }
        if x.is_infinite() {
            return if x > 0.0 { "inf".to_owned() } else { "-inf".to_owned() };
        }
        if x == 0.0 {
            // Nothing but zero itself is written like this.
            return if self.signed_zero && x.is_sign_negative() { "-0".to_owned() } else { "0".to_owned() };
        }
        if (SMALL..LARGE).contains(&x.abs()) {
            let usual = format!("{x:.0$}", self.decimals + self.extra);
            if is_exact(&usual, x) || significant(&usual) >= 2 {
                return usual;
            }
            // Much smaller than the largest one.
            return format!("{x:.0$}", Digits::of([x]).decimals + self.extra);
        }
        let shortest = if is_single(x) { format!("{:e}", x as f32) } else { format!("{x:e}") };
        let digits = shortest.split('e').next().map_or(0, decimals);
        if digits <= MANTISSA + self.extra { shortest } else { format!("{x:.0$e}", MANTISSA + self.extra) }
    }
}

/// Whether a number is one of those that `f32` has.
fn is_single(x: f64) -> bool {
    x.is_nan() || f64::from(x as f32) == x
}

/// Whether nothing is lost in writing.
fn is_exact(written: &str, x: f64) -> bool {
    written.parse().is_ok_and(|read: f64| read == x || (is_single(x) && read as f32 == x as f32))
}

/// The fewest digits that stand for this number alone.
fn shortest(x: f64) -> String {
    if is_single(x) { (x as f32).to_string() } else { x.to_string() }
}

fn decimals(number: &str) -> usize {
    number.split_once('.').map_or(0, |(_, decimals)| decimals.len())
}

fn significant(number: &str) -> usize {
    let mantissa = number.split('e').next().unwrap_or_default();
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    digits.trim_start_matches('0').len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(values: &[f64]) -> Vec<String> {
        let digits = Digits::of(values.iter().copied());
        values.iter().map(|&v| digits.write(v)).collect()
    }

    #[test]
    fn short_numbers_are_shown_in_full() {
        assert_eq!(written(&[89.0, 0.0, -3.0]), ["89", "0", "-3"]);
        assert_eq!(written(&[0.5, -1.25, 100.0]), ["0.50", "-1.25", "100.00"]);
    }

    #[test]
    fn long_numbers_are_rounded_to_a_common_decimal() {
        assert_eq!(written(&[0.665_240_9, 0.244_728_4, 0.1, 0.0]), ["0.6652", "0.2447", "0.1000", "0"]);
        assert_eq!(written(&[12.345_678, 1.0]), ["12.346", "1.000"]);
        assert_eq!(written(&[0.012_345_678]), ["0.01235"]);
        assert_eq!(written(&[54_321.123_4, 0.25, 1.0 / 3.0]), ["54321", "0.25", "0.3333"]);
    }

    #[test]
    fn only_extreme_magnitudes_are_scientific() {
        assert_eq!(written(&[1e6, 3.402_823_5e38, 1.0]), ["1e6", "3.403e38", "1"]);
        assert_eq!(written(&[0.123_456_7, 3.2e-7]), ["0.1235", "3.2e-7"]);
        assert_eq!(written(&[1.234_567e-9, 0.0]), ["1.235e-9", "0"]);
        assert_eq!(written(&[f64::NAN, f64::INFINITY, f64::NEG_INFINITY]), ["NaN", "inf", "-inf"]);
    }

    #[test]
    fn a_small_difference_becomes_visible() {
        let apart = |a: f64, b: f64| {
            let digits = Digits::of([a, b]).telling_apart(&[(a, b)]);
            (digits.write(a), digits.write(b))
        };
        assert_eq!(apart(f64::from(0.333_333_34f32), 1.0 / 3.0), ("0.33333334".into(), "0.33333333".into()));
        assert_eq!(
            apart(1.0 + f64::EPSILON, 1.0),
            ("1.0000000000000002".into(), "1.0000000000000000".into())
        );
        assert_eq!(apart(0.0, -0.0), ("0".into(), "-0".into()));
        let (a, b) = apart(1.234_567_8e-9, 1.234_567_9e-9);
        assert_ne!(a, b);
    }
}
