//! What is going on, on standard error, for whoever waits.

use std::io::{self, IsTerminal, Write};

use shousi::catalogue::Lang;
use shousi::judging::Stage;

/// A line that is overwritten; nothing is left of it in the end.
pub struct Progress {
    lang: Lang,
    terminal: bool,
    shown: bool,
}

impl Progress {
    pub fn new(lang: Lang) -> Self {
        Progress { lang, terminal: io::stderr().is_terminal(), shown: false }
    }

    pub fn stage(&mut self, kata: &str, stage: Stage) {
        match stage {
            Stage::Preparing => {
                let text = self.lang.pick(
                    "building what every kata needs; this happens once …",
                    "正在构建所有题目共用的部分，只需一次 …",
                );
                if self.terminal { self.show(text) } else { eprintln!("{text}") }
            }
            Stage::Compiling => self.show(&format!("{kata} …")),
            Stage::Judging { done, of } => self.show(&format!("{kata} {done}/{of} …")),
        }
    }

    fn show(&mut self, text: &str) {
        if self.terminal {
            eprint!("\r\x1b[K{text}");
            let _ = io::stderr().flush();
            self.shown = true;
        }
    }

    pub fn clear(&mut self) {
        if std::mem::take(&mut self.shown) {
            eprint!("\r\x1b[K");
            let _ = io::stderr().flush();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}
