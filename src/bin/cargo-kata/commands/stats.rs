use crate::DONE;
use crate::app::{App, print};
use crate::args::StatsFormat;
use crate::clock;
use crate::names;
use crate::stats::{KataStats, Run, csv, stats, svg};
use crate::view;

/// How far the learner has come: in all, or with one kata.
pub fn run(app: &App, name: Option<&str>, format: StatsFormat) -> Result<u8, String> {
    let kata = name.map(names::kata).transpose()?;
    let practised = app.katas();
    if let Some(kata) = kata.filter(|kata| practised.iter().all(|other| other.name != kata.name)) {
        return Err(format!("{} is not among the katas of this folder", kata.name));
    }
    let stats = stats(&practised, &app.history.events(), clock::now(), app.lang);
    let one = |name: &str| -> &KataStats {
        stats
            .katas
            .iter()
            .find(|stats| stats.kata == name)
            .expect("there are stats of every kata that is practised")
    };
    let runs = || -> Vec<&Run> {
        let katas = stats.katas.iter().filter(|stats| kata.is_none_or(|kata| kata.name == stats.kata));
        katas.flat_map(|stats| &stats.runs).collect()
    };
    match (format, kata) {
        (StatsFormat::Text, None) => app.print(&view::stats::stats(&stats, app.lang, app.width())),
        (StatsFormat::Text, Some(kata)) => {
            app.print(&view::stats::kata_stats(kata, one(kata.name), app.lang, app.width()));
        }
        (StatsFormat::Json, None) => print(&json(&stats)),
        (StatsFormat::Json, Some(kata)) => print(&json(one(kata.name))),
        (StatsFormat::Csv, _) => print(&csv::csv(runs().into_iter())),
        (StatsFormat::Svg, None) => print(&svg::svg(&stats, app.lang)),
        (StatsFormat::Svg, Some(_)) => {
            return Err(
                "the picture shows all katas; leave the name out: cargo kata stats --format svg".to_owned()
            );
        }
    }
    Ok(DONE)
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(value).expect("stats are plain data") + "\n"
}
