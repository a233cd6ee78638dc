//! Where a matrix is wrong and by how much, one shade an entry.

use std::fmt::Write;

use ratatui_core::style::Style;
use ratatui_core::text::{Line, Span};

use super::block::Block;
use super::digits::Digits;
use super::style::{DIFFERING, FAILED, FAINT, OPEN, STRANGE};
use shousi::catalogue::Lang;
use shousi::judge::Numbers;

/// Larger maps are drawn coarser: each shade stands for the worst of several entries.
const MOST_ROWS: usize = 16;
const MOST_COLUMNS: usize = 24;

/// From a quarter of the largest difference to all of it.
const SHADES: [(char, Style); 4] = [('░', OPEN), ('▒', OPEN), ('▓', FAILED), ('█', DIFFERING)];

/// What a map shows of an entry, the worst one last.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
enum Spot {
    Agrees,
    Gap(f64),
    Infinite,
    NotANumber,
}

/// The differences between two arrays of the same shape.
pub struct HeatMap {
    rows: usize,
    columns: usize,
    spots: Vec<Spot>,
    largest: f64,
}

impl HeatMap {
    /// `None` where a map would say nothing that the numbers do not say at once.
    pub fn new(actual: &Numbers, expected: &Numbers, differing: &[bool]) -> Option<Self> {
        let [.., rows, columns] = *actual.shape.as_slice() else { return None };
        if actual.data.len() <= 6 || rows < 2 || columns < 2 || actual.shape != expected.shape {
            return None;
        }
        let spot = |i: usize| {
            let gap = (actual.data[i] - expected.data[i]).abs();
            match gap {
                _ if !differing.get(i).copied().unwrap_or(false) => Spot::Agrees,
                _ if actual.data[i].is_nan() => Spot::NotANumber,
                gap if gap.is_finite() => Spot::Gap(gap),
                _ => Spot::Infinite,
            }
        };
        let spots: Vec<Spot> = (0..actual.data.len()).map(spot).collect();
        let gap = |spot: &Spot| if let Spot::Gap(gap) = spot { *gap } else { 0.0 };
        let largest = spots.iter().map(gap).fold(0.0, f64::max);
        Some(HeatMap { rows, columns, spots, largest })
    }

    /// The map of the matrix that begins at an offset.
    pub fn draw(&self, offset: usize) -> Block {
        let (down, across) = (self.rows.div_ceil(MOST_ROWS), self.columns.div_ceil(MOST_COLUMNS));
        let worst = |r: usize, c: usize| {
            let rows = r..(r + down).min(self.rows);
            let entries = rows.flat_map(|r| (c..(c + across).min(self.columns)).map(move |c| (r, c)));
            let spots = entries.map(|(r, c)| self.spots[offset + r * self.columns + c]);
            spots.fold(Spot::Agrees, |worst, spot| if spot > worst { spot } else { worst })
        };
        let row = |r: usize| {
            Line::from((0..self.columns).step_by(across).map(|c| self.shade(worst(r, c))).collect::<Vec<_>>())
        };
        Block((0..self.rows).step_by(down).map(row).collect())
    }

    fn shade(&self, spot: Spot) -> Span<'static> {
        match spot {
            Spot::Agrees => Span::styled("· ", FAINT),
            Spot::Infinite => Span::styled("∞ ", STRANGE),
            Spot::NotANumber => Span::styled("N ", STRANGE),
            Spot::Gap(gap) => {
                let (shade, style) = SHADES[self.level(gap)];
                Span::styled(format!("{shade}{shade}"), style)
            }
        }
    }

    fn level(&self, gap: f64) -> usize {
        ((4.0 * gap / self.largest).ceil() as usize).clamp(1, 4) - 1
    }

    /// What the shades mean, in one line.
    pub fn legend(&self, lang: Lang) -> Line<'static> {
        let has = |wanted: fn(&Spot) -> bool| self.spots.iter().any(wanted);
        let mut text = String::new();
        if has(|spot| *spot == Spot::Agrees) {
            let _ = write!(text, "· {}", lang.pick("agrees", "一致"));
        }
        if self.largest > 0.0 {
            let written = |gap| Digits::of([gap]).write(gap);
            let (quarter, largest) = (written(self.largest / 4.0), written(self.largest));
            let up_to = lang.pick("off by up to", "偏差不超过");
            let _ = write!(text, "   ░ {up_to} {quarter}  ▒ ▓  █ {largest}");
        }
        if has(|spot| *spot == Spot::Infinite) {
            let _ = write!(text, "   ∞ {}", lang.pick("infinite", "无穷"));
        }
        if has(|spot| *spot == Spot::NotANumber) {
            text.push_str("   N NaN");
        }
        Line::from(Span::styled(text.trim_start().to_owned(), FAINT))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(data: &[f64]) -> Numbers {
        Numbers { shape: vec![2, 4], data: data.to_vec() }
    }

    #[test]
    fn shades_follow_the_difference() {
        let expected = numbers(&[0.0; 8]);
        let actual = numbers(&[0.0, 0.1, 0.3, 0.6, 1.0, f64::NAN, f64::INFINITY, 0.0]);
        let differing = [false, true, true, true, true, true, true, false];
        let map = HeatMap::new(&actual, &expected, &differing).unwrap();
        let lines: Vec<String> = map.draw(0).0.iter().map(ToString::to_string).collect();
        assert_eq!(lines, ["· ░░▒▒▓▓", "██N ∞ · "]);
        let legend = map.legend(Lang::En).to_string();
        assert_eq!(legend, "· agrees   ░ off by up to 0.25  ▒ ▓  █ 1   ∞ infinite   N NaN");
    }

    #[test]
    fn a_large_map_shows_the_worst_of_several_entries() {
        let shape = vec![64, 48];
        let expected = Numbers { shape: shape.clone(), data: vec![0.0; 64 * 48] };
        let mut actual = expected.clone();
        actual.data[5 * 48 + 3] = 2.0;
        let differing: Vec<bool> = actual.data.iter().map(|&x| x > 0.0).collect();
        let map = HeatMap::new(&actual, &expected, &differing).unwrap().draw(0);
        assert_eq!((map.0.len(), map.width()), (16, 48));
        assert!(map.0[1].to_string().starts_with("· ██· "));
    }

    #[test]
    fn few_numbers_need_no_map() {
        let few = Numbers { shape: vec![2, 3], data: vec![0.0; 6] };
        assert!(HeatMap::new(&few, &few, &[true; 6]).is_none());
    }
}
