//! `round`: rehearsals from scripts, on a clock that the tests set.

use std::fs;

use super::rehearsal::Rehearsal;
use super::schema::misfits;
use super::workspace::repository;

#[test]
fn a_rehearsal_from_start_to_scorecard() {
    let rehearsal = Rehearsal::new();
    rehearsal.workspace.kata("softmax", "mine");
    let start = rehearsal.round("start softmax rms_norm --cases 4").done();
    let archive = start.stdout.split_whitespace().find(|word| word.starts_with(".kata/archive/softmax/"));
    assert_eq!(rehearsal.workspace.read(archive.unwrap()), "mine");
    assert_eq!(rehearsal.workspace.read("katas/softmax.rs"), rehearsal.stub("softmax"));
    start.shows("Round 1 · 0 of 2 passed · 12:00 left of 12:00");

    rehearsal.at(1);
    rehearsal.workspace.kata("softmax", "pub fn softmax(");
    rehearsal.test(&["softmax"]).shows("build error").shows("11:00 left of 12:00");
    rehearsal.at(3);
    rehearsal.workspace.solve("softmax");
    rehearsal.test(&["softmax"]).done().shows("Round 1 · 1 of 2 passed · 9:00 left of 12:00");
    rehearsal.at(7);
    rehearsal.workspace.kata("rms_norm", rehearsal.stub("rms_norm").replace("todo!()", "x.to_owned()"));
    rehearsal.test(&["rms_norm"]).shows("✗");
    rehearsal.at(10);
    rehearsal.round("finish").shows("Round 1 · 1 of 2 passed · 10:00 of 12:00 · finished early");

    let status = rehearsal.status();
    let [softmax, rms_norm] = [&status["katas"][0], &status["katas"][1]];
    assert_eq!((&status["phase"], &status["ended"]), (&"over".into(), &"finished".into()));
    assert_eq!((&softmax["verdict"], &rms_norm["verdict"]), (&"passed".into(), &"failed".into()));
    assert_eq!(softmax["first_compile_seconds"], 3 * 60);
    assert_eq!(softmax["first_pass_seconds"], 3 * 60);
    assert_eq!((&softmax["spent_seconds"], &rms_norm["spent_seconds"]), (&180.into(), &420.into()));
    assert_eq!(
        (&rms_norm["first_compile_seconds"], &rms_norm["first_pass_seconds"]),
        (&240.into(), &None::<u64>.into())
    );
    assert_eq!(
        rehearsal.workspace.read(softmax["archive"].as_str().unwrap()),
        rehearsal.reference("softmax")
    );
    // What each verdict of the round was made on is archived.
    let verdicts = rehearsal.events("verdict");
    assert_eq!(verdicts[0]["verdict"], "build_error");
    assert_eq!(rehearsal.workspace.read(verdicts[0]["archive"].as_str().unwrap()), "pub fn softmax(");
    // The scorecard can be seen again.
    assert_eq!(rehearsal.round("finish").shows("finished early").status, 1);
}

#[test]
fn when_everything_passes_the_bell_rings() {
    let rehearsal = Rehearsal::new();
    rehearsal.round("start softmax --cases 4").done();
    rehearsal.at(2);
    rehearsal.workspace.solve("softmax");
    rehearsal.test(&["softmax"]).done().shows("the code is handed in");
    rehearsal.workspace.kata("softmax", "too late");
    rehearsal.at(5);
    rehearsal.round("finish").done().shows("1 of 1 passed · 2:00 of 6:00 · everything passed");
    let attempt = &rehearsal.events("attempt")[0];
    assert_eq!((&attempt["seconds"], &attempt["passed"]), (&120.into(), &120.into()));
    assert_eq!((&attempt["verdict"], &attempt["par"]), (&"passed".into(), &360.into()));
    assert_eq!(attempt["aspects"]["stability"][0], attempt["aspects"]["stability"][1]);
    assert_eq!(rehearsal.workspace.read("katas/softmax.rs"), "too late", "the learner's file is left alone");
}

#[test]
fn what_is_written_after_the_deadline_does_not_count() {
    let rehearsal = Rehearsal::new();
    rehearsal.round("start softmax rms_norm layer_norm --minutes 10 --cases 4").done();
    rehearsal.at(4);
    rehearsal.kata_at(4, "softmax", "judged in time");
    rehearsal.test(&["softmax"]);
    rehearsal.kata_at(9, "rms_norm", rehearsal.reference("rms_norm"));
    // The machine slept, or nothing ran: an hour later.
    rehearsal.kata_at(11, "softmax", rehearsal.reference("softmax"));
    rehearsal.kata_at(11, "layer_norm", rehearsal.reference("layer_norm"));
    rehearsal.at(70);
    assert_eq!(rehearsal.round("status").shows("time is up").status, 1);
    assert_eq!(rehearsal.status()["phase"], "up");
    // A verdict now is one, but not of the round.
    rehearsal.test(&["layer_norm"]).done().shows("time is up");
    assert_eq!(rehearsal.events("verdict").last().unwrap().get("round"), None);
    let finish = rehearsal.round("finish").shows("1 of 3 passed · 10:00 of 10:00 · time was up");
    finish
        .shows("softmax: the file was written after time was up")
        .shows("layer_norm: the file was written after");
    let status = rehearsal.status();
    let verdicts: Vec<_> = status["katas"].as_array().unwrap().iter().map(|kata| &kata["verdict"]).collect();
    assert_eq!(verdicts, ["build_error", "passed", "todo"]);
    let archive =
        |place: usize| rehearsal.workspace.read(status["katas"][place]["archive"].as_str().unwrap());
    assert_eq!((archive(0), archive(2)), ("judged in time".to_owned(), rehearsal.stub("layer_norm")));
    assert_eq!(status["katas"][1]["late"], false);
}

#[test]
fn a_pause_stops_the_clock_and_is_on_record() {
    let rehearsal = Rehearsal::new();
    rehearsal.round("start softmax --cases 4").done();
    rehearsal.at(2);
    rehearsal.round("pause").done().shows("paused, 4:00 left");
    rehearsal.at(50);
    rehearsal.round("status").done().shows("paused, 4:00 left");
    rehearsal.round("pause").unable("round 1 is paused already");
    rehearsal.test(&["softmax"]).unable("round 1 is paused");
    rehearsal.round("resume").done().shows("4:00 left of 6:00");
    rehearsal.round("resume").unable("round 1 is not paused");
    assert_eq!(rehearsal.status()["deadline"], "2026-03-01T09:54:00Z");
    rehearsal.at(53);
    rehearsal.round("finish").shows("5:00 of 6:00").shows("1 pause, 48:00 together");
}

#[test]
fn two_rounds_at_once_are_refused() {
    let rehearsal = Rehearsal::new();
    rehearsal.round("start softmax").done();
    rehearsal.at(1);
    rehearsal.workspace.kata("rms_norm", "mine");
    rehearsal.round("start rms_norm").unable("round 1 is open (softmax): 5:00 are left");
    assert_eq!(rehearsal.workspace.read("katas/rms_norm.rs"), "mine", "nothing was put back");
    rehearsal.round("abandon").done().shows("abandoned, does not count");
    rehearsal.round("abandon").unable("no round is open");
    rehearsal.round("finish").unable("round 1 was abandoned");
    rehearsal.round("start rms_norm").done().shows("Round 2");
}

#[test]
fn starts_at_the_same_moment_begin_one_round() {
    let rehearsal = Rehearsal::new();
    let statuses: Vec<i32> = std::thread::scope(|scope| {
        let runs: Vec<_> = (0..6).map(|_| scope.spawn(|| rehearsal.round("start softmax").status)).collect();
        runs.into_iter().map(|run| run.join().unwrap()).collect()
    });
    assert_eq!(statuses.iter().filter(|&&status| status == 0).count(), 1, "{statuses:?}");
    assert_eq!(rehearsal.events("round_start").len(), 1);
}

#[test]
fn a_round_that_is_finished_twice_at_once_is_judged_once() {
    let rehearsal = Rehearsal::new();
    rehearsal.round("start softmax rms_norm --cases 4").done();
    rehearsal.at(3);
    std::thread::scope(|scope| {
        let runs: Vec<_> = (0..3).map(|_| scope.spawn(|| rehearsal.round("finish"))).collect();
        for run in runs {
            assert_eq!(run.join().unwrap().shows("0 of 2 passed · 3:00 of 12:00").status, 1);
        }
    });
    let counts = ["round_bell", "attempt", "round_finish"].map(|kind| rehearsal.events(kind).len());
    assert_eq!(counts, [1, 2, 1]);
}

#[test]
fn without_a_place_for_the_history_there_is_no_round() {
    let rehearsal = Rehearsal::new();
    rehearsal.workspace.kata("softmax", "mine");
    rehearsal.workspace.write(".kata", "a file");
    rehearsal.round("start softmax").unable("a round needs to write to .kata, and cannot");
    assert_eq!(rehearsal.workspace.read("katas/softmax.rs"), "mine");
}

#[test]
fn a_round_of_another_version_is_survived() {
    let rehearsal = Rehearsal::new();
    rehearsal.round("start softmax --cases 4").done();
    let history = rehearsal.workspace.read(".kata/history.jsonl");
    let foreign =
        history.replace("\"softmax\"", "\"from_the_future\"").replace("\"at\"", "\"colour\":7,\"at\"");
    rehearsal
        .workspace
        .write(".kata/history.jsonl", foreign + "{\"at\":\"2026-03-01T09:00:00Z\",\"event\":\"flight\"}\n");
    rehearsal.round("status").done().shows("from_the_future");
    assert_eq!(rehearsal.round("finish").shows("0 of 1 passed").status, 1);
    rehearsal.round("start softmax").done();
}

/// The process died between the bell and the verdicts.
#[test]
fn what_was_handed_in_is_judged_later() {
    let rehearsal = Rehearsal::new();
    rehearsal.round("start softmax rms_norm --cases 4").done();
    rehearsal.workspace.solve("softmax");
    rehearsal.workspace.kata("rms_norm", "handed in");
    rehearsal.at(3);
    rehearsal.round("finish");
    let history = rehearsal.workspace.read(".kata/history.jsonl");
    let attempts: Vec<usize> =
        history.match_indices("\"event\":\"attempt\"").map(|(place, _)| place).collect();
    for end in [attempts[0], attempts[1]] {
        // Torn in the middle of a line, too.
        rehearsal.workspace.write(".kata/history.jsonl", &history[..end]);
        rehearsal.workspace.kata("softmax", "written since");
        rehearsal.workspace.kata("rms_norm", "written since");
        rehearsal.at(90);
        rehearsal.round("status").shows("the code is handed in");
        rehearsal.round("start softmax").unable("its code is not judged yet");
        assert_eq!(rehearsal.round("finish").shows("3:00 of 12:00").status, 1);
        let status = rehearsal.status();
        let verdicts: Vec<_> =
            status["katas"].as_array().unwrap().iter().map(|kata| &kata["verdict"]).collect();
        assert_eq!(verdicts, ["passed", "build_error"]);
        let archive = status["katas"][1]["archive"].as_str().unwrap();
        assert_eq!(rehearsal.workspace.read(archive), "handed in");
    }
}

#[test]
fn hints_and_solutions_are_locked() {
    let rehearsal = Rehearsal::new();
    rehearsal.run(&["hint", "softmax"]).done();
    rehearsal.round("start softmax").done();
    for locked in [
        &["hint", "softmax"][..],
        &["hint", "softmax", "--again"],
        &["solution", "softmax", "--yes"],
        &["show", "softmax", "--questions"],
    ] {
        rehearsal.run(locked).unable("softmax is part of round 1, in which hints");
    }
    rehearsal.run(&["show", "softmax"]).done();
    rehearsal.run(&["hint", "rms_norm"]).done();
    rehearsal.round("abandon").done();
    rehearsal.run(&["hint", "softmax"]).done();
}

#[test]
fn allowed_hints_are_on_record() {
    let rehearsal = Rehearsal::new();
    rehearsal.run(&["hint", "softmax"]).done();
    rehearsal.at(1);
    rehearsal.round("start softmax rms_norm --allow-hints --cases 4").done();
    rehearsal.run(&["hint", "softmax", "--again"]).done();
    rehearsal.run(&["solution", "rms_norm", "--yes"]).done();
    rehearsal
        .round("finish")
        .shows("softmax: hints up to 1 were shown")
        .shows("rms_norm: the solution was shown");
    let attempts = rehearsal.events("attempt");
    assert_eq!((&attempts[0]["hints"], &attempts[0]["solution"]), (&1.into(), &false.into()));
    assert_eq!((&attempts[1]["hints"], &attempts[1]["solution"]), (&0.into(), &true.into()));
}

#[test]
fn status_fits_its_schema_in_every_phase() {
    let schema = fs::read_to_string(repository().join("src/bin/cargo-kata/round.schema.json")).unwrap();
    let schema = serde_json::from_str(&schema).unwrap();
    let rehearsal = Rehearsal::new();
    rehearsal.round("status").unable("there was no round yet");
    let check = |phase: &str, status: i32| {
        let run = rehearsal.round("status --format json");
        assert_eq!(run.status, status, "{run:#?}");
        let document = run.json();
        assert_eq!(document["phase"], phase);
        assert_eq!(misfits(&schema, &document), Vec::<String>::new());
    };
    rehearsal.round("start softmax --cases 4").done();
    check("running", 0);
    rehearsal.round("pause").done();
    check("paused", 0);
    rehearsal.round("resume").done();
    rehearsal.at(6);
    check("up", 1);
    let run = rehearsal.round("finish --format json");
    assert_eq!((run.status, &run.json()["phase"]), (1, &"over".into()));
    check("over", 1);
}

#[test]
fn one_s_own_best_is_remembered() {
    let rehearsal = Rehearsal::new();
    let pass = |minute: u64, time: u64, cases: &str| {
        rehearsal.at(minute);
        rehearsal.round(&format!("start softmax {cases}")).done();
        rehearsal.at(minute + time);
        rehearsal.workspace.solve("softmax");
        rehearsal
            .run(&[&["test", "softmax"], &cases.split_whitespace().collect::<Vec<_>>()[..]].concat())
            .done();
        rehearsal.round("finish").done()
    };
    pass(0, 5, "");
    let second = pass(10, 2, "");
    second.shows("softmax: 2:00 to the first pass, your best yet (before: 5:00)");
    assert_eq!(rehearsal.status()["katas"][0]["best_before_seconds"], 300);
    // With few cases, a pass proves nothing.
    let few = pass(20, 1, "--cases 4").shows("4 cases a property, and not 256: a pass here counts for no");
    assert!(!few.stdout.contains("your best yet"), "{few:#?}");
    let stats = rehearsal.run(&["stats", "softmax", "--format", "json"]).json();
    assert_eq!(stats["best"], 120, "{stats:#}");
    assert_eq!(stats["runs"].as_array().map(Vec::len), Some(2), "{stats:#}");
}

/// An event that names what is not there would be a lost attempt, were the process killed between the two.
#[test]
fn what_cannot_be_archived_is_not_in_the_history() {
    let rehearsal = Rehearsal::new();
    rehearsal.workspace.kata("softmax", "mine");
    rehearsal.workspace.write(".kata/archive", "in the way");
    rehearsal.round("start softmax").unable("katas/softmax.rs cannot be replaced, and is left as it was");
    assert_eq!(rehearsal.workspace.read("katas/softmax.rs"), "mine");
    assert_eq!(rehearsal.workspace.read(".kata/archive"), "in the way");
    assert!(rehearsal.events("reset").is_empty() && rehearsal.events("round_start").is_empty());
    fs::remove_file(rehearsal.workspace.path(".kata/archive")).unwrap();

    rehearsal.round("start softmax --cases 4").done();
    rehearsal.workspace.solve("softmax");
    rehearsal.workspace.write(".kata/rounds", "in the way");
    let judged = rehearsal.test(&["softmax"]);
    assert!(judged.stderr.starts_with("warning: "), "{judged:#?}");
    rehearsal.round("finish").unable("the code of softmax cannot be archived");
    assert!(rehearsal.events("verdict").is_empty() && rehearsal.events("round_bell").is_empty());
    fs::remove_file(rehearsal.workspace.path(".kata/rounds")).unwrap();
    rehearsal.round("finish").done().shows("1 of 1 passed");
}

/// What is replaced under a reader's eyes was not replaced in one step, and a kill can leave half of it.
#[test]
fn files_are_replaced_in_one_step() {
    let rehearsal = Rehearsal::new();
    let (file, reader) = (rehearsal.workspace.path("katas/softmax.rs"), rehearsal.workspace.path("reader"));
    rehearsal.workspace.kata("softmax", "mine");
    fs::hard_link(&file, &reader).unwrap();
    rehearsal.round("start softmax --cases 4").done();
    assert_eq!(rehearsal.workspace.read("reader"), "mine");
    assert_eq!(rehearsal.workspace.read("katas/softmax.rs"), rehearsal.stub("softmax"));
    // A torn archive, as another tool may leave it, is made whole in one step as well.
    rehearsal.workspace.kata("softmax", "handed in");
    rehearsal.test(&["softmax"]);
    let archive = rehearsal.events("verdict")[0]["archive"].as_str().unwrap().to_owned();
    rehearsal.workspace.write(&archive, "handed");
    fs::remove_file(&reader).unwrap();
    fs::hard_link(rehearsal.workspace.path(&archive), &reader).unwrap();
    rehearsal.test(&["softmax"]);
    assert_eq!(
        (rehearsal.workspace.read(&archive), rehearsal.workspace.read("reader")),
        ("handed in".into(), "handed".into())
    );
}

#[test]
fn katas_are_drawn_again_with_the_same_seed() {
    let rehearsal = Rehearsal::new();
    let drawn = || {
        rehearsal.round("start --minutes 30 --seed 5").done().shows("drawn with --seed 5");
        let status = rehearsal.status();
        rehearsal.round("abandon").done();
        let names = status["katas"].as_array().unwrap().iter().map(|kata| kata["kata"].to_string());
        (names.collect::<Vec<_>>(), status["limit_seconds"].clone())
    };
    let first = drawn();
    assert_eq!(first, drawn());
    assert_eq!(first.1, 1800);
    rehearsal.round("start --due --minutes 20").done();
    assert_eq!(rehearsal.events("round_start").last().unwrap().get("draw"), None);
}

#[test]
fn what_cannot_be_is_said() {
    let rehearsal = Rehearsal::new();
    rehearsal.round("softmax").unable("a round on the screen needs a terminal");
    rehearsal.round("softmaxx").unable("did you mean `softmax`?");
    rehearsal.round("softmax start").unable("`start` comes first: cargo kata round start");
    rehearsal.round("start --minutes 3").unable("no kata fits into 3 minutes");
    rehearsal
        .round("start --topic attention --difficulty 1")
        .unable("no kata is of this topic and difficulty");
    rehearsal.round("finish").unable("there was no round yet");
    rehearsal.round("pause").unable("no round is open");
}
