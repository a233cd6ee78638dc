use shousi::catalogue::Kata;
use shousi::judge::{Settings, Verdict};
use shousi::judging::prepare;

use crate::app::{App, print};
use crate::archive::Reset;
use crate::args::{self, Choice, Form, Step};
use crate::clock;
use crate::history::Ended;
use crate::names::kata;
use crate::progress::Progress;
use crate::round::document::document;
use crate::round::draw::{Pool, USUAL_MINUTES, draw, shuffled};
use crate::round::{self, Phase, Plan, Round};
use crate::view::scorecard::{self, Card, scorecard, standing};
use crate::{DONE, NOT_PASSED};

use super::is_interactive;
use super::reset::said;

pub fn run(app: App, arguments: &args::Round) -> Result<u8, String> {
    match &arguments.step {
        Some(Step::Start(choice)) => {
            let round = begin(&app, choice)?;
            show(&app, &round, Form::Text);
            Ok(DONE)
        }
        Some(Step::Status { format }) => status(&app, *format),
        Some(Step::Finish { format }) => finish(&app, *format),
        Some(Step::Pause) => step(&app, round::pause),
        Some(Step::Resume) => step(&app, round::resume),
        Some(Step::Abandon) => step(&app, round::abandon),
        None if arguments.abandon => step(&app, round::abandon),
        None => on_screen(app, arguments),
    }
}

/// A round with a person before it.
fn on_screen(app: App, arguments: &args::Round) -> Result<u8, String> {
    named(&arguments.choice.names)?;
    if !is_interactive() {
        return Err("a round on the screen needs a terminal; elsewhere, `cargo kata round start` begins one, \
             `cargo kata test` judges, `cargo kata round status` tells the time, and `cargo kata round finish` ends it"
            .to_owned());
    }
    let begun = match arguments.resume {
        true => last(&app)?,
        false => begin(&app, &arguments.choice)?,
    };
    let round = match begun.phase {
        Phase::Over(_) => begun,
        _ => round::screen::run(app.clone(), begun, arguments.bell)?,
    };
    show(&app, &round, Form::Text);
    if round.is_open() {
        print(app.lang.pick(
            "`cargo kata round --resume` comes back to it.\n",
            "用 `cargo kata round --resume` 回到本轮。\n",
        ));
        return Ok(DONE);
    }
    Ok(outcome(&round))
}

/// Draws the katas, says where the learner's code is archived, and starts the clock.
fn begin(app: &App, choice: &Choice) -> Result<Round, String> {
    let plan = plan(app, choice)?;
    // What takes a minute once must not be taken from the time of a round.
    let mut progress = Progress::new(app.lang);
    prepare(&mut |stage| progress.stage("", stage))?;
    progress.clear();
    let round = round::start(app, &plan, &mut |kata, done| {
        if matches!(done, Reset::Archived(_)) {
            print(&said(app, kata, done));
        }
    })?;
    if let Some(seed) = plan.draw {
        let words = app.lang.pick("drawn with", "抽题种子：");
        print(&format!("{words} --seed {seed}\n"));
    }
    Ok(round)
}

fn plan(app: &App, choice: &Choice) -> Result<Plan, String> {
    let minutes = choice.minutes.unwrap_or(USUAL_MINUTES);
    let pool = Pool { topic: choice.topic, difficulty: choice.difficulty };
    let (chosen, seed) = if !choice.names.is_empty() {
        (named(&choice.names)?, None)
    } else if choice.due {
        let due = crate::review::urgent(&app.katas(), &app.history.events(), clock::now());
        if due.is_empty() {
            return Err("nothing is due today; `cargo kata round` draws from all katas".to_owned());
        }
        (draw(&due, pool, minutes)?, None)
    } else {
        (draw(&shuffled(&app.katas(), choice.seed.number), pool, minutes)?, Some(choice.seed.number))
    };
    let usual = Settings::default();
    let settings = Settings { cases: choice.cases.unwrap_or(usual.cases), ..usual };
    Ok(Plan { katas: chosen, minutes: choice.minutes, allow_hints: choice.allow_hints, settings, draw: seed })
}

/// The katas of these names, each once.
fn named(names: &[String]) -> Result<Vec<&'static Kata>, String> {
    let mut named: Vec<&Kata> = Vec::new();
    for name in names {
        if args::Round::has_step(name) {
            return Err(format!("`{name}` comes first: cargo kata round {name} …"));
        }
        let kata = kata(name)?;
        if named.iter().all(|other| other.name != kata.name) {
            named.push(kata);
        }
    }
    Ok(named)
}

/// 0 while there is time, or the clock stands still; 1 when time is up or the round is over; 2 without one.
fn status(app: &App, format: Form) -> Result<u8, String> {
    let round = round::last(app).ok_or("there was no round yet; `cargo kata round start` begins one")?;
    show(app, &round, format);
    let open = round.is_running(clock::now()) || matches!(round.phase, Phase::Paused { .. });
    Ok(if open { DONE } else { NOT_PASSED })
}

/// Ends the open round; of one that is over, shows the scorecard again.
fn finish(app: &App, format: Form) -> Result<u8, String> {
    let last = last(app)?;
    let round = match last.phase {
        Phase::Over(_) => last,
        _ => {
            let mut progress = Progress::new(app.lang);
            round::conclude(app, &mut |kata, stage| progress.stage(kata.name, stage))?
        }
    };
    show(app, &round, format);
    Ok(outcome(&round))
}

/// The round that is open, or the last one, which counts.
fn last(app: &App) -> Result<Round, String> {
    let last = round::last(app).ok_or("there was no round yet; `cargo kata round start` begins one")?;
    match last.phase {
        Phase::Over(Ended::Abandoned) => {
            Err(format!("round {} was abandoned, and no other is open", last.number))
        }
        _ => Ok(last),
    }
}

/// The exit status of a round that is over.
fn outcome(round: &Round) -> u8 {
    let abandoned = round.phase == Phase::Over(Ended::Abandoned);
    let passed = round.tasks.iter().all(|task| task.verdict() == Some(Verdict::Passed));
    if abandoned || passed { DONE } else { NOT_PASSED }
}

fn step(app: &App, step: impl FnOnce(&App) -> Result<Round, String>) -> Result<u8, String> {
    let round = step(app)?;
    show(app, &round, Form::Text);
    Ok(DONE)
}

/// Shows how a round stands, or the scorecard of one that is over.
fn show(app: &App, round: &Round, format: Form) {
    let (events, now) = (app.history.events(), clock::now());
    if format == Form::Json {
        print(&document(round, &events, now));
        return;
    }
    let card = Card::new(round, &events, now, app.lang, app.width());
    app.print(&if round.is_open() { standing(&card) } else { scorecard(&card) });
}

/// How the open round stands, in a line, where one of these katas is a part of it.
pub fn brief(app: &App, katas: &[&Kata]) {
    let events = app.history.events();
    let open = Round::last(&events).filter(Round::is_open);
    if let Some(round) = open.filter(|round| katas.iter().any(|kata| round.task(kata.name).is_some())) {
        let card = Card::new(&round, &events, clock::now(), app.lang, app.width());
        app.print(&scorecard::brief(&card).into());
    }
}
