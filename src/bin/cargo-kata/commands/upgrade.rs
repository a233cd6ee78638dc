use crate::DONE;
use crate::app::{App, print};
use crate::template::{Age, Step, VERSION, bring, offer};

/// Brings what is new in this version of the tool, and says what was done about each file.
pub fn run(app: &App) -> Result<u8, String> {
    let Some(manifest) = app.workspace.manifest() else {
        return Err("this is a clone of shousi: `git pull` brings what is new".to_owned());
    };
    let tool = manifest.tool.escape_debug();
    match Age::of(manifest) {
        Age::Older | Age::Same => {}
        Age::Newer => {
            return Err(format!(
                "this workspace has been upgraded to shousi {tool}, and this is {VERSION}: update the tool, \
                 cargo install --locked --git {} shousi",
                env!("CARGO_PKG_REPOSITORY")
            ));
        }
        Age::Unknown => return Err(format!("shousi.json names no version of shousi: `{tool}`")),
    }
    let steps = bring(&app.workspace, manifest)?;
    for (path, step) in &steps {
        if let Some(words) = words(app, path, *step) {
            print(&format!("{path}  {words}\n"));
        }
    }
    let changed = steps.iter().any(|(_, step)| matches!(step, Step::Add | Step::Replace | Step::Offer));
    print(&match changed {
        true => app.lang.pick(
            format!("\nThis workspace is up to date with shousi {VERSION} now.\n"),
            format!("\n工作区已升级到 shousi {VERSION}。\n"),
        ),
        false => app.lang.pick(
            format!("Nothing to do: this workspace is up to date with shousi {VERSION}.\n"),
            format!("无需改动：工作区已与 shousi {VERSION} 一致。\n"),
        ),
    });
    Ok(DONE)
}

fn words(app: &App, path: &str, step: Step) -> Option<String> {
    let lang = app.lang;
    match step {
        Step::Current | Step::Keep => None,
        Step::Add => Some(lang.pick("new", "新增").into()),
        Step::Replace => Some(lang.pick("updated", "已更新").into()),
        Step::Offer => Some(lang.pick(
            format!("yours, left as it is; the new one is {}", offer(path)),
            format!("你改过，保持原样；新版本在 {}", offer(path)),
        )),
        Step::Removed => Some(lang.pick("removed by you, and left out", "你已删除，不再添加").into()),
    }
}
