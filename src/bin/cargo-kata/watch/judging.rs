//! Judges in a thread of its own.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use shousi::judge::{KataReport, Verdict};
use shousi::judging::Judged;
use shousi::worker::quiet;

use super::Workshop;
use super::state::Event;

/// Judges a kata and sends the news of it. A judgement that nobody waits for any more runs to its
/// end unheard.
pub fn start(
    workshop: Arc<dyn Workshop>,
    kata: &'static str,
    number: u64,
    send: impl Fn(Event) + Send + 'static,
) {
    let work = move || {
        let judge = || workshop.judge(kata, &mut |stage| send(Event::Stage(number, stage)));
        // A panic must not be written into the screen.
        let (judged, place) = quiet::run(|| catch_unwind(AssertUnwindSafe(judge)));
        let judged = judged.unwrap_or_else(|_| broken(kata, place));
        send(Event::Judged(number, Box::new(judged)));
    };
    thread::spawn(work);
}

/// What is shown when the judge itself has failed.
fn broken(kata: &str, place: Option<String>) -> Judged {
    let place = place.unwrap_or_else(|| "an unknown place".to_owned());
    let message =
        format!("The judge itself panicked, at {place}. That is a defect of shousi, not of your code.");
    let report = KataReport::without_run(kata, Verdict::Crashed, message, Duration::ZERO);
    Judged::without_run(report)
}
