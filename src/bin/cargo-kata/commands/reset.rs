use shousi::build::Workspace;
use shousi::catalogue::Kata;

use crate::DONE;
use crate::app::{App, print};
use crate::archive::Reset;
use crate::names::kata;

pub fn run(app: &App, names: &[String], all: bool) -> Result<u8, String> {
    let chosen: Vec<&Kata> = match all {
        true => app.katas(),
        false => names.iter().map(|name| kata(name)).collect::<Result<_, _>>()?,
    };
    let mut unchanged = 0;
    for kata in &chosen {
        match app.reset(kata)? {
            Reset::Unchanged if all => unchanged += 1,
            done => print(&said(app, kata, &done)),
        }
    }
    if unchanged > 0 {
        let words = app.lang.pick("stubs were untouched", "个模板本就未改动");
        print(&format!("{unchanged} {words}\n"));
    }
    Ok(DONE)
}

/// What became of a kata's file, in a line.
pub fn said(app: &App, kata: &Kata, done: &Reset) -> String {
    let file = Workspace::relative_kata_file(kata.name);
    match done {
        Reset::Unchanged => format!("{file} {}\n", app.lang.pick("is the stub already", "已经是初始模板")),
        Reset::Restored => format!("{file} {}\n", app.lang.pick("is back", "已恢复")),
        Reset::Archived(archive) => {
            let words =
                app.lang.pick("is the stub again; your code is in", "已恢复为初始模板；你的代码保存在");
            format!("{file} {words} {archive}\n")
        }
    }
}
