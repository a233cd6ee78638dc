//! The worker's library as a package of its own, carried in the binary.

use std::fs;
use std::io::Write;
use std::path::Path;

use tempfile::NamedTempFile;

/// A file of the package: its path, and its content.
type File = (&'static str, &'static str);

macro_rules! files {
    ($($path:literal),+ $(,)?) => {
        &[
            ("Cargo.toml", include_str!("kit.toml")),
            ("Cargo.lock", include_str!("../../Cargo.lock")),
            ("src/lib.rs", "//! What a worker links.\n\npub mod wire;\npub mod worker;\n"),
            $((concat!("src/", $path), include_str!(concat!("../", $path)))),+
        ]
    };
}

/// Every file: those of `wire` and `worker`, with what cargo builds them by.
pub(super) const FILES: &[File] = files![
    "wire/call.rs",
    "wire/convert.rs",
    "wire/frame.rs",
    "wire/matrix.rs",
    "wire/mod.rs",
    "wire/signature.rs",
    "wire/tensor.rs",
    "wire/value.rs",
    "worker/mod.rs",
    "worker/quiet.rs",
    "worker/serve.rs",
    "worker/tally.rs",
];

/// Writes the package into `folder`. What stands there already is left, so that cargo finds it unchanged.
pub(super) fn unpack(folder: &Path) -> std::io::Result<()> {
    for (path, content) in FILES {
        let path = folder.join(path);
        if fs::read(&path).is_ok_and(|there| there == content.as_bytes()) {
            continue;
        }
        let parent = path.parent().expect("a file lies in a folder");
        fs::create_dir_all(parent)?;
        let mut file = NamedTempFile::new_in(parent)?;
        file.write_all(content.as_bytes())?;
        file.persist(&path)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root() -> &'static Path {
        Path::new(env!("CARGO_MANIFEST_DIR"))
    }

    #[test]
    fn every_source_is_carried() {
        for module in ["wire", "worker"] {
            for entry in fs::read_dir(root().join("src").join(module)).unwrap() {
                let name = entry.unwrap().file_name().into_string().unwrap();
                let path = format!("src/{module}/{name}");
                assert!(FILES.iter().any(|(file, _)| *file == path), "{path} is not in FILES");
            }
        }
    }

    /// Other versions, features or profiles would make cargo compile ndarray a second time in a clone.
    #[test]
    fn the_manifest_agrees_with_the_root() {
        let root = fs::read_to_string(root().join("Cargo.toml")).unwrap();
        let same = |line: &&str| {
            line.contains(" = ") && !["publish", "name"].iter().any(|own| line.starts_with(own))
        };
        for line in include_str!("kit.toml").lines().filter(same) {
            assert!(root.lines().any(|other| other == line), "the root's manifest has no `{line}`");
        }
        let profile = |manifest: &str| -> Vec<String> {
            let lines = manifest.lines().skip_while(|line| *line != "[profile.dev]").skip(1);
            lines
                .take_while(|line| !line.starts_with('['))
                .filter(|l| l.contains(" = "))
                .map(str::to_owned)
                .collect()
        };
        assert_eq!(profile(include_str!("kit.toml")), profile(&root));
    }
}
