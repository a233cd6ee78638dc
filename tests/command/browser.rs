//! A real browser, driven over pipes by the protocol of its developer tools: no driver and no
//! library is needed, only Chromium itself.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use serde_json::{Value as Json, json};
use tempfile::TempDir;

/// Longer than any answer takes, on a machine that has much else to do.
const PATIENCE: Duration = Duration::from_secs(60);

/// One page in a browser without a window; the browser ends when it is dropped.
pub struct Browser {
    chromium: Child,
    commands: File,
    answers: Receiver<Json>,
    session: Json,
    last: u64,
    /// Everything that the page tried to fetch.
    pub fetched: Vec<String>,
    _folder: TempDir,
}

impl Browser {
    /// Opens a file; `None`, with a notice, where there is no Chromium.
    pub fn open(page: &Path) -> Option<Browser> {
        let Some(program) =
            ["chromium", "chromium-browser", "google-chrome"].into_iter().find(|name| is_there(name))
        else {
            eprintln!("notice: skipped, because there is no Chromium to open {} with", page.display());
            return None;
        };
        let folder = tempfile::tempdir().unwrap();
        let pipe = |name: &str| folder.path().join(name);
        for name in ["commands", "answers"] {
            assert!(Command::new("mkfifo").arg(pipe(name)).status().unwrap().success());
        }
        // The browser reads commands from descriptor 3 and writes answers to descriptor 4.
        let chromium = Command::new("sh")
            .args(["-c", r#"commands=$1 answers=$2; shift 2; exec "$@" 3<"$commands" 4>"$answers""#, "sh"])
            .args([pipe("commands"), pipe("answers")])
            .args([
                program,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
            ])
            .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
            .args(["--disable-dev-shm-usage", "--remote-debugging-pipe"])
            .arg(format!("--user-data-dir={}", pipe("profile").display()))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let commands = File::options().write(true).open(pipe("commands")).unwrap();
        let answers = listen(File::open(pipe("answers")).unwrap());
        let mut browser = Browser {
            chromium,
            commands,
            answers,
            session: Json::Null,
            last: 0,
            fetched: vec![],
            _folder: folder,
        };
        browser.start(page);
        Some(browser)
    }

    fn start(&mut self, page: &Path) {
        let target = self.send("Target.createTarget", json!({ "url": "about:blank" }));
        let attach = json!({ "targetId": target["targetId"], "flatten": true });
        self.session = self.send("Target.attachToTarget", attach)["sessionId"].take();
        for domain in ["Page", "Runtime", "Network"] {
            self.send(&format!("{domain}.enable"), json!({}));
        }
        let url = format!("file://{}", page.display());
        self.send("Page.navigate", json!({ "url": url }));
        while self.run("document.readyState") != "complete" || self.run("location.protocol") != "file:" {
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// What an expression comes to in the page.
    #[track_caller]
    pub fn run(&mut self, expression: &str) -> Json {
        let arguments = json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let mut answer = self.send("Runtime.evaluate", arguments);
        assert!(answer["exceptionDetails"].is_null(), "{expression}: {:#}", answer["exceptionDetails"]);
        answer["result"]["value"].take()
    }

    /// Presses keys as a person does: names such as `ArrowDown`, or single characters.
    pub fn press(&mut self, keys: &[&str]) {
        for key in keys {
            let code = match *key {
                "Enter" => 13,
                "Escape" => 27,
                "Tab" => 9,
                _ => 0,
            };
            let text = if *key == "Enter" {
                "\r"
            } else if key.chars().count() == 1 {
                key
            } else {
                ""
            };
            let down = json!({ "type": "keyDown", "key": key, "windowsVirtualKeyCode": code, "text": text });
            self.send("Input.dispatchKeyEvent", down);
            self.send(
                "Input.dispatchKeyEvent",
                json!({ "type": "keyUp", "key": key, "windowsVirtualKeyCode": code }),
            );
        }
    }

    /// The size of the screen, in the pixels of style sheets.
    pub fn resize(&mut self, width: u32, height: u32) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500 });
        self.send("Emulation.setDeviceMetricsOverride", size);
    }

    /// On `screen` or in `print`, in the colours that the reader has chosen: `dark` or `light`.
    pub fn show_on(&mut self, media: &str, scheme: &str) {
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        self.send("Emulation.setEmulatedMedia", json!({ "media": media, "features": features }));
    }

    /// A picture of what is to be seen, for people, where `KATA_PICTURES` names a folder for it: a PNG in
    /// base64.
    pub fn picture(&mut self, name: &str) {
        if let Some(folder) = std::env::var_os("KATA_PICTURES") {
            let picture = self.send("Page.captureScreenshot", json!({}));
            fs::write(Path::new(&folder).join(name), picture["data"].as_str().unwrap()).unwrap();
        }
    }

    /// Sends a command and waits for its answer.
    fn send(&mut self, method: &str, arguments: Json) -> Json {
        self.last += 1;
        let mut command = json!({ "id": self.last, "method": method, "params": arguments });
        if !self.session.is_null() {
            command["sessionId"] = self.session.clone();
        }
        self.commands.write_all(format!("{command}\0").as_bytes()).expect("the browser listens");
        loop {
            let mut answer = self.answers.recv_timeout(PATIENCE).expect("the browser answers");
            if answer["method"] == "Network.requestWillBeSent" {
                self.fetched.push(answer["params"]["request"]["url"].as_str().unwrap().to_owned());
            }
            if answer["id"] == self.last {
                assert!(answer["error"].is_null(), "{method}: {}", answer["error"]);
                return answer["result"].take();
            }
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Asked, it ends all its processes before itself, and nobody writes into its folder any more.
        let _ = self.commands.write_all(b"{\"id\":0,\"method\":\"Browser.close\"}\0");
        while self.answers.recv_timeout(PATIENCE).is_ok() {}
        let _ = self.chromium.kill();
        let _ = self.chromium.wait();
    }
}

/// The answers as they come, each of which a zero ends.
fn listen(pipe: File) -> Receiver<Json> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        for answer in BufReader::new(pipe).split(0) {
            let answer = answer.ok().and_then(|answer| serde_json::from_slice(&answer).ok());
            if answer.is_none_or(|answer| sender.send(answer).is_err()) {
                break;
            }
        }
    });
    receiver
}

fn is_there(program: &str) -> bool {
    let version = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    version.is_ok_and(|status| status.success())
}
