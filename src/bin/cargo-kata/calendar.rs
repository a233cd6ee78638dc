//! Days, as the calendar on the learner's wall has them.

use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, Datelike, Local, NaiveDate, TimeZone, Utc, Weekday};
use shousi::catalogue::Lang;

/// A day without a time zone.
pub type Day = NaiveDate;

/// The day that it is at this time where the learner is.
pub fn day(time: SystemTime) -> Day {
    local(time).date_naive()
}

/// Day and minute where the learner is: `2026-11-22 20:43`.
pub fn minute(time: SystemTime) -> String {
    local(time).format("%Y-%m-%d %H:%M").to_string()
}

/// `20261122T194353Z`, as calendars exchange it.
pub fn utc(time: SystemTime) -> String {
    local(time).to_utc().format("%Y%m%dT%H%M%SZ").to_string()
}

fn local(time: SystemTime) -> DateTime<Local> {
    // Whole seconds that fit a calendar; chrono panics on times that do not.
    let seconds = time.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    let utc = i64::try_from(seconds).ok().and_then(|seconds| DateTime::<Utc>::from_timestamp(seconds, 0));
    Local.from_utc_datetime(&utc.unwrap_or_default().naive_utc())
}

/// Days from one to another; negative if `to` is the earlier one.
pub fn days_between(from: Day, to: Day) -> i64 {
    (to - from).num_days()
}

/// The day this many days later.
pub fn after(day: Day, days: u64) -> Day {
    day.checked_add_days(chrono::Days::new(days)).unwrap_or(Day::MAX)
}

/// Reads `2026-12-20`.
pub fn parse(text: &str) -> Result<Day, String> {
    Day::parse_from_str(text, "%Y-%m-%d")
        .ok()
        .filter(|day| day.to_string() == text)
        .ok_or_else(|| "a date is written year-month-day, as 2026-12-20".to_owned())
}

/// `Mon`, `周一`
pub fn weekday(day: Day, lang: Lang) -> &'static str {
    match day.weekday() {
        Weekday::Mon => lang.pick("Mon", "周一"),
        Weekday::Tue => lang.pick("Tue", "周二"),
        Weekday::Wed => lang.pick("Wed", "周三"),
        Weekday::Thu => lang.pick("Thu", "周四"),
        Weekday::Fri => lang.pick("Fri", "周五"),
        Weekday::Sat => lang.pick("Sat", "周六"),
        Weekday::Sun => lang.pick("Sun", "周日"),
    }
}

/// The beginning of a day in UTC, for calculations that count in days alone.
pub fn midnight(day: Day) -> DateTime<Utc> {
    day.and_time(chrono::NaiveTime::MIN).and_utc()
}

/// `3 min 5 s`, `2 h 10 min`: the two largest units.
pub fn span(seconds: u64, lang: Lang) -> String {
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let [h, min, s] = lang.pick(["h", "min", "s"], ["小时", "分", "秒"]);
    match (hours, minutes, rest) {
        (0, 0, rest) => format!("{rest} {s}"),
        (0, minutes, 0) => format!("{minutes} {min}"),
        (0, minutes, rest) => format!("{minutes} {min} {rest} {s}"),
        (hours, 0, _) => format!("{hours} {h}"),
        (hours, minutes, _) => format!("{hours} {h} {minutes} {min}"),
    }
}

/// `3:05`, as a stopwatch shows it.
pub fn clock(seconds: u64) -> String {
    match seconds / 3600 {
        0 => format!("{}:{:02}", seconds / 60, seconds % 60),
        hours => format!("{hours}:{:02}:{:02}", seconds / 60 % 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn reads_dates_and_nothing_else() {
        assert_eq!(parse("2026-12-20").unwrap().to_string(), "2026-12-20");
        for wrong in
            ["", "2026-12", "2026-2-30", "2026-02-30", "20-12-2026", "tomorrow", "+026-12-20", "2026-1-01 "]
        {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn times_beyond_every_calendar_do_no_harm() {
        day(UNIX_EPOCH + Duration::from_secs(u64::MAX / 2));
        assert_eq!(after(Day::MAX, 1), Day::MAX);
    }

    #[test]
    fn spans_in_both_languages() {
        assert_eq!(span(185, Lang::En), "3 min 5 s");
        assert_eq!(span(7800, Lang::Zh), "2 小时 10 分");
        assert_eq!((clock(185), clock(3725)), ("3:05".to_owned(), "1:02:05".to_owned()));
    }
}
