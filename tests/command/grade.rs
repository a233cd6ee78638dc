//! Grading: folders of other people's kata files, and reports on them.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value as Json;
use tempfile::TempDir;

use super::workspace::{NO_MAX_SUBTRACTION, RIGHT, Run, Workspace, run, softmax};

/// A folder of submissions, and one for what is kept.
struct Class {
    workspace: Workspace,
    folder: TempDir,
}

impl Class {
    fn new() -> Class {
        Class { workspace: Workspace::new(), folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self, relative: &str) -> PathBuf {
        self.folder.path().join(relative)
    }

    fn write(&self, relative: &str, content: impl AsRef<[u8]>) {
        let path = self.path("class").join(relative);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.workspace.command(&["grade"]);
        // From nowhere near a workspace.
        command.args(arguments).current_dir(self.folder.path());
        command
    }

    fn grade(&self, arguments: &[&str]) -> Run {
        let few = ["--katas", "softmax,rms_norm", "--cases", "4", "--cache", "cache"];
        run(&mut self.command(&[&["class"], &few[..], arguments].concat()))
    }
}

#[track_caller]
fn verdict<'a>(document: &'a Json, id: &str, kata: &str) -> (&'a str, &'a str) {
    let find = |list: &'a Json, key: &str, name: &str| {
        let found = list.as_array().unwrap().iter().find(|entry| entry[key] == name);
        found.unwrap_or_else(|| panic!("no {name} in {list:#}"))
    };
    let kata = find(&find(&document["submissions"], "id", id)["katas"], "kata", kata);
    (kata["verdict"].as_str().unwrap(), kata["message"].as_str().unwrap())
}

/// Every kind of submission, and nothing of them is judged twice.
#[test]
fn a_class() {
    let class = Class::new();
    class.write("ada/softmax.rs", softmax(RIGHT));
    class.write("ada/rms_norm.rs", class.workspace.read("solutions/rms_norm.rs"));
    class.write("bob/katas/softmax.rs", softmax(NO_MAX_SUBTRACTION));
    class.write("bob/softmax.rs", softmax(RIGHT));
    class.write("bob/rms_norm.rs", "// \n//\n use std::fs;");
    class.write("bob/Cargo.toml", "not even TOML");
    class.write("cyd\n\x1b[2J/softmax.rs", softmax("todo!()"));
    fs::create_dir_all(class.path("class/dan")).unwrap();
    fs::write(class.path("secret.rs"), softmax(RIGHT)).unwrap();
    symlink(class.path("secret.rs"), class.path("class/dan/softmax.rs")).unwrap();
    class.write(".git/softmax.rs", softmax(RIGHT));
    class.write("README.md", "# The class");

    let run = class.grade(&["--format", "json"]);
    assert_eq!(run.status, 1, "{run:#?}");
    assert!(run.stderr.contains("class/bob: katas/softmax.rs counts, and softmax.rs does not"), "{run:#?}");
    assert!(run.stderr.contains(": 4 kata files judged, 0 known"), "{run:#?}");
    assert!(!run.stderr.contains('\x1b'), "{run:#?}");
    let document = run.json();
    let ids: Vec<&str> =
        document["submissions"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["ada", "bob", "cyd\\u{a}\\u{1b}[2J", "dan"]);
    assert_eq!(document["submissions"][0]["passed"], 2);
    assert_eq!(verdict(&document, "bob", "softmax").0, "failed");
    let (rejected, why) = verdict(&document, "bob", "rms_norm");
    assert!(rejected == "rejected" && why.starts_with("line 3: `std::fs` is not accepted"), "{why}");
    assert_eq!(verdict(&document, ids[2], "softmax").0, "todo");
    let link = ("rejected", "softmax.rs is a symbolic link, which is not followed");
    assert_eq!(verdict(&document, "dan", "softmax"), link);
    assert_eq!(verdict(&document, "dan", "rms_norm").0, "missing");
    assert_eq!(document["submissions"][1]["katas"][0]["file"], "class/bob/katas/softmax.rs");

    let again = class.grade(&["--format", "json", "--exit-zero"]);
    assert_eq!((again.status, &again.stdout), (0, &run.stdout));
    assert!(again.stderr.contains(": 0 kata files judged, 4 known"), "{again:#?}");

    class.write("bob/katas/softmax.rs", softmax(RIGHT));
    let text = class
        .grade(&["--color", "never"])
        .shows("ada")
        .shows("2/2  100%")
        .shows("✗")
        .shows("1 of 4 submissions");
    assert!(text.stderr.contains(": 1 kata file judged, 3 known"), "{text:#?}");
    assert!(!text.stdout.contains('\x1b') && !text.stdout.contains("\ncyd\n"), "{text:#?}");
    let chinese = class.grade(&["--lang", "zh", "--quiet"]).shows("4 份中 1 份全部通过");
    assert_eq!(chinese.stderr, "");
}

#[test]
fn shards_make_up_the_whole() {
    let class = Class::new();
    for name in ["ada", "bob", "cyd", "dan", "eve"] {
        let body = if name < "cyd" { RIGHT } else { NO_MAX_SUBTRACTION };
        class.write(&format!("{name}/softmax.rs"), softmax(body));
    }
    let whole = class.grade(&["--format", "json"]);
    for shard in ["1", "2", "3"] {
        let (of, output) = (format!("{shard}/3"), format!("json=shard-{shard}.json"));
        assert_ne!(class.grade(&["--shard", &of, "--output", &output, "--exit-zero"]).status, 2);
    }
    let merge = |arguments: &[&str]| run(&mut class.command(&[&["merge"], arguments].concat()));
    let shards = ["shard-3.json", "shard-1.json", "shard-2.json", "shard-1.json"];
    let merged = merge(&[&shards[..], &["--format", "json"]].concat());
    assert_eq!((merged.status, &*merged.stderr), (1, ""));
    assert!(
        without_times(&merged.stdout) == without_times(&whole.stdout),
        "{}{}",
        merged.stdout,
        whole.stdout
    );

    let report = |shard: &&&str| fs::read_to_string(class.path(shard)).unwrap();
    let shard = shards.iter().find(|shard| report(shard).contains("\"id\"")).unwrap();
    let text = report(&shard);
    let tampered = |from: &str, to: &str| {
        assert!(text.contains(from), "{text}");
        fs::write(class.path("other.json"), text.replace(from, to)).unwrap();
        merge(&[shard, "other.json"])
    };
    tampered("\"seed\": 0", "\"seed\": 1").unable("other.json: it was made with another seed");
    tampered("\"memory\": 2147483648", "\"memory\": 1").unable("another memory limit");
    tampered("\"version\": \"", "\"version\": \"9").unable("another version");
    tampered("\"passed\": ", "\"passed\": 1").unable("it contradicts an earlier report on ");
    tampered("}", "").unable("is not a report");
    merge(&["nowhere.json"]).unable("nowhere.json: cannot be read");
}

fn without_times(report: &str) -> Vec<&str> {
    report.lines().filter(|line| !line.contains("\"seconds\": ")).collect()
}

/// Stopped at any moment, a run goes on where it was.
#[test]
fn an_interrupted_run_goes_on() {
    let class = Class::new();
    for number in 0..6 {
        class.write(&format!("s{number}/softmax.rs"), format!("{}// {number}", softmax(RIGHT)));
    }
    let options = ["class", "--katas", "softmax", "--jobs", "1", "--cache", "cache"];
    let mut child = class.command(&options).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let deadline = Instant::now() + Duration::from_secs(60);
    while kept(&class.path("cache")) == 0 && Instant::now() < deadline {
        std::thread::sleep(Duration::from_millis(5));
    }
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    let before = kept(&class.path("cache"));
    assert!((1..6).contains(&before), "{before}");
    let rest = run(&mut class.command(&options)).shows("6 of 6 submissions passed");
    assert!(rest.stderr.contains(&format!("{} kata file", 6 - before)), "{rest:#?}");
    assert!(rest.stderr.contains(&format!("{before} known")), "{rest:#?}");
}

/// How many verdicts are kept.
fn kept(cache: &Path) -> usize {
    let entries =
        |folder: PathBuf| fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    entries(cache.to_owned())
        .flat_map(entries)
        .flat_map(entries)
        .filter(|file| file.extension().is_some_and(|extension| extension == "json"))
        .count()
}

#[test]
fn what_cannot_be_graded() {
    let class = Class::new();
    class.grade(&[]).unable("class cannot be read");
    fs::create_dir(class.path("class")).unwrap();
    class.grade(&[]).unable("there is no submission in class");
    class.write("ada/softmax.rs", "");
    class.grade(&["--shard", "1/4", "--seed", "random"]).unable("every shard needs the same seed");
    class.grade(&["--output", "json=no/where/report.json"]).unable("there is no folder no/where");
    let file = run(&mut class.command(&["class/ada/softmax.rs"]));
    file.unable("is not a folder");
    let wrong = class.grade(&["--shard", "5/4"]);
    assert_eq!((wrong.status, &*wrong.stdout), (2, ""));
}

#[test]
fn one_submission_kata_by_kata() {
    let class = Class::new();
    class.write("softmax.rs", softmax(RIGHT));
    let run = class
        .grade(&[])
        .shows("✓ softmax")
        .shows("○ rms_norm")
        .shows("neither katas/rms_norm.rs nor rms_norm.rs");
    assert!(run.stdout.contains("1 of 2 katas passed, score 50%"), "{run:#?}");
}
