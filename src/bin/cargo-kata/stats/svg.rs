//! A picture of the progress, in one file that needs nothing else.

use std::fmt::Write;

use shousi::catalogue::Lang;
use shousi::judge::Aspect;

use super::{KataStats, Stats};
use crate::calendar::{clock, days_between, span};
use crate::view::words;

const WIDTH: u32 = 800;
const MARGIN: u32 = 32;
/// Weeks of the calendar.
const WEEKS: i64 = 26;
/// Mistakes that are named.
const MISTAKES: usize = 5;

/// Colours of paper and ink, for light and dark; both have a contrast of at least 4.5 for text.
const STYLE: &str = "
svg { --paper: #ffffff; --ink: #1f2328; --faint: #59636e; --line: #d1d9e0; --empty: #eff2f5;
  --good: #1a7f37; --slow: #9a6700; --bad: #cf222e; }
@media (prefers-color-scheme: dark) {
  svg { --paper: #0d1117; --ink: #f0f6fc; --faint: #9198a1; --line: #3d444d; --empty: #212830;
    --good: #3fb950; --slow: #d29922; --bad: #f85149; } }
.paper { fill: var(--paper) } .empty { fill: var(--empty) } .line { stroke: var(--line) }
.good { fill: var(--good) } .slow { fill: var(--slow) } .bad { fill: var(--bad) }
text { fill: var(--ink); font: 13px system-ui, -apple-system, 'Segoe UI', 'PingFang SC', 'Noto Sans CJK SC', sans-serif }
.faint { fill: var(--faint) } .big { font-size: 26px; font-weight: 600 } .head { font-weight: 600; font-size: 15px }
.code { font-family: ui-monospace, 'SF Mono', Menlo, Consolas, monospace; font-size: 12px } .end { text-anchor: end }
";

/// The picture.
pub fn svg(stats: &Stats, lang: Lang) -> String {
    let mut picture = Picture { body: String::new(), y: MARGIN };
    picture.tiles(stats, lang);
    picture.calendar(stats, lang);
    picture.times(stats, lang);
    picture.aspects(stats, lang);
    picture.mistakes(stats, lang);
    let (height, title) = (picture.y, lang.pick("Progress in shousi", "手撕进度"));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" viewBox=\"0 0 {WIDTH} {height}\" \
         role=\"img\" aria-labelledby=\"title\" lang=\"{}\">\n<title id=\"title\">{title}, {}</title>\n<style>{STYLE}</style>\n\
         <rect class=\"paper\" width=\"{WIDTH}\" height=\"{height}\" rx=\"8\"/>\n{}</svg>\n",
        lang.pick("en", "zh"),
        stats.today,
        picture.body
    )
}

/// What is drawn so far, and how far down it reaches.
struct Picture {
    body: String,
    y: u32,
}

impl Picture {
    fn text(&mut self, x: u32, y: u32, class: &str, text: &str) {
        let _ = writeln!(self.body, "<text x=\"{x}\" y=\"{y}\" class=\"{class}\">{}</text>", escaped(text));
    }

    fn rect(&mut self, x: f64, y: u32, width: f64, height: u32, class: &str) {
        let _ = writeln!(
            self.body,
            "<rect x=\"{x:.1}\" y=\"{y}\" width=\"{width:.1}\" height=\"{height}\" rx=\"2\" class=\"{class}\"/>"
        );
    }

    fn head(&mut self, text: &str) {
        self.y += 44;
        self.text(MARGIN, self.y, "head", text);
        self.y += 12;
    }

    fn tiles(&mut self, stats: &Stats, lang: Lang) {
        let streak = stats.streak;
        let tiles = [
            (
                lang.pick(
                    format!("{} day{}", streak.days, if streak.days == 1 { "" } else { "s" }),
                    format!("{} 天", streak.days),
                ),
                lang.pick(
                    format!("streak (longest {})", streak.longest),
                    format!("连续练习（最长 {} 天）", streak.longest),
                ),
            ),
            (
                format!("{} / {}", stats.passed, stats.total),
                lang.pick("katas passed", "已通过的题").to_owned(),
            ),
            (stats.rounds.to_string(), lang.pick("rounds", "轮次").to_owned()),
            (span(stats.seconds, lang), lang.pick("in rounds", "计时练习").to_owned()),
        ];
        for (place, (value, label)) in (0..).zip(tiles) {
            let x = MARGIN + place * (WIDTH - 2 * MARGIN) / 4;
            self.text(x, self.y + 24, "big", &value);
            self.text(x, self.y + 46, "faint", &label);
        }
        self.y += 50;
    }

    fn calendar(&mut self, stats: &Stats, lang: Lang) {
        const CELL: f64 = 28.3;
        self.head(lang.pick("The last 26 weeks", "最近 26 周"));
        for days in 0..WEEKS * 7 {
            let runs = stats.activity.iter().find(|active| days_between(active.day, stats.today) == days);
            let opacity = runs.map(|active| (0.4 + 0.2 * active.runs as f64).min(1.0));
            let (week, day) = (WEEKS - 1 - days / 7, 6 - days % 7);
            let x = f64::from(MARGIN) + week as f64 * CELL;
            let y = self.y + day as u32 * 14;
            let (class, opacity) = opacity.map_or(("empty", 1.0), |opacity| ("good", opacity));
            let _ = writeln!(
                self.body,
                "<rect x=\"{x:.1}\" y=\"{y}\" width=\"{:.1}\" height=\"11\" rx=\"2\" class=\"{class}\" opacity=\"{opacity:.1}\"/>",
                CELL - 3.0
            );
        }
        self.y += 7 * 14;
    }

    fn times(&mut self, stats: &Stats, lang: Lang) {
        let timed: Vec<&KataStats> = stats.katas.iter().filter(|kata| kata.best.is_some()).collect();
        if timed.is_empty() {
            return;
        }
        self.head(lang.pick(
            "Times to a pass; the line is par, the full dot the latest",
            "通过用时；竖线为标准用时，实心点为最近一次",
        ));
        const LEFT: f64 = 230.0;
        const TRACK: f64 = 330.0;
        for kata in timed {
            let middle = self.y + 14;
            self.text(MARGIN, middle + 4, "code", kata.kata);
            self.rect(LEFT, middle - 3, TRACK, 6, "empty");
            let par_x = LEFT + TRACK / 2.0;
            let _ = writeln!(
                self.body,
                "<line x1=\"{par_x:.1}\" x2=\"{par_x:.1}\" y1=\"{}\" y2=\"{}\" class=\"line\" stroke-width=\"2\"/>",
                middle - 9,
                middle + 9
            );
            let times: Vec<u64> = kata.runs.iter().filter_map(|run| run.time()).collect();
            for (place, &time) in times.iter().enumerate() {
                let share = (time as f64 / (2 * kata.par_seconds.max(1)) as f64).min(1.0);
                let opacity = if place + 1 == times.len() { 1.0 } else { 0.35 };
                let _ = writeln!(
                    self.body,
                    "<circle cx=\"{:.1}\" cy=\"{middle}\" r=\"5\" class=\"{}\" opacity=\"{opacity}\"><title>{}</title></circle>",
                    LEFT + share * TRACK,
                    shade(time, kata.par_seconds),
                    clock(time)
                );
            }
            let best = kata.best.map(clock).unwrap_or_default();
            let words = lang.pick(
                format!("best {best}, par {}", clock(kata.par_seconds)),
                format!("最快 {best}，标准用时 {}", clock(kata.par_seconds)),
            );
            self.text(WIDTH - MARGIN, middle + 4, "faint end", &words);
            self.y += 26;
        }
    }

    fn aspects(&mut self, stats: &Stats, lang: Lang) {
        if stats.aspects.is_empty() {
            return;
        }
        self.head(lang.pick("Properties that held, by aspect", "各方面的性质通过率"));
        for share in &stats.aspects {
            let aspect = Aspect::ALL.into_iter().find(|aspect| aspect.name() == share.aspect);
            let name = aspect.map_or(share.aspect.as_str(), |aspect| words::aspect(aspect, lang));
            let part = share.share();
            self.text(MARGIN, self.y + 18, "", name);
            self.rect(230.0, self.y + 9, 330.0, 10, "empty");
            let class = if part < 0.7 {
                "bad"
            } else if part < 0.9 {
                "slow"
            } else {
                "good"
            };
            self.rect(230.0, self.y + 9, 330.0 * part, 10, class);
            let numbers = format!("{:.0} % ({}/{})", part * 100.0, share.held, share.of);
            self.text(WIDTH - MARGIN, self.y + 18, "faint end", &numbers);
            self.y += 26;
        }
    }

    fn mistakes(&mut self, stats: &Stats, lang: Lang) {
        if !stats.mistakes.is_empty() {
            self.head(lang.pick("Mistakes, by the days on which they were made", "常犯的错误，按出现的天数"));
        }
        for mistake in stats.mistakes.iter().take(MISTAKES) {
            self.text(MARGIN, self.y + 16, "faint", &format!("{}×", mistake.days));
            self.text(MARGIN + 44, self.y + 16, "code", &format!("{} · {}", mistake.kata, mistake.mistake));
            self.y += 24;
        }
        self.y += MARGIN;
    }
}

/// How a time compares with par.
fn shade(seconds: u64, par: u64) -> &'static str {
    match seconds {
        seconds if seconds <= par => "good",
        seconds if seconds <= par + par / 2 => "slow",
        _ => "bad",
    }
}

/// The text as XML may hold it.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in crate::view::escape::escape(text).chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {}
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        assert_eq!(escaped("<a href=\"x\">&\u{1b}"), "&lt;a href=&quot;x&quot;&gt;&amp;\\u{1b}");
        assert_eq!(escaped("手撕"), "手撕");
    }
}
