use std::time::Duration;

use crate::history::{Event, What, unproven};

use super::Round;

/// The shortest time to a first pass of a kata that it also ended with, in the rounds before this one in
/// which a pass proves something.
pub fn best_before(events: &[Event], round: &Round, kata: &str) -> Option<Duration> {
    let unproven = unproven(events);
    let before = events
        .iter()
        .take_while(|event| !matches!(&event.what, What::RoundStart { round: id, .. } if *id == round.id));
    let times = before.filter(|event| event.kata == kata).filter_map(|event| match &event.what {
        What::Attempt(attempt) if attempt.has_passed() && !unproven.contains(&*attempt.round) => {
            Some(Duration::from_secs(attempt.passed?))
        }
        _ => None,
    });
    times.min()
}
