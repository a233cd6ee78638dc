use shousi::build::Workspace;
use shousi::catalogue::Kata;

use crate::DONE;
use crate::app::{App, print, warn};
use crate::archive::{Reset, reset};
use crate::history::What;
use crate::names::kata;

pub fn run(app: &App, names: &[String], all: bool) -> Result<u8, String> {
    let chosen: Vec<&Kata> = match all {
        true => app.katas(),
        false => names.iter().map(|name| kata(name)).collect::<Result<_, _>>()?,
    };
    let mut unchanged = 0;
    for kata in &chosen {
        let file = Workspace::relative_kata_file(kata.name);
        let done = reset(&app.workspace, kata.name, kata.stub);
        match done.map_err(|error| format!("{file} cannot be replaced, and is left as it was: {error}"))? {
            Reset::Unchanged if all => unchanged += 1,
            Reset::Unchanged => {
                print(&format!("{file} {}\n", app.lang.pick("is the stub already", "已经是初始模板")))
            }
            Reset::Restored => print(&format!("{file} {}\n", app.lang.pick("is back", "已恢复"))),
            Reset::Archived(archive) => {
                let archive =
                    archive.strip_prefix(app.workspace.root()).unwrap_or(&archive).display().to_string();
                let words =
                    app.lang.pick("is the stub again; your code is in", "已恢复为初始模板；你的代码保存在");
                print(&format!("{file} {words} {archive}\n"));
                warn(app.history.append(kata.name, What::Reset { archive }));
            }
        }
    }
    if unchanged > 0 {
        let words = app.lang.pick("stubs were untouched", "个模板本就未改动");
        print(&format!("{unchanged} {words}\n"));
    }
    Ok(DONE)
}
