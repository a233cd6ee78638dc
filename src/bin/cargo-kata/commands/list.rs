use crate::DONE;
use crate::app::App;
use crate::args::{Filter, StatusFilter};
use crate::view::list::{Row, Status, list};

use super::point_to_upgrade;

pub fn run(app: &App, filter: &Filter) -> Result<u8, String> {
    let all = app.katas();
    let rows = all.iter().zip(app.statuses(&all)).map(|(kata, status)| Row { kata, status });
    let rows: Vec<Row> = rows.filter(|row| matches(row, filter)).collect();
    if rows.is_empty() {
        return Err("no kata matches; `cargo kata list` shows all".to_owned());
    }
    app.print(&list(&rows, app.lang, app.width()));
    point_to_upgrade(app);
    Ok(DONE)
}

fn matches(row: &Row, filter: &Filter) -> bool {
    let meta = &row.kata.meta;
    let contains = |text: &str| {
        let text = text.to_lowercase();
        [row.kata.name, &meta.title, &meta.title_zh].iter().any(|name| name.to_lowercase().contains(&text))
    };
    filter.text.as_deref().is_none_or(contains)
        && filter.topic.is_none_or(|topic| topic == meta.topic)
        && filter.difficulty.is_none_or(|difficulty| difficulty == meta.difficulty)
        && filter.status.is_none_or(|status| is(row.status, status))
}

fn is(status: Status, filter: StatusFilter) -> bool {
    match filter {
        StatusFilter::Passed => status == Status::Passed,
        StatusFilter::Failed => status == Status::Failed,
        StatusFilter::Changed => status == Status::Changed,
        StatusFilter::Todo => status == Status::Todo,
        StatusFilter::Missing => status == Status::Missing,
    }
}
