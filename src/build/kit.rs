use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, io};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use super::Home;
use super::sources::{FILES, unpack};

/// What every kata is compiled with: the compiler, ndarray and the worker's library.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kit {
    /// What the kit was made from; another one does not fit this tool.
    id: String,
    /// What the compiler says of itself.
    pub compiler: String,
    /// The folder of the toolchain.
    pub sysroot: PathBuf,
    pub rustc: PathBuf,
    /// Where these two lie, with the libraries that they need and nothing else.
    pub libraries: PathBuf,
    pub ndarray: PathBuf,
    pub worker: PathBuf,
    /// Whether a worker can be linked so that it needs no file when it runs.
    pub links_statically: bool,
}

const FILE: &str = "kit.json";

impl Kit {
    /// What a kit for this tool is made from.
    pub fn id() -> String {
        let mut hash = Sha256::new();
        for (path, content) in FILES {
            hash.update(path);
            hash.update(content);
        }
        format!("{:x}", hash.finalize())
    }

    /// The kit of an earlier run, if it still fits.
    pub fn ready(home: &Home) -> Option<Kit> {
        let text = fs::read(home.folder().join(FILE)).ok()?;
        let kit: Kit = serde_json::from_slice(&text).ok()?;
        let files = [&kit.rustc, &kit.ndarray, &kit.worker];
        (kit.id == Kit::id() && files.iter().all(|file| file.is_file())).then_some(kit)
    }

    /// Whether the compiler is still the one that the kit was built with.
    pub fn fits_compiler(&self) -> bool {
        version(&self.rustc).is_ok_and(|version| version == self.compiler)
    }

    /// Builds the kit with cargo; the first time this takes as long as ndarray takes to compile. `fits`
    /// says whether one will do that somebody else has built meanwhile.
    pub fn build(home: &Home, fits: impl Fn(&Kit) -> bool) -> Result<Kit, String> {
        let cannot_write = |error| home.cannot_write(&error);
        fs::create_dir_all(home.folder()).map_err(cannot_write)?;
        let lock = File::create(home.folder().join("kit.lock")).map_err(cannot_write)?;
        lock.lock().map_err(cannot_write)?;
        if let Some(kit) = Kit::ready(home).filter(fits) {
            return Ok(kit);
        }
        let package = home.folder().join("kit");
        unpack(&package).map_err(cannot_write)?;
        let sysroot = sysroot(&package)?;
        let rustc = sysroot.join("bin").join(format!("rustc{}", env::consts::EXE_SUFFIX));
        let compiler = version(&rustc)?;
        let artifacts = build_package(&package, home.target())?;
        let libraries = home.folder().join("libraries");
        let copied = copy(&artifacts, &libraries).map_err(cannot_write)?;
        let found = |name: &str| {
            let library = copied.iter().find(|(library, _)| library == name);
            library.map(|(_, file)| file.clone()).ok_or_else(|| format!("cargo built no library `{name}`"))
        };
        let (ndarray, worker) = (found("ndarray")?, found("shousi_worker")?);
        let kit = Kit {
            id: Kit::id(),
            compiler,
            sysroot,
            rustc,
            libraries,
            ndarray,
            worker,
            links_statically: links_statically(),
        };
        let remember = || -> io::Result<()> {
            let file = NamedTempFile::new_in(home.folder())?;
            serde_json::to_writer(&file, &kit)?;
            file.persist(home.folder().join(FILE))?;
            Ok(())
        };
        remember().map_err(cannot_write)?;
        Ok(kit)
    }
}

/// The folder of the toolchain. The compiler on the path is rustup's, which takes its time to find it.
fn sysroot(package: &Path) -> Result<PathBuf, String> {
    let output = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
        .args(["--print", "sysroot"])
        .current_dir(package)
        .output()
        .map_err(|error| format!("cannot run rustc: {error}; install Rust from https://rustup.rs"))?;
    let sysroot = PathBuf::from(String::from_utf8_lossy(&output.stdout).trim());
    if output.status.success() && sysroot.is_dir() {
        return Ok(sysroot);
    }
    let words = String::from_utf8_lossy(&output.stderr);
    Err(format!("rustc does not say where its toolchain lies: {}", words.trim()))
}

/// Whether the C library is there in the form that static programs are linked with.
fn links_statically() -> bool {
    let output = Command::new("cc").arg("-print-file-name=libc.a").output();
    // A compiler that does not find it repeats the name.
    cfg!(target_os = "linux")
        && output.is_ok_and(|output| Path::new(String::from_utf8_lossy(&output.stdout).trim()).is_file())
}

/// What a compiler says of itself.
fn version(rustc: &Path) -> Result<String, String> {
    let output = Command::new(rustc).arg("-vV").output();
    let output = output.map_err(|error| format!("there is no compiler at {}: {error}", rustc.display()))?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Builds the package; returns the libraries' names and files.
fn build_package(package: &Path, target: &Path) -> Result<Vec<(String, PathBuf)>, String> {
    let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["build", "--quiet", "--lib", "--message-format", "json-render-diagnostics"])
        .current_dir(package)
        .env("CARGO_TARGET_DIR", target)
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
        let needed = |file: &PathBuf| {
            let extension = file.extension().and_then(|extension| extension.to_str());
            // The second is what derive macros are on each system.
            extension.is_some_and(|e| e == "rlib" || format!(".{e}") == env::consts::DLL_SUFFIX)
        };
        let library = files.map(PathBuf::from).find(needed)?;
        Some((name, library))
    });
    Ok(messages.collect())
}

/// Copies the libraries into a folder of their own: beside the originals lie the specs, which no kata is
/// to read, and cargo replaces them when it likes. A build under way goes on with the files it has.
fn copy(artifacts: &[(String, PathBuf)], folder: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    fs::create_dir_all(folder)?;
    let mut copied = Vec::with_capacity(artifacts.len());
    for (name, library) in artifacts {
        let to = folder.join(library.file_name().unwrap_or_default());
        let copy = NamedTempFile::new_in(folder)?;
        fs::copy(library, copy.path())?;
        copy.persist(&to)?;
        copied.push((name.clone(), to));
    }
    let kept = |path: &PathBuf| copied.iter().any(|(_, file)| file == path);
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if !kept(&path) {
            fs::remove_file(path)?;
        }
    }
    Ok(copied)
}
