//! The moments at which a round makes itself heard, for those who want it: half time, and five minutes
//! left.

use std::time::Duration;

use shousi::catalogue::Lang;

/// When little time is left.
pub const LITTLE: Duration = Duration::from_secs(5 * 60);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Half,
    Little,
}

impl Mark {
    /// The mark that was passed when what is left went from `before` to `after`; the later one, where
    /// a machine that slept has passed both.
    pub fn passed(limit: Duration, before: Duration, after: Duration) -> Option<Mark> {
        let crossed = |mark: Duration| mark < limit && after <= mark && mark < before;
        let marks = [(LITTLE, Mark::Little), (limit / 2, Mark::Half)];
        let passed = marks.into_iter().filter(|(left, _)| crossed(*left));
        // No news when time is up: that has a bell of its own.
        passed.min_by_key(|(left, _)| *left).map(|(_, mark)| mark).filter(|_| !after.is_zero())
    }

    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            Mark::Half => lang.pick("half time", "时间过半"),
            Mark::Little => lang.pick("five minutes left", "还剩五分钟"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passed(limit: u64, before: u64, after: u64) -> Option<Mark> {
        Mark::passed(Duration::from_secs(limit), Duration::from_secs(before), Duration::from_secs(after))
    }

    #[test]
    fn each_mark_is_passed_once() {
        assert_eq!(passed(1200, 601, 600), Some(Mark::Half));
        assert_eq!(passed(1200, 600, 599), None);
        assert_eq!(passed(1200, 301, 300), Some(Mark::Little));
        assert_eq!(passed(1200, 300, 299), None);
    }

    #[test]
    fn after_a_sleep_the_later_one_counts() {
        assert_eq!(passed(1200, 900, 20), Some(Mark::Little));
        assert_eq!(passed(360, 330, 100), Some(Mark::Half));
        assert_eq!(passed(1200, 900, 0), None);
    }

    #[test]
    fn a_short_round_has_fewer_marks() {
        assert_eq!(passed(300, 300, 299), None);
        assert_eq!(passed(240, 121, 120), Some(Mark::Half));
    }
}
