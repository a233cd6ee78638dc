//! `round` on the full screen, in a real terminal.

use super::rehearsal::Rehearsal;
use super::terminal::Terminal;
use super::workspace::{NO_MAX_SUBTRACTION, softmax};

impl Rehearsal {
    /// `round …` in a terminal.
    fn screen(&self, arguments: &[&str]) -> Terminal {
        let mut command = self.workspace.command(&[&["round"], arguments].concat());
        command.env("SHOUSI_CLOCK", self.workspace.path("clock"));
        Terminal::run(&command)
    }
}

#[test]
fn a_rehearsal_on_the_screen() {
    let rehearsal = Rehearsal::new();
    let mut terminal = rehearsal.screen(&["softmax", "rms_norm", "--cases", "4"]);
    let lines = terminal.shows(&["○ todo  0 of 17"]);
    let first = "12:00 left of 12:00                                      [○ softmax]  ○ rms_norm";
    assert_eq!(lines[0], first);
    assert_eq!(lines[1], "Softmax  katas/softmax.rs                                      6:00 left of 6:00");
    assert!(lines[3].starts_with("── verdict ───"), "{lines:#?}");
    assert_eq!(lines[4], "  Write it in your editor: it is judged on every save.");

    rehearsal.at(1);
    rehearsal.kata_at(1, "softmax", softmax(NO_MAX_SUBTRACTION));
    let lines = terminal.shows(&["✗ failed", "≠NaN", "11:00 left of 12:00", "[✗ softmax]"]);
    assert!(lines[1].ends_with("5:00 left of 6:00"), "{lines:#?}");

    rehearsal.at(2);
    rehearsal.kata_at(2, "softmax", rehearsal.reference("softmax"));
    terminal.shows(&[
        "✓ passed  17 of 17",
        "first passed at 2:00  4:00 left of 6:00",
        "n  next kata (1 to go)",
    ]);
    terminal.press("n");
    terminal.shows(&["✓ softmax  [○ rms_norm]", "RMSNorm  katas/rms_norm.rs", "○ todo  0 of 19"]);

    terminal.press("P");
    let lines = terminal.shows(&["The clock stands."]);
    assert!(!lines.iter().any(|line| line.contains("todo")), "{lines:#?}");
    rehearsal.at(20);
    terminal.shows(&["All pauses together: 18:00.", "10:00 left of 12:00"]);
    terminal.press("P");
    terminal.shows(&["○ todo  0 of 19"]);
    terminal.resize(12, 40);
    terminal.shows(&["10:00 left of 12:00", "✓[○]  1 of 2 passed"]);
    terminal.resize(24, 80);

    rehearsal.at(21);
    rehearsal.kata_at(21, "rms_norm", rehearsal.reference("rms_norm"));
    let lines = terminal.shows(&["Round 1 is over", "f  12 follow-up questions"]);
    assert!(lines[1].starts_with("── scorecard ──"), "{lines:#?}");
    assert_eq!(lines[2], "Round 1 · 2 of 2 passed · 3:00 of 12:00 · everything passed");
    assert_eq!(lines[5], "✓ softmax   passed    2:00      1:00    2:00  6:00     –");
    assert_eq!(lines[6], "✓ rms_norm  passed    1:00      1:00    1:00  6:00     –");
    terminal.press("f");
    let lines = terminal.shows(&["Softmax, question 1 of 12"]);
    assert!(!lines.iter().any(|line| line.contains("How was yours?")), "{lines:#?}");
    terminal.press("\r");
    terminal.shows(&["How was yours?"]);
    terminal.press("2");
    terminal.shows(&["Softmax, question 2 of 12"]);
    terminal.press("\x1b");
    terminal.shows(&["f  11 follow-up questions"]);
    terminal.press("q");
    assert_eq!(terminal.ended().code(), Some(0));
    terminal.shows(&["Round 1 · 2 of 2 passed"]);
    assert!(!terminal.is_taken(), "the scorecard stays in the terminal");

    let answers = rehearsal.events("answer");
    assert_eq!((answers.len(), &answers[0]["rating"]), (1, &"partly".into()));
    assert_eq!(rehearsal.events("round_bell").len(), 1);
}

#[test]
fn a_killed_round_goes_on_where_the_clock_honestly_is() {
    let rehearsal = Rehearsal::new();
    let mut terminal = rehearsal.screen(&["softmax", "--cases", "4"]);
    terminal.shows(&["6:00 left of 6:00", "○ todo  0 of 17"]);
    terminal.kill();
    rehearsal.at(4);
    let mut terminal = rehearsal.screen(&["--resume"]);
    terminal.shows(&["! 2:00 left of 6:00", "○ todo  0 of 17"]);
    // Control-C leaves it running.
    terminal.press("\x03");
    assert_eq!(terminal.ended().code(), Some(0));
    terminal.shows(&["2:00 left of 6:00", "`cargo kata round --resume` comes back to it."]);
    // It was paused elsewhere, and then the machine slept: its time is not up.
    let terminal = rehearsal.screen(&["--resume"]);
    terminal.shows(&["! 2:00 left of 6:00", "○ todo  0 of 17"]);
    rehearsal.round("pause").done();
    rehearsal.at(50);
    terminal.shows(&["The clock stands. All pauses together: 46:00."]);
    rehearsal.round("resume").done();
    drop(terminal);
    // The bell rings as soon as somebody looks.
    rehearsal.at(60);
    let mut terminal = rehearsal.screen(&["--resume"]);
    terminal.shows(&["Round 1 · 0 of 1 passed · 6:00 of 6:00 · time was up"]);
    terminal.press("q");
    assert_eq!(terminal.ended().code(), Some(1));
    let again = rehearsal.screen(&["--resume"]);
    again.shows(&["Round 1 · 0 of 1 passed"]);
    assert!(!again.is_taken());
}

#[test]
fn a_round_is_abandoned_or_finished_from_the_screen() {
    let rehearsal = Rehearsal::new();
    let mut terminal = rehearsal.screen(&["softmax", "--cases", "4", "--lang", "zh"]);
    terminal.shows(&["剩余 6:00 / 6:00", "○ 未完成"]);
    terminal.press("q");
    terminal.shows(&["放弃本轮"]);
    terminal.press("a");
    assert_eq!(terminal.ended().code(), Some(0));
    assert_eq!(rehearsal.events("round_finish")[0]["ended"], "abandoned");
    let mut terminal = rehearsal.screen(&["softmax", "--cases", "4"]);
    terminal.shows(&["○ todo  0 of 17"]);
    terminal.press("q");
    terminal.shows(&["finish now"]);
    terminal.press("f");
    terminal.shows(&["Round 2 · 0 of 1 passed", "finished early"]);
    terminal.press("q");
    assert_eq!(terminal.ended().code(), Some(1));
}
