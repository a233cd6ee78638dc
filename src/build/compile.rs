use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use std::{env, fs};

use tempfile::TempDir;

use super::glue::{glue, signatures};
use super::words::{self, mismatch};
use super::{NotBuilt, Source, Workbench, places};
use crate::capture::Capture;
use crate::catalogue::Kata;
use crate::sandbox::{Access, Calls, Limits, Plan, refusal};

/// A worker for katas as they stood when they were read; its files vanish with its box.
#[derive(Clone, Debug)]
pub struct Program {
    pub path: PathBuf,
    /// Whether it needs no other file to run.
    pub is_static: bool,
}

/// Where the katas of one submission are compiled, each in a folder of its own, and linked to a worker.
/// Everything in it vanishes when it is dropped.
#[derive(Debug)]
pub struct BuildBox<'a> {
    bench: &'a Workbench,
    folder: TempDir,
}

/// A kata that was compiled.
#[derive(Clone, Copy, Debug)]
pub struct Compiled {
    kata: &'static Kata,
}

/// A compiler that works on one kata for longer than this has been made to.
const COMPILING: Duration = Duration::from_secs(60);
/// Of processor time, which does not pass while others have the machine.
const COMPILING_BUSILY: Duration = Duration::from_secs(20);

impl<'a> BuildBox<'a> {
    pub fn new(bench: &'a Workbench) -> Result<Self, String> {
        Ok(BuildBox { bench, folder: bench.home().new_box()? })
    }

    /// Compiles a kata's source as a crate of its own, from a copy in an empty folder, under the name
    /// that the learner knows it by. The outer error means that the work could not be done at all.
    pub fn compile(
        &self,
        kata: &'static Kata,
        source: &Source,
    ) -> Result<Result<Compiled, NotBuilt>, String> {
        let text = match source.text() {
            Ok(text) => text,
            Err(problem) => return Ok(Err(problem)),
        };
        let folder = self.folder.path().join(kata.name);
        let sources = folder.join("source");
        let file = sources.join(&source.name);
        fs::create_dir_all(file.parent().expect("a file lies in a folder"))
            .and_then(|()| fs::write(&file, text))
            .map_err(|error| format!("cannot write {}: {error}", file.display()))?;
        let mut rustc = self.rustc(&sources, &folder, false);
        rustc.args(["--crate-name", "kata", "--crate-type", "rlib", "--color", "always"]);
        rustc.args(["-C", &format!("metadata={}", kata.name)]);
        rustc.args(["-A", "unused", "-C", "overflow-checks=on", "--out-dir"]).arg(&folder);
        if self.bench.jail().is_some() {
            rustc.args(["-D", "unsafe_code", "-F", "long_running_const_eval"]);
        }
        let ended = self.run(rustc.arg(&source.name))?;
        Ok(ended.map(|()| Compiled { kata }).map_err(NotBuilt::error))
    }

    /// Links one worker that serves all of these katas. Where they do not fit what is asked of them, the
    /// inner error says so, in the words of the first one's file name.
    pub fn link(&self, katas: &[Compiled], file: &str) -> Result<Result<Program, NotBuilt>, String> {
        let wanted: Vec<_> = katas.iter().map(|c| (c.kata.name, signatures(c.kata.stub))).collect();
        let name = match katas {
            [only] => format!("worker-{}", only.kata.name),
            _ => "worker".to_owned(),
        };
        let folder = self.folder.path().join(&name);
        let (main, program) = (folder.join("main.rs"), folder.join("worker"));
        fs::create_dir_all(&folder)
            .and_then(|()| fs::write(&main, glue(&wanted)))
            .map_err(|error| format!("cannot write {}: {error}", main.display()))?;
        let mut rustc = self.rustc(&folder, &folder, true);
        // It needs no file then, so that none need be shown to it.
        let is_static = self.bench.jail().is_some() && self.bench.kit().links_statically;
        if is_static {
            rustc.args(["-C", "target-feature=+crt-static"]);
        }
        rustc.args(["--crate-name", "worker", "--crate-type", "bin", "--error-format", "short"]);
        // Nobody wrote this to be warned about it.
        rustc.args(["--cap-lints", "allow"]);
        rustc.arg("--extern").arg(library("shousi", &self.bench.kit().worker));
        for Compiled { kata } in katas {
            let compiled = self.folder.path().join(kata.name).join("libkata.rlib");
            rustc.arg("--extern").arg(library(&format!("kata_{}", kata.name), &compiled));
        }
        rustc.args(["-C", "strip=symbols", "-o"]).arg(&program);
        let Err(words) = self.run(rustc.arg(main))? else {
            return Ok(Ok(Program { path: program, is_static }));
        };
        // A kata can have the compiler say anything, so that saying it is not enough.
        if words.contains("error: linker `")
            && let Err(error) = Command::new("cc").arg("--version").output()
        {
            return Err(format!("the worker cannot be linked (`cc`: {error}); install a C compiler"));
        }
        let signatures: Vec<_> = wanted.into_iter().flat_map(|(_, signatures)| signatures).collect();
        Ok(Err(NotBuilt::error(mismatch(words, file, &signatures))))
    }

    /// The compiler, which works in `current` and writes beneath `folder`; `links` says whether it calls
    /// the linker.
    fn rustc(&self, current: &Path, folder: &Path, links: bool) -> Command {
        let kit = self.bench.kit();
        let mut rustc = match self.bench.jail() {
            Some(jail) => jail.command(&kit.rustc, &self.plan(folder, links)),
            None => Command::new(&kit.rustc),
        };
        rustc.current_dir(current).stdin(Stdio::null());
        // Nothing of the environment is for a kata to read; the linker needs a little.
        rustc.env_clear();
        if links {
            rustc.env("TMPDIR", folder);
            let needed = ["PATH", "SDKROOT", "DEVELOPER_DIR"].into_iter();
            rustc.envs(needed.filter_map(|name| Some((name, env::var_os(name)?))));
        }
        rustc.arg("--sysroot").arg(&kit.sysroot);
        rustc.args(["--edition", "2024", "-C", "opt-level=0", "-C", "debuginfo=0", "-C", "codegen-units=4"]);
        rustc.arg("-L").arg(prefixed("dependency=", &kit.libraries));
        rustc.arg("--extern").arg(library("ndarray", &kit.ndarray));
        rustc
    }

    /// What the compiler may read and write.
    fn plan(&self, folder: &Path, links: bool) -> Plan {
        let kit = self.bench.kit();
        let mut files = vec![
            (kit.sysroot.clone(), Access::Run),
            (kit.libraries.clone(), Access::Read),
            (folder.to_owned(), Access::Write),
            ("/dev/null".into(), Access::Write),
        ];
        files.extend(places::LIBRARIES.iter().map(|path| (path.into(), Access::Run)));
        if links {
            files.push((self.folder.path().to_owned(), Access::Read));
            files.extend(places::of_the_linker().into_iter().map(|path| (path, Access::Run)));
        }
        Plan {
            parent: std::process::id(),
            calls: Calls::Compiler,
            limits: Limits::compiler(COMPILING_BUSILY.as_secs()),
            files,
            required: vec![],
        }
    }

    /// Runs the compiler; the inner error is what it says.
    fn run(&self, rustc: &mut Command) -> Result<Result<(), String>, String> {
        let failed = |error| format!("cannot run the compiler: {error}");
        let mut child = rustc.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().map_err(failed)?;
        let words = Capture::of(child.stderr.take().expect("piped")).finish(COMPILING);
        let Some(words) = words else {
            let _ = child.kill();
            let _ = child.wait();
            return Ok(Err(format!("the compiler did not come to an end within {COMPILING:?}")));
        };
        let status = child.wait().map_err(failed)?;
        if let Some(reason) = refusal(&words) {
            return Err(format!("the compiler cannot be locked away: {reason}"));
        }
        let places = [(self.folder.path(), ""), (&self.bench.kit().sysroot, "rust")];
        let words = words::without_places(words.trim_end(), &places);
        Ok(match (status.success(), &*words) {
            (true, _) => Ok(()),
            // One that crashed describes itself, and not the kata.
            (false, said) if said.is_empty() || words::was_ended(status) => Err(words::how_it_ended(status)),
            (false, _) => Err(words),
        })
    }
}

fn library(name: &str, file: &Path) -> OsString {
    prefixed(&format!("{name}="), file)
}

fn prefixed(prefix: &str, path: &Path) -> OsString {
    let mut text = OsString::from(prefix);
    text.push(path);
    text
}
