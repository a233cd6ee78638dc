//! A body of lines, of which a part is seen.

use std::collections::BTreeMap;

use ratatui_core::text::Line;

use super::keyboard::Motion;

/// The lines of the pane that is shown; every pane keeps its place.
#[derive(Debug)]
pub struct Roll<P> {
    pub pane: P,
    pub lines: Vec<Line<'static>>,
    /// How many lines are seen at once.
    pub height: usize,
    /// The first line of each pane that is seen.
    places: BTreeMap<P, usize>,
}

impl<P: Copy + Ord> Roll<P> {
    pub fn new(pane: P, height: usize) -> Self {
        Roll { pane, lines: vec![], height, places: BTreeMap::new() }
    }

    /// The first line that is seen.
    pub fn first(&self) -> usize {
        self.places.get(&self.pane).copied().unwrap_or(0).min(self.last_first())
    }

    fn last_first(&self) -> usize {
        self.lines.len().saturating_sub(self.height)
    }

    /// The lines that are seen.
    pub fn seen(&self) -> impl Iterator<Item = &Line<'static>> {
        self.lines.iter().skip(self.first()).take(self.height.max(1))
    }

    pub fn scroll(&mut self, motion: Motion) {
        let first = self.first().saturating_add_signed(motion.lines(self.height)).min(self.last_first());
        self.places.insert(self.pane, first);
    }

    pub fn jump_to_end(&mut self) {
        self.places.insert(self.pane, self.last_first());
    }

    /// Scrolls no further than needed for a line to be seen; at least down to `highest`.
    pub fn keep_in_sight(&mut self, line: usize, highest: usize) {
        let lowest = (line + 1).saturating_sub(self.height);
        let first = self.first().clamp(lowest.min(highest), highest);
        self.places.insert(self.pane, first);
    }

    /// A pane has a new text, which is read from its beginning.
    pub fn rewind(&mut self, pane: P) {
        self.places.remove(&pane);
    }

    pub fn rewind_all(&mut self) {
        self.places.clear();
    }
}
