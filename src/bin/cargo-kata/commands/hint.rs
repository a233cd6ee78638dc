use crate::DONE;
use crate::app::{App, print, warn};
use crate::history::What;
use crate::names::kata;
use crate::round::{locked, open};
use crate::view::statement::hint;

pub fn run(app: &App, name: &str, again: bool) -> Result<u8, String> {
    let kata = kata(name)?;
    if let Some(why) = locked(app, kata) {
        return Err(why);
    }
    let all = kata.statement(app.lang).hints.len();
    let seen = app.history.hints_seen(kata.name).min(all);
    let shown = match (again, seen) {
        (true, 0) => {
            return Err(format!("no hint of {} was seen yet; `cargo kata hint {0}` shows one", kata.name));
        }
        (true, _) => 1..=seen,
        (false, seen) if seen == all => 1..=all,
        (false, _) => seen + 1..=seen + 1,
    };
    for number in shown.clone() {
        app.print(&hint(kata, number, app.lang, app.width()));
    }
    // In a round, hints that were seen before are on record again.
    let in_round = open(app).is_some_and(|round| round.task(kata.name).is_some());
    if in_round || !again && seen < all {
        warn(app.history.append(kata.name, What::Hint { hint: *shown.end() }));
    }
    if *shown.end() == all {
        let command = format!("cargo kata solution {}", kata.name);
        print(&match app.lang.pick(true, false) {
            true => format!("That was the last hint. `{command}` shows the reference solution.\n"),
            false => format!("提示到此为止。`{command}` 可查看参考解答。\n"),
        });
    }
    Ok(DONE)
}
