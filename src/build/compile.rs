use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use std::{env, fs};

use tempfile::TempDir;

use super::glue::{Signature, glue, signatures};
use super::workspace::BOX;
use super::{Kit, NotBuilt, Source, Workspace};
use crate::capture::Capture;
use crate::catalogue::Kata;

/// A worker for one state of one kata file; its files vanish when it is dropped.
#[derive(Debug)]
pub struct Program {
    pub path: PathBuf,
    _folder: TempDir,
}

/// A compiler that works on one kata for longer than this has been made to.
const COMPILING: Duration = Duration::from_secs(60);

/// Compiles a kata's source, from a copy in an empty folder, and links a worker that serves it.
///
/// The outer error means that the work could not be done at all.
pub fn compile(
    workspace: &Workspace,
    kit: &Kit,
    kata: &Kata,
    source: &Source,
) -> Result<Result<Program, NotBuilt>, String> {
    let text = match source.text() {
        Ok(text) => text,
        Err(problem) => return Ok(Err(problem)),
    };
    let folder = workspace.build_folder();
    let folder = fs::create_dir_all(&folder)
        .and_then(|()| tempfile::Builder::new().prefix(BOX).tempdir_in(&folder))
        .map_err(|error| format!("cannot write {}: {error}", folder.display()))?;
    let build = Build { kit, folder: folder.path() };
    if let Err(words) = build.kata(&source.name, text)? {
        return Ok(Err(NotBuilt::error(words)));
    }
    let signatures = signatures(kata.stub);
    if let Err(words) = build.worker(&glue(&signatures))? {
        if words.contains("error: linker `") {
            let reason = words.lines().next().unwrap_or_default();
            return Err(format!("the worker cannot be linked ({reason}); install a C compiler"));
        }
        return Ok(Err(NotBuilt::error(mismatch(words, &source.name, &signatures))));
    }
    Ok(Ok(Program { path: folder.path().join("worker"), _folder: folder }))
}

/// One compilation in its own folder.
struct Build<'a> {
    kit: &'a Kit,
    folder: &'a Path,
}

impl Build<'_> {
    /// The learner's file as the crate `kata`, under the name that the learner knows it by.
    fn kata(&self, name: &str, text: &str) -> Result<Result<(), String>, String> {
        let file = self.sources().join(name);
        let written = fs::create_dir_all(file.parent().expect("a file lies in a folder"))
            .and_then(|()| fs::write(&file, text));
        written.map_err(|error| format!("cannot write {}: {error}", file.display()))?;
        let mut rustc = self.rustc();
        rustc.args(["--crate-name", "kata", "--crate-type", "rlib", "--color", "always"]);
        rustc.args(["-A", "unused", "-C", "overflow-checks=on", "--out-dir"]).arg(self.folder);
        run(rustc.arg(name))
    }

    /// The worker that serves it. What the compiler says about it is for [`mismatch`], not to be read.
    fn worker(&self, glue: &str) -> Result<Result<(), String>, String> {
        let main = self.folder.join("worker.rs");
        fs::write(&main, glue).map_err(|error| format!("cannot write {}: {error}", main.display()))?;
        let mut rustc = self.rustc();
        rustc.args(["--crate-name", "worker", "--crate-type", "bin", "--error-format", "short"]);
        rustc.arg("--extern").arg(library("shousi", &self.kit.worker));
        rustc.arg("--extern").arg(library("kata", &self.folder.join("libkata.rlib")));
        rustc.args(["-C", "strip=symbols", "-o"]).arg(self.folder.join("worker"));
        run(rustc.arg(main))
    }

    /// Where the learner's file lies, and nothing else.
    fn sources(&self) -> PathBuf {
        self.folder.join("source")
    }

    fn rustc(&self) -> Command {
        let mut rustc = Command::new(&self.kit.rustc);
        rustc.current_dir(self.sources()).stdin(Stdio::null());
        // Only what the linker needs: nothing of the environment is for a kata to read.
        rustc.env_clear();
        for name in ["PATH", "TMPDIR", "SDKROOT", "DEVELOPER_DIR"] {
            if let Some(value) = env::var_os(name) {
                rustc.env(name, value);
            }
        }
        rustc.args(["--edition", "2024", "-C", "opt-level=0", "-C", "debuginfo=0", "-C", "codegen-units=4"]);
        rustc.arg("-L").arg(prefixed("dependency=", &self.kit.dependencies));
        rustc.arg("--extern").arg(library("ndarray", &self.kit.ndarray));
        rustc
    }
}

fn library(name: &str, file: &Path) -> std::ffi::OsString {
    prefixed(&format!("{name}="), file)
}

fn prefixed(prefix: &str, path: &Path) -> std::ffi::OsString {
    let mut text = std::ffi::OsString::from(prefix);
    text.push(path);
    text
}

/// Runs the compiler; the inner error is what it says.
fn run(rustc: &mut Command) -> Result<Result<(), String>, String> {
    let failed = |error| format!("cannot run the compiler: {error}");
    let mut child = rustc.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().map_err(failed)?;
    let words = Capture::of(child.stderr.take().expect("piped")).finish(COMPILING);
    let Some(words) = words else {
        let _ = child.kill();
        let _ = child.wait();
        return Ok(Err(format!("the compiler did not come to an end within {COMPILING:?}")));
    };
    let status = child.wait().map_err(failed)?;
    let words = words.trim_end();
    Ok(match (status.success(), words) {
        (true, _) => Ok(()),
        (false, "") => Err(format!("the compiler ended with {status}")),
        (false, words) => Err(words.to_owned()),
    })
}

/// Why a kata that compiles does not fit the worker: a sentence and what is asked for, or else the
/// compiler's words.
fn mismatch(words: String, file: &str, signatures: &[Signature]) -> String {
    let quoted = words.split('`').nth(1).map(|name| name.trim_start_matches("kata::"));
    let problem = match quoted {
        Some(name) if words.contains("[E0425]") => format!("there is no function `{name}`"),
        Some(name) if words.contains("[E0603]") => format!("the function `{name}` is not public"),
        _ if words.contains("[E0514]") || !words.contains("error[E") => return words,
        _ => "a function has another signature than the kata asks for".to_owned(),
    };
    let wanted: Vec<String> = signatures.iter().map(|s| format!("    {}", s.text)).collect();
    format!("{problem}\n\n{file} must have\n{}", wanted.join("\n"))
}
