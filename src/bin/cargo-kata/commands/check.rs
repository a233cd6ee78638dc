use shousi::completeness::check;
use shousi::specs::NAMES;

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
        let findings = check(&app.workspace, name)?;
        if findings.problems.is_empty() {
            print(&format!("{name} is complete\n"));
            for (mistake, property) in &findings.mistakes {
                print(&format!("    {mistake:<32} rejected by: {property}\n"));
            }
        } else {
            complete = false;
            print(&format!("{name} is not complete\n"));
            findings.problems.iter().for_each(|problem| print(&format!("    {problem}\n")));
        }
    }
    Ok(if complete { DONE } else { NOT_PASSED })
}
