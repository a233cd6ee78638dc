//! Judges in a thread of its own.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;
use std::time::Duration;

use shousi::judge::{KataReport, Verdict};
use shousi::judging::{Judged, Stage};
use shousi::worker::quiet;

/// News of a judgement, by its number.
#[derive(Debug)]
pub enum Progress {
    Stage(u64, Stage),
    Judged(u64, Box<Judged>),
}

/// Judges a kata and sends the news of it. A judgement that nobody waits for any more runs to its
/// end unheard.
pub fn start(
    kata: &'static str,
    number: u64,
    judge: impl FnOnce(&mut dyn FnMut(Stage)) -> Judged + Send + 'static,
    send: impl Fn(Progress) + Send + 'static,
) {
    thread::spawn(move || {
        let judge = || judge(&mut |stage| send(Progress::Stage(number, stage)));
        // A panic must not be written into the screen.
        let (judged, place) = quiet::run(|| catch_unwind(AssertUnwindSafe(judge)));
        let judged = judged.unwrap_or_else(|_| Judged::without_run(broken(kata, place)));
        send(Progress::Judged(number, Box::new(judged)));
    });
}

/// What is shown when the judge itself has failed.
fn broken(kata: &str, place: Option<String>) -> KataReport {
    let place = place.unwrap_or_else(|| "an unknown place".to_owned());
    let message =
        format!("The judge itself panicked, at {place}. That is a defect of shousi, not of your code.");
    KataReport::without_run(kata, Verdict::Crashed, message, Duration::ZERO)
}
