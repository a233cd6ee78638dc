//! Every kata with its stub, its statement in both languages and its place in the workspace.

mod lang;
mod statement;

use std::sync::LazyLock;

use crate::build::Workspace;
use crate::specs::{NAMES, Texts, texts};

pub use lang::Lang;
pub use statement::{Asked, Meta, MistakeText, Question, Statement, Topic, parse_meta, parse_statement};

/// One kata as the tool carries it, whatever stands in the workspace.
#[derive(Debug)]
pub struct Kata {
    pub name: &'static str,
    /// The pristine stub.
    pub stub: &'static str,
    /// The reference solution.
    pub solution: &'static str,
    pub meta: Meta,
    texts: Texts,
    english: Statement,
    chinese: Statement,
}

impl Kata {
    pub fn statement(&self, lang: Lang) -> &Statement {
        match lang {
            Lang::En => &self.english,
            Lang::Zh => &self.chinese,
        }
    }

    /// The statement as it is written, in Markdown.
    pub fn markdown(&self, lang: Lang) -> &'static str {
        lang.pick(self.texts.english, self.texts.chinese)
    }

    pub fn title(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.meta.title,
            Lang::Zh => &self.meta.title_zh,
        }
    }
}

/// The katas in the order in which they are best learned.
pub fn katas() -> &'static [Kata] {
    static KATAS: LazyLock<Vec<Kata>> = LazyLock::new(|| NAMES.iter().map(|name| load(name)).collect());
    &KATAS
}

/// The katas of a workspace, in the same order.
pub fn katas_of(workspace: &Workspace) -> Vec<&'static Kata> {
    katas().iter().filter(|kata| workspace.has(kata.name)).collect()
}

/// The kata of this name.
pub fn find(name: &str) -> Option<&'static Kata> {
    katas().iter().find(|kata| kata.name == name)
}

fn load(name: &'static str) -> Kata {
    let texts = texts(name).expect("a registered kata has its texts");
    let wrong = |file: &str, problem: String| -> ! { panic!("katas/{name}{file}: {problem}") };
    Kata {
        name,
        stub: texts.stub,
        solution: texts.solution,
        meta: parse_meta(texts.english).unwrap_or_else(|problem| wrong(".md", problem)),
        english: parse_statement(texts.english, Lang::En).unwrap_or_else(|problem| wrong(".md", problem)),
        chinese: parse_statement(texts.chinese, Lang::Zh).unwrap_or_else(|problem| wrong(".zh.md", problem)),
        texts,
    }
}
