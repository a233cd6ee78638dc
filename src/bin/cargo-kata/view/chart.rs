//! Numbers as bars, in characters.

/// Eighths of a character, from the left.
const EIGHTHS: [char; 9] = [' ', '▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'];
/// Eighths of a character, from the bottom.
const HEIGHTS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// A bar of so many characters, as much of it full as the share says.
pub fn bar(share: f64, cells: usize) -> String {
    let eighths = filled(share, cells);
    (0..cells).map(|cell| EIGHTHS[eighths.saturating_sub(cell * 8).min(8)]).collect()
}

/// A bar for a time, par in its middle; it ends in an arrow if even twice par did not do.
pub fn bar_against_par(seconds: u64, par: u64, cells: usize) -> String {
    let share = seconds as f64 / (2.0 * par.max(1) as f64);
    let eighths = filled(share, cells);
    let cell = |cell: usize| match eighths.saturating_sub(cell * 8).min(8) {
        _ if share > 1.0 && cell + 1 == cells => '▶',
        0 if cell == cells / 2 => '│',
        eighths => EIGHTHS[eighths],
    };
    (0..cells).map(cell).collect()
}

fn filled(share: f64, cells: usize) -> usize {
    let eighths = (share.clamp(0.0, 1.0) * (cells * 8) as f64).round() as usize;
    // A little is more than nothing.
    if share > 0.0 { eighths.max(1) } else { 0 }
}

/// The last values as a line of bars, the highest one of them full; a dot where there is none.
pub fn sparkline(values: &[Option<u64>], most: usize) -> String {
    let values = &values[values.len().saturating_sub(most)..];
    let highest = values.iter().flatten().copied().max().unwrap_or(0).max(1);
    let eighths = |value: u64| (value as f64 / highest as f64 * 8.0).ceil() as usize;
    let height = |value: u64| HEIGHTS[eighths(value).clamp(1, 8) - 1];
    values.iter().map(|value| value.map_or('·', height)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_full_to_an_eighth() {
        assert_eq!(bar(0.0, 4), "    ");
        assert_eq!(bar(0.5, 4), "██  ");
        assert_eq!(bar(0.001, 4), "▏   ");
        assert_eq!(bar(7.0, 2), "██");
        assert_eq!(bar(f64::NAN, 2), "  ");
    }

    #[test]
    fn par_is_in_the_middle() {
        assert_eq!(bar_against_par(150, 300, 8), "██  │   ");
        assert_eq!(bar_against_par(450, 300, 8), "██████  ");
        assert_eq!(bar_against_par(601, 300, 8), "███████▶");
        assert_eq!(bar_against_par(10, 0, 4), "███▶");
    }

    #[test]
    fn sparklines_show_the_last_values() {
        assert_eq!(sparkline(&[Some(800), Some(8), None, Some(4), Some(1)], 4), "█·▄▁");
        assert_eq!(sparkline(&[], 4), "");
        assert_eq!(sparkline(&[Some(0)], 4), "▁");
    }
}
