use std::io;

use shousi::catalogue::Kata;
use shousi::judge::Settings;
use shousi::judging::{Judged, Stage, judge_kata};

use crate::app::App;
use crate::archive::keep;
use crate::clock;
use crate::history::code_hash;

use super::{Phase, Round, open, ring};

/// Judges a kata's file and remembers the verdict, as a part of the open round if the kata is one. Also
/// says whether it could be remembered. While the round is paused, nothing of it is judged.
pub fn judge(
    app: &App,
    kata: &'static Kata,
    settings: &Settings,
    progress: &mut dyn FnMut(Stage),
) -> Result<(Judged, io::Result<()>), String> {
    // Asked before the file is read: what was written before the start of a round, or after its end,
    // does not belong to it.
    let open = open(app).filter(|round| round.task(kata.name).is_some());
    if let Some(round) = &open
        && matches!(round.phase, Phase::Paused { .. })
    {
        return Err(format!("round {} is paused; `cargo kata round resume` goes on", round.number));
    }
    let round = open.filter(|round| round.is_running(clock::now()));
    let judged = judge_kata(&app.workspace, kata, settings, progress)?;
    let remembered = remember(app, &judged, settings, round);
    Ok((judged, remembered))
}

fn remember(app: &App, judged: &Judged, settings: &Settings, round: Option<Round>) -> io::Result<()> {
    let Some(source) = &judged.source else { return Ok(()) };
    let (report, code) = (&judged.report, code_hash(&source.bytes));
    let Some(round) = round else {
        return app.history.record_verdict(report, &code, settings, None);
    };
    // First the code, then the event that names it.
    let archive = keep(&app.workspace, &round.id, &report.kata, &source.bytes)?;
    app.history.record_verdict(report, &code, settings, Some((&round.id, archive)))?;
    match open(app) {
        Some(round) if round.is_running(clock::now()) && round.all_passed() => {
            ring(app).map(drop).map_err(io::Error::other)
        }
        _ => Ok(()),
    }
}
