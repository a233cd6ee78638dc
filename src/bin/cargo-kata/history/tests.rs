use super::*;

fn history() -> (tempfile::TempDir, History) {
    let folder = tempfile::tempdir().unwrap();
    let history = History::new(folder.path().join(".kata"));
    (folder, history)
}

#[test]
fn remembers_hints() {
    let (_folder, history) = history();
    assert_eq!(history.hints_seen("softmax"), 0);
    history.append("softmax", What::Hint { hint: 1 }).unwrap();
    history.append("softmax", What::Hint { hint: 2 }).unwrap();
    history.append("rms_norm", What::Hint { hint: 3 }).unwrap();
    assert_eq!(history.hints_seen("softmax"), 2);
}

#[test]
fn a_torn_line_costs_only_itself() {
    let (_folder, history) = history();
    history.append("softmax", What::Hint { hint: 1 }).unwrap();
    history.append("softmax", What::Hint { hint: 2 }).unwrap();
    let text = fs::read(history.file()).unwrap();
    fs::write(history.file(), &text[..text.len() - 9]).unwrap();
    assert_eq!(history.hints_seen("softmax"), 1);
    history.append("softmax", What::Hint { hint: 3 }).unwrap();
    assert_eq!(history.events().len(), 2);
    assert_eq!(history.hints_seen("softmax"), 3);
}

#[test]
fn the_last_verdict_on_a_content_counts() {
    let (_folder, history) = history();
    let verdict = |verdict: &str, cases| What::Verdict {
        code: "c".into(),
        verdict: verdict.into(),
        seed: 0,
        cases,
        mistake: None,
        round: None,
        archive: None,
    };
    history.append("softmax", verdict("failed", 256)).unwrap();
    history.append("softmax", verdict("passed", 1)).unwrap();
    let key = ("softmax".to_owned(), "c".to_owned());
    assert_eq!(history.verdicts()[&key], Verdict::Failed);
    history.append("softmax", verdict("passed", 256)).unwrap();
    assert_eq!(history.verdicts()[&key], Verdict::Passed);
}

#[test]
fn merged_histories_are_put_in_order() {
    let (_folder, history) = history();
    let line = |second: u32, what: &str| {
        format!(r#"{{"at":"2026-11-22T19:43:0{second}Z","kata":"softmax",{what}}}"#) + "\n"
    };
    let hint = |second, hint| line(second, &format!(r#""event":"hint","hint":{hint}"#));
    let turn = line(4, r#""event":"round_turn","round":"r""#);
    let lines = [
        // Git on Windows ends lines otherwise.
        hint(1, 1).replace('\n', "\r\n"),
        "<<<<<<< ours\n".to_owned(),
        hint(6, 3),
        turn.clone(),
        "=======\n".to_owned(),
        hint(1, 1),
        hint(3, 2),
        turn,
        ">>>>>>> theirs\n".to_owned(),
    ];
    fs::create_dir_all(&history.folder).unwrap();
    fs::write(history.file(), lines.concat()).unwrap();
    let seconds: Vec<String> =
        history.events().into_iter().map(|event| event.at[17..19].to_owned()).collect();
    assert_eq!(seconds, ["01", "03", "04", "04", "06"]);
}

#[test]
fn writers_do_not_tear_each_others_lines() {
    let (_folder, history) = history();
    std::thread::scope(|scope| {
        for kata in ["a", "b", "c", "d", "e", "f", "g", "h"] {
            let history = &history;
            scope.spawn(move || (1..=25).for_each(|hint| history.append(kata, What::Hint { hint }).unwrap()));
        }
    });
    assert_eq!(history.events().len(), 200);
}

#[test]
fn a_writer_waits_for_the_one_before() {
    let (_folder, history) = history();
    history.append("softmax", What::Hint { hint: 1 }).unwrap();
    let other = File::open(history.file()).unwrap();
    other.lock().unwrap();
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| history.append("softmax", What::Hint { hint: 2 }).unwrap());
        std::thread::sleep(std::time::Duration::from_millis(100));
        assert_eq!((writer.is_finished(), history.hints_seen("softmax")), (false, 1));
        other.unlock().unwrap();
    });
    assert_eq!(history.hints_seen("softmax"), 2);
}
