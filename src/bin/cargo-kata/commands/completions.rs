use clap::CommandFactory;
use clap_complete::{Shell, generate};

use crate::app::print;
use crate::args::Cli;

pub fn run(shell: Shell) {
    let mut script = Vec::new();
    generate(shell, &mut Cli::command().bin_name("cargo-kata"), "cargo-kata", &mut script);
    print(&String::from_utf8_lossy(&script));
}
