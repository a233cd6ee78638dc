use std::path::Path;
use std::{env, fs};

use shousi::build::{Manifest, Workspace};
use shousi::catalogue::{Lang, katas, katas_of};

use crate::DONE;
use crate::app::print;
use crate::archive::replace;
use crate::names::kata;
use crate::template::{VERSION, bring};

/// Makes a workspace of a folder that is empty or not there yet.
pub fn run(folder: &Path, chosen: &[String], lang: Lang) -> Result<u8, String> {
    let chosen =
        chosen.iter().map(|name| kata(name.trim()).map(|kata| kata.name)).collect::<Result<Vec<_>, _>>()?;
    let here = env::current_dir().map_err(|error| format!("the current folder is gone: {error}"))?;
    let root = here.join(folder);
    check(&root)?;
    let in_order = || katas().iter().map(|kata| kata.name).filter(|name| chosen.contains(name));
    let manifest = Manifest {
        tool: VERSION.to_owned(),
        lang,
        katas: (!chosen.is_empty()).then(|| in_order().map(str::to_owned).collect()),
        files: Default::default(),
    };
    // It is a workspace from its first file on: `cargo kata upgrade` finishes one that was interrupted.
    let begin =
        || fs::create_dir_all(&root).and_then(|()| replace(&root.join(Manifest::FILE), &manifest.to_text()));
    begin().map_err(|error| format!("cannot write {}: {error}", root.display()))?;
    let workspace = Workspace::find(&root)?;
    bring(&workspace, &manifest)?;
    let (folder, count) = (folder.display(), katas_of(&workspace).len());
    let katas = if count == 1 { "kata" } else { "katas" };
    print(&lang.pick(
        format!("{folder} is ready, with {count} {katas} to practise. Go there and start: `cargo kata`\n"),
        format!("已在 {folder} 中放入 {count} 道题。进入该目录，运行 `cargo kata` 即可开始。\n"),
    ));
    Ok(DONE)
}

/// Nothing that is there already is written over; a folder that git has just made counts as empty.
fn check(root: &Path) -> Result<(), String> {
    let folder = root.display();
    if !root.exists() {
        return Ok(());
    }
    if root.join(Manifest::FILE).exists() {
        return Err(format!(
            "{folder} is a workspace already; there, `cargo kata upgrade` brings what is new"
        ));
    }
    let entries = fs::read_dir(root).map_err(|error| format!("{folder} cannot be used: {error}"))?;
    if entries.flatten().any(|entry| entry.file_name() != ".git") {
        return Err(format!(
            "{folder} is not empty: name a new folder, or an empty one; nothing was changed"
        ));
    }
    Ok(())
}
