use crate::app::{color, language};
use crate::args::Global;
use crate::grade::args::{Also, Grade};
use crate::grade::{Reader, grade, merge};

pub fn run(global: &Global, request: &Grade) -> Result<u8, String> {
    let reader = Reader { lang: language(global), color: color(global.color) };
    match &request.also {
        Some(Also::Merge { reports, telling }) => merge(reader, reports, telling),
        None => grade(reader, request),
    }
}
