//! How far a run is, on standard error.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use shousi::catalogue::Lang;

use super::run::Tally;

/// One line that is overwritten in a terminal; elsewhere a line now and then.
pub struct Progress {
    lang: Lang,
    quiet: bool,
    terminal: bool,
    total: usize,
    start: Instant,
    told: Instant,
    tally: Tally,
}

/// How often a line is written where it cannot be overwritten.
const PAUSE: Duration = Duration::from_secs(10);

impl Progress {
    pub fn new(lang: Lang, quiet: bool, total: usize) -> Progress {
        let now = Instant::now();
        let terminal = io::stderr().is_terminal();
        Progress { lang, quiet, terminal, total, start: now, told: now, tally: Tally::default() }
    }

    pub fn done(&mut self, tally: &Tally) {
        self.tally = tally.clone();
        self.tick();
    }

    pub fn tick(&mut self) {
        if self.quiet {
        } else if self.terminal {
            self.overwrite(&self.line());
        } else if self.told.elapsed() >= PAUSE {
            self.told = Instant::now();
            eprintln!("{}", self.line());
        }
    }

    /// Says something that stays.
    pub fn say(&self, text: &str) {
        self.clear();
        eprintln!("{text}");
    }

    pub fn clear(&self) {
        if self.terminal && !self.quiet {
            self.overwrite("");
        }
    }

    /// What the run came to.
    pub fn finish(&self) {
        self.clear();
        if !self.quiet {
            eprintln!("{}", finished(&self.tally, self.start.elapsed(), self.lang));
        }
    }

    fn overwrite(&self, line: &str) {
        eprint!("\r\x1b[K{line}");
        let _ = io::stderr().flush();
    }

    fn line(&self) -> String {
        line(&self.tally, self.total, self.start.elapsed(), self.lang)
    }
}

/// How far, and how much longer. Verdicts that were known cost nothing, and say nothing about the rest.
fn line(tally: &Tally, total: usize, elapsed: Duration, lang: Lang) -> String {
    let done = tally.submissions;
    let share = done * 100 / total.max(1);
    let fresh = tally.judged as f64 / (tally.judged + tally.known).max(1) as f64;
    let left = (fresh > 0.0).then(|| elapsed.mul_f64((total - done) as f64 / done as f64));
    let left = left.map_or(String::new(), |left| match lang {
        Lang::En => format!(", about {} left", duration(left, lang)),
        Lang::Zh => format!("，约剩 {}", duration(left, lang)),
    });
    match lang {
        Lang::En => format!("{done} of {total} submissions ({share}%){left}"),
        Lang::Zh => format!("已评 {done}/{total} 份（{share}%）{left}"),
    }
}

fn finished(tally: &Tally, elapsed: Duration, lang: Lang) -> String {
    let Tally { submissions, judged, known, .. } = tally;
    let time = duration(elapsed, lang);
    let many = |n: usize| if n == 1 { "" } else { "s" };
    match lang {
        Lang::En => format!(
            "graded {submissions} submission{} in {time}: {judged} kata file{} judged, {known} known from before",
            many(*submissions),
            many(*judged)
        ),
        Lang::Zh => {
            format!("评完 {submissions} 份，用时 {time}：判了 {judged} 个答案文件，另有 {known} 个此前已判过")
        }
    }
}

fn duration(time: Duration, lang: Lang) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..10 => format!("{:.1} {}", time.as_secs_f64(), lang.pick("s", "秒")),
        10..100 => format!("{seconds} {}", lang.pick("s", "秒")),
        100..5400 => format!("{} {}", (seconds + 30) / 60, lang.pick("min", "分钟")),
        _ => format!("{:.1} {}", seconds as f64 / 3600.0, lang.pick("h", "小时")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(submissions: usize, judged: usize, known: usize) -> Tally {
        Tally { submissions, judged, known, ..Tally::default() }
    }

    #[test]
    fn estimates_from_what_was_judged() {
        let line = |tally: &Tally| line(tally, 200, Duration::from_secs(60), Lang::En);
        assert_eq!(line(&tally(0, 0, 0)), "0 of 200 submissions (0%)");
        assert_eq!(line(&tally(50, 550, 0)), "50 of 200 submissions (25%), about 3 min left");
        assert_eq!(line(&tally(50, 0, 550)), "50 of 200 submissions (25%)");
    }

    #[test]
    fn says_what_was_done() {
        let words = finished(&tally(1, 1, 10), Duration::from_millis(350), Lang::En);
        assert_eq!(words, "graded 1 submission in 0.3 s: 1 kata file judged, 10 known from before");
    }
}
