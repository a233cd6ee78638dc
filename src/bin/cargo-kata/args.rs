//! What can be typed.

mod round;

use std::iter;
use std::path::PathBuf;
use std::sync::LazyLock;
use std::time::Duration;

use clap::builder::PossibleValue;
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use shousi::catalogue::Topic;
use shousi::judge::Settings;

use crate::calendar;
use crate::formats::{Format, Output};
use crate::grade::args::Grade;

pub use round::{Choice, Round, Step};

/// 手撕: write machine learning by hand, judged by properties.
///
/// Without a command: in a terminal, practise the next kata (the file is judged whenever you save
/// it); elsewhere, show where you stand.
#[derive(Debug, Parser)]
#[command(name = "cargo kata", bin_name = "cargo kata", version, disable_help_subcommand = true)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    pub global: Global,
}

#[derive(Debug, Args)]
pub struct Global {
    /// Language of what is shown [default: that of your locale]
    #[arg(long, global = true, value_name = "LANG")]
    pub lang: Option<Language>,
    /// Whether to use colours; NO_COLOR is respected
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", hide_possible_values = true)]
    pub color: When,
    /// The folder to work in [default: the workspace around the current folder]
    #[arg(long, global = true, value_name = "DIR")]
    pub workspace: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Language {
    En,
    Zh,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum When {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Practise: judge a kata whenever its file is saved
    Watch {
        /// The kata [default: the next unsolved one]
        name: Option<String>,
        #[command(flatten)]
        judging: Judging,
    },
    /// List the katas and where you stand
    List(Filter),
    /// Show a kata's statement
    Show {
        /// The kata
        name: String,
        /// Show the follow-up questions with their answers instead
        #[arg(long)]
        questions: bool,
    },
    /// Judge katas [default: those you have begun]
    Test {
        /// Only these katas
        names: Vec<String>,
        /// Judge every kata
        #[arg(long, conflicts_with = "names")]
        all: bool,
        #[command(flatten)]
        report: Reporting,
        /// Also show what the code printed
        #[arg(long)]
        show_output: bool,
        #[command(flatten)]
        judging: Judging,
    },
    /// Rehearse: katas against the clock
    Round(Round),
    /// Show the next hint of a kata
    Hint {
        /// The kata
        name: String,
        /// Show the hints seen so far, and no further one
        #[arg(long)]
        again: bool,
    },
    /// Show the reference solution of a kata
    Solution {
        /// The kata
        name: String,
        /// Do not ask first
        #[arg(long, short)]
        yes: bool,
        /// Show how it differs from your file
        #[arg(long)]
        diff: bool,
    },
    /// Put stubs back; what stood there is archived
    Reset {
        /// The katas
        #[arg(required_unless_present = "all")]
        names: Vec<String>,
        /// Every kata
        #[arg(long, conflicts_with = "names")]
        all: bool,
    },
    /// What to practise today, by spaced repetition
    Due {
        /// Format of the answer
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        format: Form,
    },
    /// How far you have come: streak, times against par, weaknesses
    Stats {
        /// The history of this kata alone
        name: Option<String>,
        /// Format; svg is a picture, csv has a row for each attempt and first pass
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        format: StatsFormat,
    },
    /// List the rounds, or show the code of one of them
    Attempt {
        /// The number of the round
        number: Option<usize>,
        /// Only this kata of the round
        #[arg(requires = "number")]
        name: Option<String>,
        /// Show the difference to the attempt before, or to the reference
        #[arg(long, value_name = "TO", num_args = 0..=1, require_equals = true, default_missing_value = "previous", requires = "number")]
        diff: Option<Against>,
    },
    /// Make a study plan that covers every kata by a date
    Plan {
        /// The last day, as 2026-12-20
        #[arg(long, value_name = "DATE", value_parser = calendar::parse)]
        until: calendar::Day,
        /// How long you can practise on a day
        #[arg(long, value_name = "MINUTES", default_value_t = 40, value_parser = clap::value_parser!(u32).range(5..=1440))]
        minutes_a_day: u32,
        /// Format; ical is for calendars: cargo kata plan … --format ical > plan.ics
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        format: PlanFormat,
    },
    /// Grade the submissions of other people
    Grade(Box<Grade>),
    /// Make a folder of your own to practise in
    Init {
        /// A folder that is empty, or does not exist yet
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// Only these katas, separated by commas [default: all]
        #[arg(long, value_name = "NAMES", value_delimiter = ',')]
        katas: Vec<String>,
    },
    /// Bring new katas and statements into a folder made by `init`; what you wrote stays as it is
    Upgrade,
    /// For authors: make the files of a new kata
    New {
        /// The new kata, in lower case with underscores
        name: String,
    },
    /// For authors: check that katas have everything they need
    Check {
        /// The katas [default: all]
        names: Vec<String>,
    },
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
}

/// How the verdicts are told.
#[derive(Clone, Debug, Args)]
pub struct Reporting {
    /// What is printed; the schema of the JSON is src/bin/cargo-kata/report.schema.json
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: Printed,
    /// Also write a report into a file, as `--output junit=report.xml`; can be repeated
    #[arg(long, value_name = "FORMAT=FILE", value_parser = Output::parse)]
    pub output: Vec<Output>,
}

/// What is printed: text for people, or a report in one of its formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Printed {
    Text,
    Report(Format),
}

impl ValueEnum for Printed {
    fn value_variants<'a>() -> &'a [Self] {
        static ALL: LazyLock<Vec<Printed>> = LazyLock::new(|| {
            let reports = Format::value_variants().iter().map(|&format| Printed::Report(format));
            iter::once(Printed::Text).chain(reports).collect()
        });
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        match self {
            Printed::Text => Some(PossibleValue::new("text").help("For people")),
            Printed::Report(format) => format.to_possible_value(),
        }
    }
}

/// An answer for people or for programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Form {
    Text,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum StatsFormat {
    Text,
    Json,
    Csv,
    Svg,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PlanFormat {
    Text,
    Markdown,
    Ical,
}

/// What an attempt is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Against {
    Previous,
    Reference,
}

#[derive(Debug, Default, Args)]
pub struct Filter {
    /// Only katas with this text in their name or title
    pub text: Option<String>,
    /// Only this topic: arrays, attention, loss, normalization, probability, regression
    #[arg(long, value_name = "TOPIC", value_parser = parse_topic)]
    pub topic: Option<Topic>,
    /// Only this difficulty, 1 to 5
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=5))]
    pub difficulty: Option<u8>,
    /// Only this status
    #[arg(long, value_name = "STATUS")]
    pub status: Option<StatusFilter>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum StatusFilter {
    Passed,
    Failed,
    Changed,
    Todo,
    Missing,
}

/// What a verdict depends on besides the code.
#[derive(Clone, Debug, Args)]
pub struct Judging {
    /// Seed of the generated inputs: a number, or `random`
    #[arg(long, value_name = "SEED", default_value = "0", value_parser = parse_seed)]
    pub seed: Seed,
    /// Cases for each property
    #[arg(long, value_name = "N", default_value_t = 256, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub cases: u32,
    /// Time limit for a kata, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 10.0, value_parser = parse_seconds)]
    pub timeout: f64,
    /// Memory limit of the code under test, as 512M or 2G
    #[arg(long, value_name = "SIZE", default_value = "2G", value_parser = parse_memory)]
    pub memory: u64,
}

/// A seed as it was typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seed {
    pub number: u64,
    /// Drawn just now.
    pub random: bool,
}

impl Judging {
    pub fn settings(&self) -> Settings {
        Settings {
            seed: self.seed.number,
            cases: self.cases,
            timeout: Duration::from_secs_f64(self.timeout),
            memory: self.memory,
        }
    }
}

fn parse_topic(text: &str) -> Result<Topic, String> {
    let names = || Topic::ALL.map(Topic::name).join(", ");
    Topic::ALL
        .into_iter()
        .find(|topic| topic.name() == text)
        .ok_or_else(|| format!("the topics are {}", names()))
}

fn parse_seed(text: &str) -> Result<Seed, String> {
    if text == "random" {
        use std::hash::{BuildHasher, RandomState};
        // Short enough to be typed again.
        let number = RandomState::new().hash_one(std::process::id()) % 1_000_000_000;
        return Ok(Seed { number, random: true });
    }
    let number = text.parse().map_err(|_| "a seed is a whole number, or `random`".to_owned())?;
    Ok(Seed { number, random: false })
}

fn parse_seconds(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(seconds) if (0.1..=86_400.0).contains(&seconds) => Ok(seconds),
        _ => Err("the limit is a number of seconds, from 0.1 to 86400".to_owned()),
    }
}

fn parse_memory(text: &str) -> Result<u64, String> {
    let wrong = || "a size is a number with K, M or G: 512M, 2G; at least 16M".to_owned();
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit: u64 =
        match text[digits.len()..].to_ascii_uppercase().trim_end_matches("IB").trim_end_matches('B') {
            "" => 1,
            "K" => 1 << 10,
            "M" => 1 << 20,
            "G" => 1 << 30,
            _ => return Err(wrong()),
        };
    let size = digits.parse::<u64>().ok().and_then(|n| n.checked_mul(unit)).ok_or_else(wrong)?;
    if size >= 16 << 20 { Ok(size) } else { Err(wrong()) }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn sizes_and_seeds() {
        assert_eq!(parse_memory("2G"), Ok(2 << 30));
        assert_eq!(parse_memory("512MiB"), Ok(512 << 20));
        assert!(parse_memory("1M").is_err() && parse_memory("G").is_err() && parse_memory("2X").is_err());
        assert_eq!(parse_seed("7"), Ok(Seed { number: 7, random: false }));
        assert!(parse_seed("-1").is_err() && parse_seed("random").is_ok());
    }
}
