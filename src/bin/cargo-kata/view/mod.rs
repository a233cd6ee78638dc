//! What the command shows: values in, styled text out. Nothing here reads, writes or decides.

pub mod ansi;
mod arguments;
pub mod attempts;
mod block;
mod chart;
pub mod class;
mod compare;
pub mod counterexample;
mod digits;
pub mod due;
pub mod escape;
mod heatmap;
pub mod list;
pub mod markdown;
pub mod plan;
pub mod report;
pub mod scorecard;
mod sheet;
pub mod statement;
pub mod stats;
pub mod style;
mod table;
pub mod words;
pub mod wrap;

use shousi::catalogue::Lang;
use shousi::judge::Settings;

/// Whom a view is for, and what a verdict depended on.
#[derive(Clone, Debug)]
pub struct Context {
    pub lang: Lang,
    /// Columns that may be used.
    pub width: u16,
    pub settings: Settings,
}

impl Context {
    /// Columns that are used; below some of them nothing could be laid out.
    fn columns(&self) -> usize {
        usize::from(self.width).max(24)
    }
}
