use shousi::build::Workspace;

use crate::DONE;
use crate::app::{App, print};
use crate::view::list::{Row, list};

use super::point_to_upgrade;
use super::round::brief;

/// Where the learner stands, and what to type next.
pub fn run(app: &App) -> Result<u8, String> {
    let all = app.katas();
    let rows: Vec<Row> =
        all.iter().zip(app.statuses(&all)).map(|(kata, status)| Row { kata, status }).collect();
    app.print(&list(&rows, app.lang, app.width()));
    brief(app, &all);
    point_to_upgrade(app);
    let Some(next) = app.next() else {
        print(app.lang.pick(
            "Every kata is passed. `cargo kata reset --all` starts again.\n",
            "全部题目都已通过。`cargo kata reset --all` 可以重新开始。\n",
        ));
        return Ok(DONE);
    };
    let file = Workspace::relative_kata_file(next.name);
    let name = next.name;
    print(&app.lang.pick(
        format!("Next: `cargo kata show {name}`, write {file}, then `cargo kata test {name}`.\n"),
        format!(
            "下一题：先 `cargo kata show {name}` 看题，在 {file} 中作答，再运行 `cargo kata test {name}`。\n"
        ),
    ));
    Ok(DONE)
}
