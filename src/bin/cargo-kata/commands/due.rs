use serde_json::{Value as Json, json};
use shousi::catalogue::Lang;

use crate::DONE;
use crate::app::{App, print};
use crate::args::Form;
use crate::calendar::day;
use crate::clock;
use crate::review::{Due, Why, due, upcoming};
use crate::view;

/// What to practise today, and why.
pub fn run(app: &App, format: Form) -> Result<u8, String> {
    let (events, now) = (app.history.events(), clock::now());
    let katas = app.katas();
    let (due, upcoming) = (due(&katas, &events, now), upcoming(&katas, &events, now));
    match format {
        Form::Text => app.print(&view::due::due(&due, &upcoming, day(now), app.lang, app.width())),
        Form::Json => {
            let next: Vec<Json> = upcoming
                .iter()
                .flat_map(|(day, katas)| {
                    katas.iter().map(move |kata| json!({ "kata": kata.name, "due": day.to_string() }))
                })
                .collect();
            let katas: Vec<Json> = due.iter().map(|due| entry(due, app.lang)).collect();
            let document =
                json!({ "schema": 1, "today": day(now).to_string(), "due": katas, "upcoming": next });
            print(&format!("{document:#}\n"));
        }
    }
    Ok(DONE)
}

fn entry(due: &Due, lang: Lang) -> Json {
    let mut entry = json!({
        "kata": due.kata.name,
        "title": due.kata.title(lang),
        "par_minutes": due.kata.meta.par,
        "why": match due.why { Why::Review { .. } => "review", Why::Begun => "begun", Why::New => "new" },
    });
    if let Why::Review { memory, days_overdue, retrievability } = &due.why {
        entry["due"] = memory.due.to_string().into();
        entry["days_overdue"] = (*days_overdue).into();
        entry["retrievability"] = rounded(*retrievability).into();
        entry["last"] = memory.last.to_string().into();
        entry["grade"] = json!(memory.grade);
        entry["reviews"] = memory.reviews.into();
    }
    entry
}

/// Three digits: the model knows no more.
fn rounded(share: f64) -> f64 {
    (share * 1000.0).round() / 1000.0
}
