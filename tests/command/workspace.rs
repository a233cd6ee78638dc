//! A workspace in a temporary folder, and the command run in it.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;
use std::{env, fs};

use serde_json::Value as Json;
use shousi::judging::prepare;
use tempfile::TempDir;

/// The repository that these tests belong to.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What all katas need is built once, where the command of this repository finds it.
static KIT: LazyLock<()> = LazyLock::new(|| {
    prepare(&mut |_| {}).expect("the worker can be built");
});

/// Where a tool that lies outside of the repository builds; shared, so that it is built once.
pub const INSTALLED: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/installed");

/// A pristine workspace; it vanishes when it is dropped.
pub struct Workspace {
    _folder: TempDir,
    root: PathBuf,
}

impl Workspace {
    /// What a learner needs: the stubs and the references.
    pub fn new() -> Self {
        Workspace::named("workspace")
    }

    pub fn named(name: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join(name);
        fs::create_dir(&root).unwrap();
        for file in ["Cargo.toml", "Cargo.lock"] {
            fs::copy(repository().join(file), root.join(file)).unwrap();
        }
        let stubs = repository().join("katas/stubs");
        copy(&stubs, &root.join("katas/stubs"));
        copy(&stubs, &root.join("katas"));
        copy(&repository().join("solutions"), &root.join("solutions"));
        Workspace { _folder: folder, root }
    }

    /// A folder of the learner's own, made by `init` with these options.
    pub fn own(options: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().to_owned();
        let workspace = Workspace { _folder: folder, root: root.join("own") };
        let mut command = workspace.command(&[&["init", "own"], options].concat());
        run(command.current_dir(&root)).done();
        workspace
    }

    /// Also what an author works on.
    pub fn complete() -> Self {
        let workspace = Workspace::new();
        for folder in ["benches", "src", "tests"] {
            copy(&repository().join(folder), &workspace.path(folder));
        }
        for entry in fs::read_dir(repository().join("katas")).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            if name.ends_with(".md") || name == "lib.rs" {
                fs::copy(&path, workspace.path("katas").join(name)).unwrap();
            }
        }
        workspace
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    pub fn read(&self, relative: &str) -> String {
        fs::read_to_string(self.path(relative)).unwrap()
    }

    pub fn write(&self, relative: &str, content: impl AsRef<[u8]>) {
        fs::create_dir_all(self.path(relative).parent().unwrap()).unwrap();
        fs::write(self.path(relative), content).unwrap();
    }

    /// Writes a learner's file.
    pub fn kata(&self, name: &str, content: impl AsRef<[u8]>) {
        self.write(&format!("katas/{name}.rs"), content);
    }

    /// Writes a softmax of this body, over `x: ArrayView2<f32>`.
    pub fn softmax(&self, body: &str) {
        self.kata("softmax", softmax(body));
    }

    /// Writes the reference into the learner's file.
    pub fn solve(&self, name: &str) {
        self.kata(name, self.read(&format!("solutions/{name}.rs")));
    }

    /// The command in this workspace, as it is called without a terminal.
    pub fn command(&self, arguments: &[&str]) -> Command {
        LazyLock::force(&KIT);
        let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-kata"));
        command.args(arguments).current_dir(&self.root).stdin(Stdio::null());
        for name in ["LC_ALL", "LC_MESSAGES", "LANGUAGE", "NO_COLOR", "TERM"] {
            command.env_remove(name);
        }
        command.env("LANG", "en_US.UTF-8");
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        run(&mut self.command(arguments))
    }

    /// What `test NAME --format json` says of that kata. Where no number of cases is given, a few show
    /// what a verdict is made of.
    pub fn judge(&self, name: &str, options: &[&str]) -> Json {
        let few: &[&str] = if options.contains(&"--cases") { &[] } else { &["--cases", "8"] };
        let arguments = [&["test", name, "--format", "json"], few, options].concat();
        self.run(&arguments).json()["submissions"][0]["katas"][0].take()
    }
}

/// What a run of the command came to.
#[derive(Debug)]
pub struct Run {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

pub fn run(command: &mut Command) -> Run {
    let Output { status, stdout, stderr } = command.output().unwrap();
    Run {
        status: status.code().expect("the command ends by itself"),
        stdout: String::from_utf8(stdout).unwrap(),
        stderr: String::from_utf8(stderr).unwrap(),
    }
}

impl Run {
    #[track_caller]
    pub fn json(&self) -> Json {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:#?}"))
    }

    /// The command has done its work.
    #[track_caller]
    pub fn done(self) -> Run {
        assert_eq!((self.status, &*self.stderr), (0, ""), "{self:#?}");
        self
    }

    /// The command could not do its work, and says why in a sentence.
    #[track_caller]
    pub fn unable(self, why: &str) -> Run {
        assert_eq!((self.status, &*self.stdout), (2, ""), "{self:#?}");
        assert!(self.stderr.starts_with("error: ") && self.stderr.contains(why), "{self:#?}");
        self
    }

    #[track_caller]
    pub fn shows(self, text: &str) -> Run {
        assert!(self.stdout.contains(text), "no `{text}` in {self:#?}");
        self
    }
}

/// A file with a softmax of this body.
pub fn softmax(body: &str) -> String {
    format!(
        "use ndarray::{{Array2, ArrayView2}};\n\npub fn softmax(x: ArrayView2<f32>) -> Array2<f32> {{\n{body}\n}}\n"
    )
}

/// A right softmax, as an expression.
pub const RIGHT: &str = "{
    let mut out = x.to_owned();
    for mut row in out.rows_mut() {
        let max = row.fold(f32::NEG_INFINITY, |max, &v| max.max(v));
        row.mapv_inplace(|v| (v - max).exp());
        row /= row.sum();
    }
    out
}";

/// A known mistake, as the body of a softmax.
pub const NO_MAX_SUBTRACTION: &str = "
    let exp = x.mapv(f32::exp);
    let sum = exp.sum_axis(ndarray::Axis(1)).insert_axis(ndarray::Axis(1));
    exp / sum";

/// The property of a kata's report that decided.
#[track_caller]
pub fn deciding(kata: &Json) -> &Json {
    let properties = kata["properties"].as_array().unwrap();
    properties.iter().find(|property| property["verdict"] != "passed").expect("something does not hold")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let to = to.join(path.file_name().unwrap());
        match path.is_dir() {
            true => copy(&path, &to),
            false => drop(fs::copy(&path, &to).unwrap()),
        }
    }
}

/// Whether a folder holds nothing, or is not there.
pub fn is_empty(folder: impl AsRef<OsStr>) -> bool {
    fs::read_dir(Path::new(&folder)).map_or(true, |mut entries| entries.next().is_none())
}
