use shousi::completeness::{MistakeFound, check, judge_mistake};
use shousi::judge::Settings;
use shousi::specs::{NAMES, spec};

use crate::app::{App, print};
use crate::{DONE, NOT_PASSED};

/// Checks the katas of these names, or all.
pub fn run(app: &App, names: &[String]) -> Result<u8, String> {
    let chosen: Vec<&str> = match names.is_empty() {
        true => NAMES.to_vec(),
        false => names.iter().map(String::as_str).collect(),
    };
    let mut complete = true;
    for name in chosen {
        let mut problems = check(&app.workspace, name)?;
        let mistakes: Vec<MistakeFound> = match problems.is_empty() {
            true => mistakes(name),
            false => vec![],
        };
        problems.extend(mistakes.iter().filter_map(problem));
        print(&format!("{name} is {}complete\n", if problems.is_empty() { "" } else { "not " }));
        problems.iter().for_each(|problem| print(&format!("    {problem}\n")));
        for MistakeFound { name, rejected_by, .. } in &mistakes {
            if let Some(property) = rejected_by {
                print(&format!("    {name:<32} rejected by: {property}\n"));
            }
        }
        complete &= problems.is_empty();
    }
    Ok(if complete { DONE } else { NOT_PASSED })
}

fn mistakes(name: &str) -> Vec<MistakeFound> {
    let all = spec(name).map_or(0, |spec| spec.mistakes.len());
    (0..all).map(|index| judge_mistake(name, index, &Settings::default())).collect()
}

fn problem(found: &MistakeFound) -> Option<String> {
    let name = found.name;
    match (found.rejected_by, found.named) {
        (None, _) => Some(format!("the mistake `{name}` is accepted")),
        (_, named) if named == Some(name) => None,
        (_, Some(other)) => Some(format!("the mistake `{name}` is taken for `{other}`")),
        (_, None) => Some(format!("the mistake `{name}` is rejected, but not recognised")),
    }
}
