//! From what was typed to a kata.

use shousi::catalogue::{Kata, find, katas};

/// The kata that is meant: by name, or by its file.
pub fn kata(typed: &str) -> Result<&'static Kata, String> {
    let name = typed.rsplit('/').next().unwrap_or(typed).trim_end_matches(".rs");
    find(name).ok_or_else(|| {
        let nearest = katas().iter().max_by(|a, b| likeness(a.name, name).total_cmp(&likeness(b.name, name)));
        let suggestion = nearest.filter(|kata| likeness(kata.name, name) > 0.7);
        let suggestion = suggestion.map_or(String::new(), |kata| format!(" did you mean `{}`?", kata.name));
        format!("there is no kata `{}`;{suggestion} `cargo kata list` shows all", typed.escape_debug())
    })
}

fn likeness(a: &str, b: &str) -> f64 {
    strsim::jaro_winkler(a, &b.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_by_name_and_by_file() {
        assert_eq!(kata("softmax").unwrap().name, "softmax");
        assert_eq!(kata("katas/softmax.rs").unwrap().name, "softmax");
    }

    #[test]
    fn suggests_the_nearest() {
        assert!(kata("sofmax").unwrap_err().contains("did you mean `softmax`?"));
        assert!(!kata("zzz").unwrap_err().contains("did you mean"));
        assert!(!kata("a\u{1b}[31m").unwrap_err().contains('\u{1b}'));
    }
}
