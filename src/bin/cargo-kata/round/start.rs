use std::hash::{BuildHasher, RandomState};
use std::time::SystemTime;

use shousi::catalogue::Kata;
use shousi::judge::Settings;

use crate::app::App;
use crate::archive::Reset;
use crate::history::What;
use crate::{calendar, clock};

use super::draw::shared;
use super::lock::lock;
use super::state::{Phase, Round};
use super::{last, open};

/// A round that is to begin.
pub struct Plan {
    pub katas: Vec<&'static Kata>,
    /// The limit, if it is not the par times together.
    pub minutes: Option<u64>,
    pub allow_hints: bool,
    pub settings: Settings,
    /// The seed that the katas were drawn with.
    pub draw: Option<u64>,
}

/// Puts the stubs back, and starts the clock. `put_back` sees what became of each file.
pub fn start(
    app: &App,
    plan: &Plan,
    put_back: &mut dyn FnMut(&'static Kata, &Reset),
) -> Result<Round, String> {
    let _lock = lock(app)?;
    if let Some(round) = open(app) {
        return Err(refusal(&round, clock::now()));
    }
    for kata in &plan.katas {
        put_back(kata, &app.reset(kata)?);
    }
    let (tasks, limit) = shared(&plan.katas, plan.minutes);
    let what = What::RoundStart {
        round: unique(clock::now()),
        katas: tasks,
        seconds: limit.as_secs(),
        allow_hints: plan.allow_hints,
        seed: plan.settings.seed,
        cases: plan.settings.cases,
        draw: plan.draw,
    };
    app.remember("", what)?;
    last(app).ok_or_else(|| "the round that was written to .kata/history.jsonl cannot be read".to_owned())
}

/// Why another round cannot begin.
fn refusal(round: &Round, now: SystemTime) -> String {
    let names: Vec<&str> = round.tasks.iter().map(|task| task.name.as_str()).collect();
    let left = calendar::clock(round.remaining(now).as_secs());
    let stands = match round.phase {
        Phase::Rung(_) => "its code is not judged yet".to_owned(),
        _ if round.is_up(now) => "its time is up, and its code is not judged yet".to_owned(),
        Phase::Paused { .. } => {
            format!("it is paused, with {} left", left)
        }
        _ => format!("{} are left", left),
    };
    format!(
        "round {} is open ({}): {stands}; go on with `cargo kata round --resume`, end it with `cargo kata round finish`, \
         or break it off with `cargo kata round --abandon`",
        round.number,
        names.join(", ")
    )
}

/// A name that no other machine gives, whose history may be merged with this one.
fn unique(now: SystemTime) -> String {
    let random = RandomState::new().hash_one(std::process::id()) & 0xffff;
    format!("{}-{random:04x}", clock::format(now).replace(':', "-"))
}
