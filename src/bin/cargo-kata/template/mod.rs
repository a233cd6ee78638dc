//! What a learner's own workspace consists of, made from what the tool carries.

mod bring;

use shousi::build::{Manifest, Workspace};
use shousi::catalogue::{Kata, Lang, katas_of};

pub use bring::{Step, bring, offer};

/// A file of a workspace, as this version of the tool makes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// From the workspace's root, with `/`.
    pub path: String,
    pub content: String,
}

/// The version of this tool, as workspaces record it.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
/// The version of ndarray that katas are compiled with; a test holds it against the manifest.
const NDARRAY: &str = "0.17";

/// A workspace beside this tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    Older,
    Same,
    Newer,
    /// It names no version.
    Unknown,
}

impl Age {
    pub fn of(manifest: &Manifest) -> Age {
        match (numbers(&manifest.tool), numbers(VERSION)) {
            (Some(theirs), Some(ours)) if theirs < ours => Age::Older,
            (Some(theirs), Some(ours)) if theirs > ours => Age::Newer,
            (Some(_), Some(_)) => Age::Same,
            _ => Age::Unknown,
        }
    }
}

/// `0.1.0` and `0.1.0-beta.1` as three numbers.
fn numbers(version: &str) -> Option<[u64; 3]> {
    let plain = version.split(['-', '+']).next()?;
    let numbers: Result<Vec<u64>, _> = plain.split('.').map(str::parse).collect();
    numbers.ok()?.try_into().ok()
}

/// Every file of a workspace but its manifest.
pub fn files(workspace: &Workspace, manifest: &Manifest) -> Vec<File> {
    let readme = manifest.lang.pick(include_str!("files/README.md"), include_str!("files/README.zh.md"));
    let katas = katas_of(workspace);
    // Cargo refuses a manifest that names a file which is gone.
    let is_gone = |kata: &&Kata| {
        let file = Workspace::relative_kata_file(kata.name);
        manifest.files.contains_key(&file) && !workspace.kata_file(kata.name).exists()
    };
    let here: Vec<&Kata> = katas.iter().copied().filter(|kata| !is_gone(kata)).collect();
    let mut files = vec![
        file(".devcontainer/devcontainer.json", include_str!("files/devcontainer.json")),
        File { path: ".github/workflows/grade.yml".into(), content: grade_yml(manifest) },
        file(".gitignore", include_str!("files/gitignore")),
        File { path: "Cargo.toml".into(), content: cargo_toml(&here) },
        file("README.md", readme),
        file("katas/lib.rs", include_str!("files/lib.rs.txt")),
    ];
    for kata in katas {
        let path = |extension: &str| format!("katas/{}{extension}", kata.name);
        let as_it_is = |path, text: &str| File { path, content: text.to_owned() };
        files.push(as_it_is(Workspace::relative_kata_file(kata.name), kata.stub));
        files.push(as_it_is(path(".md"), kata.markdown(Lang::En)));
        files.push(as_it_is(path(".zh.md"), kata.markdown(Lang::Zh)));
    }
    files
}

fn file(path: &str, template: &str) -> File {
    let repository = env!("CARGO_PKG_REPOSITORY");
    let owner = repository.trim_start_matches("https://github.com/");
    let content = template
        .replace("{REPOSITORY}", repository)
        .replace("{OWNER}", owner)
        .replace("{VERSION}", VERSION)
        .replace("{NDARRAY}", NDARRAY)
        .replace("{RUST}", env!("CARGO_PKG_RUST_VERSION"));
    File { path: path.to_owned(), content }
}

/// The workflow that judges every push. Katas that were chosen are to be passed; of all katas most are
/// open for a long time, which is no failure.
fn grade_yml(manifest: &Manifest) -> String {
    let with = match &manifest.katas {
        Some(katas) => format!("          katas: {}\n", katas.join(",")),
        None => "          # Tells where you stand; `false` makes a run fail until every kata is passed.\n          \
                 exit-zero: true\n"
            .to_owned(),
    };
    file("", include_str!("files/grade.yml")).content + &with
}

/// The manifest that makes an editor see each kata as a crate of its own.
fn cargo_toml(katas: &[&Kata]) -> String {
    let mut text = file("", include_str!("files/manifest.toml")).content;
    for name in katas.iter().map(|kata| kata.name) {
        text += &format!(
            "\n[[example]]\nname = \"{name}\"\npath = \"katas/{name}.rs\"\ncrate-type = [\"lib\"]\ntest = true\n"
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        let age = |tool: &str| {
            Age::of(&Manifest { tool: tool.into(), lang: Lang::En, katas: None, files: Default::default() })
        };
        assert_eq!(age(VERSION), Age::Same);
        assert_eq!(age("0.0.9"), Age::Older);
        assert_eq!(age("0.10.0"), Age::Newer);
        assert_eq!(age("99.0.0-beta.1"), Age::Newer);
        assert_eq!(age("rubbish"), Age::Unknown);
    }

    #[test]
    fn ndarray_is_the_one_that_katas_are_compiled_with() {
        let manifest = include_str!("../../../../Cargo.toml");
        assert!(manifest.contains(&format!("\nndarray = \"{NDARRAY}\"\n")));
    }

    #[test]
    fn nothing_is_left_to_be_filled_in() {
        for template in [
            include_str!("files/README.md"),
            include_str!("files/README.zh.md"),
            include_str!("files/devcontainer.json"),
            include_str!("files/grade.yml"),
            include_str!("files/manifest.toml"),
        ] {
            let content = file("", template).content;
            let left = content.split('{').skip(1).find(|rest| rest.starts_with(char::is_uppercase));
            assert_eq!(left, None, "{content}");
        }
    }
}
