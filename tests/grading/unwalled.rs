//! A machine that refuses namespaces, as some containers and distributions do.

use std::process::{Command, Stdio};

use super::class::{Class, verdicts};
use super::corpus::hostile;
use super::residue;
use super::workspace::run;

super::tests! { a_machine_without_namespaces_is_refused_or_named_and_holds }

const LIMITS: [&str; 6] = ["--cases", "4", "--timeout", "5", "--memory", "256M"];

/// Attacks that the walls alone hold back, and for which the others must do.
const ATTACKS: [&str; 9] = [
    "hole_forks",
    "hole_opens_a_file",
    "hole_opens_a_socket",
    "hole_runs_a_program",
    "hole_signals_the_judge",
    "hole_traces_the_judge",
    "leaves_threads_behind",
    "loops_in_drop",
    "overflows_the_stack",
];

/// The command as a user without rights, where no namespace can be made.
fn without_namespaces(command: &Command) -> Command {
    let refuse = "echo 0 > /proc/sys/user/max_user_namespaces && \
        exec setpriv --bounding-set=-all --inh-caps=-all -- \"$@\"";
    let mut confined = Command::new("unshare");
    confined.args(["--user", "--map-root-user", "sh", "-c", refuse, "sh"]);
    confined.arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => confined.env(name, value),
            None => confined.env_remove(name),
        };
    }
    if let Some(folder) = command.get_current_dir() {
        confined.current_dir(folder);
    }
    confined.stdin(Stdio::null());
    confined
}

fn a_machine_without_namespaces_is_refused_or_named_and_holds() {
    let possible = without_namespaces(&Command::new("true")).output();
    if !possible.is_ok_and(|output| output.status.success()) {
        return eprintln!("not tried, because unshare and setpriv are not there, or not permitted");
    }
    let class = Class::new();
    let corpus: Vec<_> =
        hostile().into_iter().filter(|file| ATTACKS.contains(&file.attack.as_str())).collect();
    assert_eq!(corpus.len(), ATTACKS.len());
    for file in &corpus {
        class.write(&file.attack, &file.kata, &file.text);
    }
    let grade = |options: &[&str]| run(&mut without_namespaces(&class.command(options)));
    grade(&["--require-sandbox"]).unable("namespaces: user namespaces are switched off");

    let run = grade(&[&LIMITS[..], &["--katas", "softmax", "--format", "json"]].concat());
    residue::assert_none();
    assert_eq!(run.status, 1, "{run:#?}");
    assert!(run.stderr.starts_with("warning: not in force on this machine: namespaces"), "{}", run.stderr);
    let report = run.json();
    let in_force = report["protections"].to_string();
    assert!(in_force.contains("seccomp") && !in_force.contains("namespaces"), "{in_force}");
    let verdicts = verdicts(&report);
    for file in &corpus {
        let (verdict, message) = &verdicts[&(file.attack.clone(), file.kata.clone())];
        assert!(file.expected.contains(verdict), "{}: {verdict}: {message}", file.attack);
    }
}
