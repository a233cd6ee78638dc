use std::time::Duration;

use crate::history::{Event, What, unproven};

use super::Round;

/// The shortest time to a first pass of a kata that it also ended with, in the rounds before this one in
/// which a pass counts.
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_shortest_time_of_the_rounds_before_that_count() {
        let round = |second: u32, cases: u32, verdict: &str, passed: u64| {
            let (at, id) = (format!("2026-11-22T19:00:{second:02}Z"), format!("r{second}"));
            let start = json!({
                "at": at, "event": "round_start", "round": id, "katas": [{"kata": "softmax", "seconds": 360}],
                "seconds": 360, "allow_hints": false, "seed": 0, "cases": cases,
            });
            let attempt = json!({
                "at": at, "kata": "softmax", "event": "attempt", "round": id, "code": "c", "archive": "a",
                "verdict": verdict, "aspects": {}, "seconds": 360, "passed": passed, "par": 360, "hints": 0,
                "solution": false,
            });
            [start, attempt]
        };
        let rounds = [
            round(1, 256, "passed", 120),
            round(2, 256, "passed", 30),
            round(3, 256, "passed", 200),
            round(4, 255, "passed", 10),
            // It passed, and was broken again.
            round(5, 256, "failed", 20),
            round(6, 256, "passed", 60),
            round(7, 256, "passed", 5),
        ];
        let broken_off = json!({
            "at": "2026-11-22T19:00:02Z", "event": "round_finish", "round": "r2", "ended": "abandoned",
        });
        let events: Vec<Event> = rounds
            .into_iter()
            .flatten()
            .chain([broken_off])
            .map(|event| serde_json::from_value(event).unwrap())
            .collect();
        let best = |round: usize| best_before(&events, &Round::all(&events)[round], "softmax");
        assert_eq!(best(0), None);
        assert_eq!(best(5), Some(Duration::from_secs(120)));
        assert_eq!(best(6), Some(Duration::from_secs(60)));
    }
}
