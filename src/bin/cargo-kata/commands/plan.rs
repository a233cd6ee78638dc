use crate::DONE;
use crate::app::{App, print};
use crate::args::PlanFormat;
use crate::calendar::Day;
use crate::clock;
use crate::plan::{ical::ical, plan};
use crate::view;

/// A study plan up to a date.
pub fn run(app: &App, until: Day, minutes_a_day: u32, format: PlanFormat) -> Result<u8, String> {
    let now = clock::now();
    let plan = plan(&app.katas(), &app.history.events(), now, until, minutes_a_day)?;
    match format {
        PlanFormat::Text => app.print(&view::plan::plan(&plan, app.lang, app.width())),
        PlanFormat::Markdown => print(&view::plan::markdown(&plan, app.lang)),
        PlanFormat::Ical => print(&ical(&plan, now, app.lang)),
    }
    Ok(DONE)
}
