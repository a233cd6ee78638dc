use crate::app::App;
use crate::grade::args::{Also, Grade};
use crate::grade::{grade, merge};

pub fn run(app: &App, arguments: Grade) -> Result<u8, String> {
    match &arguments.also {
        Some(Also::Merge { reports, telling }) => merge(app, reports, telling),
        None => grade(app, &arguments),
    }
}
