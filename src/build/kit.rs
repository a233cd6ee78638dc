use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Workspace;

/// What every kata is compiled with: the compiler, ndarray and the worker's library.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kit {
    /// What the kit was made from; another one does not fit this tool.
    id: String,
    pub rustc: PathBuf,
    pub ndarray: PathBuf,
    pub worker: PathBuf,
    /// Where the libraries lie that these two need.
    pub dependencies: PathBuf,
}

/// The worker's sources: a kit made from others speaks another language on the wire.
const SOURCES: &[&str] = &[
    include_str!("../wire/call.rs"),
    include_str!("../wire/convert.rs"),
    include_str!("../wire/frame.rs"),
    include_str!("../wire/matrix.rs"),
    include_str!("../wire/signature.rs"),
    include_str!("../wire/tensor.rs"),
    include_str!("../wire/value.rs"),
    include_str!("../worker/quiet.rs"),
    include_str!("../worker/serve.rs"),
    include_str!("../worker/tally.rs"),
];

const FILE: &str = "kit.json";

impl Kit {
    /// The kit of an earlier run, if it still fits.
    pub fn ready(workspace: &Workspace) -> Option<Kit> {
        let text = fs::read(workspace.build_folder().join(FILE)).ok()?;
        let kit: Kit = serde_json::from_slice(&text).ok()?;
        let files = [&kit.rustc, &kit.ndarray, &kit.worker];
        (kit.id == id(workspace) && files.iter().all(|file| file.is_file())).then_some(kit)
    }

    /// Builds the kit with cargo; the first time this takes as long as ndarray takes to compile.
    pub fn build(workspace: &Workspace) -> Result<Kit, String> {
        let folder = workspace.build_folder();
        fs::create_dir_all(&folder).map_err(|error| format!("cannot write {}: {error}", folder.display()))?;
        let rustc = rustc(workspace)?;
        let artifacts = build_worker(workspace)?;
        let found = |name: &str| {
            let library = artifacts.iter().rev().find(|(package, _)| package == name);
            library.map(|(_, file)| file.clone()).ok_or_else(|| format!("cargo built no library `{name}`"))
        };
        let ndarray = found("ndarray")?;
        // Cargo overwrites the library when the package is built with other features.
        let worker = folder.join("libshousi.rlib");
        let copy = || -> std::io::Result<()> {
            let copy = tempfile::NamedTempFile::new_in(&folder)?;
            fs::copy(found("shousi").map_err(std::io::Error::other)?, copy.path())?;
            copy.persist(&worker)?;
            Ok(())
        };
        copy().map_err(|error| format!("cannot write {}: {error}", worker.display()))?;
        let dependencies = ndarray.parent().unwrap_or(Path::new(".")).to_owned();
        let kit = Kit { id: id(workspace), rustc, ndarray, worker, dependencies };
        let remember = || -> std::io::Result<()> {
            let file = tempfile::NamedTempFile::new_in(&folder)?;
            serde_json::to_writer(&file, &kit)?;
            file.persist(folder.join(FILE))?;
            Ok(())
        };
        // Where this fails, the next run only has to ask cargo again.
        let _ = remember();
        Ok(kit)
    }
}

fn id(workspace: &Workspace) -> String {
    let mut hash = Sha256::new();
    SOURCES.iter().for_each(|source| hash.update(source));
    hash.update(fs::read(workspace.root().join("Cargo.lock")).unwrap_or_default());
    format!("{:x}", hash.finalize())
}

/// The compiler itself: the one on the path is rustup's, which takes its time to find it.
fn rustc(workspace: &Workspace) -> Result<PathBuf, String> {
    let output = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
        .args(["--print", "sysroot"])
        .current_dir(workspace.root())
        .output()
        .map_err(|error| format!("cannot run rustc: {error}; install Rust from https://rustup.rs"))?;
    let sysroot = PathBuf::from(String::from_utf8_lossy(&output.stdout).trim());
    let rustc = sysroot.join("bin").join(format!("rustc{}", env::consts::EXE_SUFFIX));
    if rustc.is_file() {
        return Ok(rustc);
    }
    let words = String::from_utf8_lossy(&output.stderr);
    Err(format!("there is no compiler at {}: {}", rustc.display(), words.trim()))
}

/// Builds the root package as a worker needs it; returns each library's package and file.
fn build_worker(workspace: &Workspace) -> Result<Vec<(String, PathBuf)>, String> {
    let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["build", "--quiet", "--package", "shousi", "--lib", "--no-default-features"])
        .args(["--features", "worker", "--message-format", "json-render-diagnostics"])
        .current_dir(workspace.root())
        .env_remove("CARGO_BUILD_TARGET")
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("cannot run cargo: {error}; install Rust from https://rustup.rs"))?;
    if !output.status.success() {
        let words = String::from_utf8_lossy(&output.stderr);
        return Err(format!("the worker cannot be built:\n{}", words.trim()));
    }
    let messages = output.stdout.split(|&byte| byte == b'\n').filter_map(|line| {
        let message: serde_json::Value = serde_json::from_slice(line).ok()?;
        let name = message["target"]["name"].as_str()?.to_owned();
        let files = message["filenames"].as_array()?.iter().filter_map(|file| file.as_str());
        let library = files.map(PathBuf::from).find(|file| file.extension().is_some_and(|e| e == "rlib"))?;
        Some((name, library))
    });
    Ok(messages.collect())
}
