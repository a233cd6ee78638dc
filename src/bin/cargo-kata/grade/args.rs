//! What can be typed after `cargo kata grade`.

use std::num::NonZero;
use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::find::Shard;
use crate::args::{Judging, Reporting};

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Grade {
    #[command(subcommand)]
    pub also: Option<Also>,
    /// A submission, which is a folder with kata files, or a folder of submissions
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Only these katas, separated by commas [default: all]
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub katas: Vec<String>,
    #[command(flatten)]
    pub judging: Judging,
    /// Submissions that are judged at the same time [default: as many as there are cores and memory for]
    #[arg(long, value_name = "N")]
    pub jobs: Option<NonZero<usize>>,
    /// Only one of several equal parts of the work, as 3/16; `grade merge` joins their reports
    #[arg(long, value_name = "I/N", value_parser = Shard::parse)]
    pub shard: Option<Shard>,
    /// Judge again what was judged before
    #[arg(long)]
    pub fresh: bool,
    /// Where finished work is kept [default: shousi/grade in the folder for caches]
    #[arg(long, value_name = "DIR")]
    pub cache: Option<PathBuf>,
    /// Stop unless every protection is in force
    #[arg(long)]
    pub require_sandbox: bool,
    #[command(flatten)]
    pub telling: Telling,
}

/// How the outcome is told.
#[derive(Clone, Debug, Args)]
pub struct Telling {
    #[command(flatten)]
    pub report: Reporting,
    /// Do not show how far the work is
    #[arg(long, short)]
    pub quiet: bool,
    /// End with status 0 even if something has not passed
    #[arg(long)]
    pub exit_zero: bool,
}

#[derive(Debug, Subcommand)]
pub enum Also {
    /// Join the JSON reports of shards
    Merge {
        /// Their files
        #[arg(required = true, value_name = "REPORT")]
        reports: Vec<PathBuf>,
        #[command(flatten)]
        telling: Telling,
    },
}
