use clap::{Args, Command, Subcommand};
use shousi::catalogue::Topic;

use super::{Form, Seed, parse_seed, parse_topic};

/// A rehearsal in ten lines, and what the exit status of the steps says.
const MORE: &str = "\
A rehearsal, from start to scorecard:
  cargo kata round                draw katas for 45 minutes, put their stubs back, start the clock
  cargo kata round softmax        or name them; their par times are the limit
  write katas/softmax.rs          in your editor: every save is judged; the time left stays on the screen
  s, v, o, n, P, ?                statement, verdict, output, next kata, pause, all keys
  q                               leave it running (--resume comes back), finish, or abandon
When time is up or everything has passed, the bell rings: the code as it stands is archived and
judged, and nothing later counts. The scorecard has your times against par and your best, and the
share of properties that held; f then asks an interviewer's follow-up questions, one at a time.

For scripts: `round start` begins a round without a screen, and `cargo kata test` judges during it.
`round status` exits with 0 while code can be handed in or the round is paused, 1 when time is up or
the round is over, 2 if there was none; `round finish` with 0 if every kata has passed, 1 if not.";

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, after_help = MORE)]
pub struct Round {
    #[command(subcommand)]
    pub step: Option<Step>,
    /// Go on with the round that is open, wherever it was left
    #[arg(long, conflicts_with_all = ["choice", "abandon"])]
    pub resume: bool,
    /// Break off the round that is open; it does not count
    #[arg(long, conflicts_with = "choice")]
    pub abandon: bool,
    /// Flash and ring at half time, at five minutes left, and when time is up
    #[arg(long, conflicts_with = "abandon")]
    pub bell: bool,
    #[command(flatten)]
    pub choice: Choice,
}

impl Round {
    /// Whether a step is called so.
    pub fn has_step(name: &str) -> bool {
        Step::augment_subcommands(Command::new("round")).find_subcommand(name).is_some()
    }
}

#[derive(Debug, Subcommand)]
pub enum Step {
    /// Put the stubs back and start the clock, without a screen
    Start(Choice),
    /// Show how the round stands: exit status 0 while there is time, 1 when it is up or over, 2 if there is none
    Status {
        /// Format; the schema of the JSON is src/bin/cargo-kata/round.schema.json
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        format: Form,
    },
    /// End the round: the code as it stands is archived and judged; exit status 0 if all of it passes, 1 if not
    Finish {
        /// Format of the scorecard, as for `status`
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        format: Form,
    },
    /// Stop the clock; the pause is on record
    Pause,
    /// Let the clock run again
    Resume,
    /// Break the round off; it does not count
    Abandon,
}

/// What a round consists of.
#[derive(Clone, Debug, Default, Args)]
#[group(id = "choice", multiple = true)]
pub struct Choice {
    /// The katas [default: drawn so that their par times fit the minutes]
    pub names: Vec<String>,
    /// Time limit [default: the katas' par times together; 45 to draw from]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=1440))]
    pub minutes: Option<u64>,
    /// Draw from this topic alone
    #[arg(long, value_name = "TOPIC", value_parser = parse_topic, conflicts_with = "names")]
    pub topic: Option<Topic>,
    /// Draw from this difficulty alone, 1 to 5
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=5), conflicts_with = "names")]
    pub difficulty: Option<u8>,
    /// Draw what is due for practice, the most urgent first
    #[arg(long, conflicts_with_all = ["names", "seed"])]
    pub due: bool,
    /// Draw with this seed again: a number, or `random`
    #[arg(long, value_name = "SEED", default_value = "random", value_parser = parse_seed, conflicts_with = "names")]
    pub seed: Seed,
    /// Do not lock hints and solutions; what was shown is on record
    #[arg(long)]
    pub allow_hints: bool,
    /// Cases for each property [default: 256]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub cases: Option<u32>,
}
