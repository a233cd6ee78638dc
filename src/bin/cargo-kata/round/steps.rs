//! The steps of a round that are an event and nothing else, and what others ask of it.

use shousi::catalogue::Kata;

use crate::app::App;
use crate::clock;
use crate::history::{Ended, What};

use super::lock::lock;
use super::state::{Phase, Round};

/// The round that is open, or else the last one.
pub fn last(app: &App) -> Option<Round> {
    Round::last(&app.history.events())
}

/// The round that is open.
pub fn open(app: &App) -> Option<Round> {
    last(app).filter(Round::is_open)
}

/// Why hints, answers and the solution of this kata are not to be shown now, if so.
pub fn locked(app: &App, kata: &Kata) -> Option<String> {
    let round = open(app)?;
    let before_the_bell = matches!(round.phase, Phase::Running | Phase::Paused { .. });
    let locked = before_the_bell && !round.allow_hints && round.task(kata.name).is_some();
    locked.then(|| {
        format!(
            "{} is part of round {}, in which hints, answers and solutions are locked (a round with --allow-hints has \
             them); `cargo kata round finish` ends the round, `cargo kata round --abandon` breaks it off",
            kata.name, round.number
        )
    })
}

/// Stops the clock.
pub fn pause(app: &App) -> Result<Round, String> {
    step(app, |round| match round.phase {
        Phase::Running if round.is_up(clock::now()) => Err(up(round)),
        Phase::Running => Ok(What::RoundPause { round: round.id.clone() }),
        Phase::Paused { .. } => {
            Err(format!("round {} is paused already; `cargo kata round resume` goes on", round.number))
        }
        Phase::Rung(_) | Phase::Over(_) => Err(up(round)),
    })
}

/// Lets the clock run again.
pub fn resume(app: &App) -> Result<Round, String> {
    step(app, |round| match round.phase {
        Phase::Paused { .. } => Ok(What::RoundResume { round: round.id.clone() }),
        Phase::Running if !round.is_up(clock::now()) => {
            Err(format!("round {} is not paused; its clock runs", round.number))
        }
        _ => Err(up(round)),
    })
}

/// Breaks the round off; it does not count, and what was archived stays.
pub fn abandon(app: &App) -> Result<Round, String> {
    step(app, |round| Ok(What::RoundFinish { round: round.id.clone(), ended: Ended::Abandoned }))
}

/// The learner turns to this kata.
pub fn turn(app: &App, kata: &str) -> Result<Round, String> {
    let _lock = lock(app)?;
    let round = open(app).ok_or(NONE)?;
    if round.task(kata).is_none() {
        return Err(format!("{kata} is not part of round {}", round.number));
    }
    app.remember(kata, What::RoundTurn { round: round.id })?;
    last(app).ok_or_else(|| NONE.to_owned())
}

const NONE: &str = "no round is open; `cargo kata round start` begins one";

fn up(round: &Round) -> String {
    format!("the time of round {} is up; `cargo kata round finish` judges its code", round.number)
}

fn step(app: &App, what: impl FnOnce(&Round) -> Result<What, String>) -> Result<Round, String> {
    let _lock = lock(app)?;
    let round = open(app).ok_or(NONE)?;
    app.remember("", what(&round)?)?;
    // An abandoned round is no longer open: another may be the last.
    Round::all(&app.history.events())
        .into_iter()
        .find(|other| other.id == round.id)
        .ok_or_else(|| NONE.to_owned())
}
