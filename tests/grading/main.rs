//! Grading, end to end: a corpus of hostile submissions, files that only a script can make, and a class.

mod class;
mod corpus;
mod hostile;
mod learners;
mod odd;
mod residue;
mod unwalled;
#[path = "../command/workspace.rs"]
#[allow(dead_code, reason = "the tests of the command use the rest")]
mod workspace;

use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};

fn main() -> ExitCode {
    // Submissions that this test judges itself are locked away by the test, as by the command.
    shousi::sandbox::launch();
    let arguments = Arguments::from_args();
    let tests = [corpus::TESTS, hostile::TESTS, odd::TESTS, learners::TESTS, unwalled::TESTS].concat();
    let trials = tests.into_iter().map(|(name, test)| {
        Trial::test(name, move || {
            test();
            Ok::<(), Failed>(())
        })
    });
    libtest_mimic::run(&arguments, trials.collect()).exit_code()
}

/// Lists functions as tests.
macro_rules! tests {
    ($($name:ident),+ $(,)?) => {
        pub const TESTS: &[(&str, fn())] = &[$((stringify!($name), $name)),+];
    };
}
use tests;
