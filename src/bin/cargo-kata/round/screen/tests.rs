use std::time::{Duration, SystemTime};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui_core::layout::Size;
use shousi::catalogue::{Lang, find};
use shousi::judge::{KataReport, Verdict};
use shousi::judging::{Judged, Stage};

use super::draw::draw;
use super::state::{Act, Action, Event, Pane, State};
use crate::clock;
use crate::history::{self, Attempt, Ended, Rating, What};
use crate::round::Round;
use crate::screen::judging::Progress;
use crate::screen::testing::drawn;

/// What happened in a round of softmax, 6 minutes, and rms_norm, 14 minutes.
struct Tale(Vec<history::Event>);

impl Tale {
    fn new(allow_hints: bool) -> Tale {
        let task = |kata: &str, minutes: u64| history::Task { kata: kata.to_owned(), seconds: 60 * minutes };
        let katas = vec![task("softmax", 6), task("rms_norm", 14)];
        let mut tale = Tale(vec![]);
        let what = What::RoundStart {
            round: id(),
            katas,
            seconds: 1200,
            allow_hints,
            seed: 0,
            cases: 256,
            draw: None,
        };
        tale.then(0, "", what);
        tale
    }

    fn then(&mut self, second: u64, kata: &str, what: What) -> &mut Self {
        self.0.push(history::Event { at: clock::format(at(second)), kata: kata.to_owned(), what });
        self
    }

    fn verdict(&mut self, second: u64, kata: &str, verdict: &str) -> &mut Self {
        let (code, verdict, round) = (second.to_string(), verdict.to_owned(), Some(id()));
        let what = What::Verdict { code, verdict, seed: 0, cases: 256, mistake: None, round, archive: None };
        self.then(second, kata, what)
    }

    /// The bell, the attempts, and the end.
    fn over(&mut self, second: u64) -> &mut Self {
        let ended = Ended::Time;
        self.then(second, "", What::RoundBell { round: id(), ended, codes: vec![] });
        for (kata, verdict) in [("softmax", "passed"), ("rms_norm", "todo")] {
            let attempt = Attempt {
                round: id(),
                code: "c".into(),
                archive: "a".into(),
                verdict: verdict.into(),
                mistake: None,
                aspects: [("correctness".to_owned(), [1, 2])].into(),
                seconds: 60,
                compiled: None,
                passed: None,
                par: 360,
                hints: 0,
                solution: false,
            };
            self.then(second, kata, What::Attempt(Box::new(attempt)));
        }
        self.then(second, "", What::RoundFinish { round: id(), ended })
    }

    fn round(&self) -> Round {
        Round::last(&self.0).unwrap()
    }

    fn told(&self) -> Event {
        Event::Told(Box::new(self.round()))
    }

    /// The screen as it opens at that second.
    fn opened(&self, second: u64) -> (State, Vec<Action>) {
        let size = Size { width: 80, height: 24 };
        State::new(self.round(), vec![None; 2], at(second), Lang::En, size, true)
    }
}

fn id() -> String {
    "r".to_owned()
}

fn at(second: u64) -> SystemTime {
    clock::parse("2026-11-22T19:00:00Z").unwrap() + Duration::from_secs(second)
}

fn key(code: KeyCode) -> Event {
    Event::Key(KeyEvent::new(code, KeyModifiers::NONE))
}

fn press(state: &mut State, keys: &str) -> Vec<Action> {
    keys.chars().flat_map(|c| state.handle(key(KeyCode::Char(c)))).collect()
}

fn judged(number: u64, kata: &str, verdict: Verdict) -> Event {
    let report = KataReport::without_run(kata, verdict, String::new(), Duration::ZERO);
    Event::Progress(Progress::Judged(number, Box::new(Judged::without_run(report))))
}

fn screen(state: &State) -> Vec<String> {
    drawn(state.size, |frame| draw(frame, state))
}

#[track_caller]
fn shows(state: &State, text: &str) {
    let screen = screen(state);
    assert!(screen.iter().any(|line| line.contains(text)), "no `{text}` in {screen:#?}");
}

#[test]
fn the_times_are_always_visible() {
    let (mut state, actions) = Tale::new(false).opened(0);
    state.bell = false;
    assert_eq!(actions, [Action::Judge("softmax", 1)]);
    state.handle(Event::Tick(at(61)));
    let lines = screen(&state);
    assert!(lines[0].starts_with("18:59 left of 20:00"), "{lines:#?}");
    assert!(lines[0].ends_with("[○ softmax]  ○ rms_norm"), "{lines:#?}");
    assert!(lines[1].ends_with("4:59 left of 6:00"), "{lines:#?}");
    assert_eq!(lines[2], "⠙ compiling");
    state.handle(Event::Tick(at(400)));
    assert!(screen(&state)[1].ends_with("+0:40 over 6:00"));
    state.handle(Event::Tick(at(910)));
    assert!(screen(&state)[0].starts_with("! 4:50 left"));
    press(&mut state, "l");
    shows(&state, "15:10");
}

#[test]
fn a_first_pass_is_shown_with_its_moment() {
    let mut tale = Tale::new(false);
    let (mut state, _) = tale.opened(0);
    state.handle(Event::Tick(at(130)));
    state.handle(judged(1, "softmax", Verdict::Passed));
    state.handle(tale.verdict(130, "softmax", "passed").told());
    shows(&state, "first passed at 2:10  3:50 left of 6:00");
    shows(&state, "[✓ softmax]");
    shows(&state, "n  next kata (1 to go)");
}

#[test]
fn turning_to_another_kata_is_on_the_record() {
    let (mut state, _) = Tale::new(false).opened(0);
    assert_eq!(press(&mut state, "n"), [Action::Turn("rms_norm"), Action::Judge("rms_norm", 2)]);
    shows(&state, "katas/rms_norm.rs");
    // The verdict on what was left meanwhile was recorded, which must not call the learner back.
    let late = Tale::new(false).verdict(1, "softmax", "failed").told();
    assert_eq!(state.handle(late), []);
    assert_eq!(state.handle(judged(1, "softmax", Verdict::Failed)), [Action::Turn("rms_norm")]);
    assert_eq!(press(&mut state, "p"), [Action::Turn("softmax"), Action::Judge("softmax", 3)]);
}

#[test]
fn saving_another_kata_turns_to_it() {
    let (mut state, _) = Tale::new(false).opened(0);
    let actions = state.handle(Event::Saved("rms_norm"));
    assert_eq!(actions, [Action::Turn("rms_norm"), Action::Judge("rms_norm", 2)]);
    assert_eq!(state.handle(Event::Saved("rms_norm")), [Action::Judge("rms_norm", 3)]);
    assert_eq!(state.handle(Event::Saved("layer_norm")), []);
}

#[test]
fn a_command_in_another_terminal_moves_the_screen() {
    let mut tale = Tale::new(false);
    let (mut state, _) = tale.opened(0);
    state.handle(judged(1, "softmax", Verdict::Todo));
    let actions = state.handle(tale.verdict(60, "rms_norm", "failed").told());
    assert_eq!(actions, [Action::Judge("rms_norm", 2)]);
    state.handle(tale.then(70, "", What::RoundPause { round: id() }).told());
    assert_eq!(state.act(), Act::Paused);
}

#[test]
fn a_pause_hides_the_task_and_stops_the_clock() {
    let mut tale = Tale::new(false);
    let (mut state, _) = tale.opened(0);
    assert_eq!(press(&mut state, "P"), [Action::Pause]);
    state.handle(tale.then(60, "", What::RoundPause { round: id() }).told());
    state.handle(Event::Tick(at(5000)));
    shows(&state, "19:00 left");
    shows(&state, "All pauses together: 1:22:20");
    assert!(!screen(&state).iter().any(|line| line.contains("logits")), "{:#?}", screen(&state));
    assert_eq!(press(&mut state, "s"), []);
    assert_eq!(state.handle(Event::Saved("softmax")), []);
    assert_eq!(press(&mut state, "P"), [Action::Resume]);
    let actions = state.handle(tale.then(5000, "", What::RoundResume { round: id() }).told());
    assert_eq!(actions, [Action::Judge("softmax", 2)]);
}

#[test]
fn leaving_asks_what_is_to_become_of_the_round() {
    let (mut state, _) = Tale::new(false).opened(0);
    assert_eq!(press(&mut state, "q"), []);
    shows(&state, "cargo kata round --resume");
    assert_eq!(press(&mut state, "q"), []);
    assert_eq!(state.act(), Act::Working);
    assert_eq!(press(&mut state, "ql"), [Action::Leave]);
    assert_eq!(press(&mut state, "a"), [Action::Abandon]);
    assert_eq!(press(&mut state, "f"), [Action::Conclude]);
    assert_eq!(state.act(), Act::Bell);
    let (mut state, _) = Tale::new(false).opened(0);
    let interrupt = Event::Key(KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL));
    assert_eq!(state.handle(interrupt), [Action::Leave]);
}

#[test]
fn half_time_and_the_last_minutes_are_heard_by_those_who_want_it() {
    let (mut state, _) = Tale::new(false).opened(0);
    assert_eq!(state.handle(Event::Tick(at(600))), [Action::Beep]);
    assert!(screen(&state)[0].contains("half time"));
    assert_eq!(state.handle(Event::Tick(at(601))), []);
    assert_eq!(state.handle(Event::Tick(at(605))), []);
    assert!(!screen(&state)[0].contains("half time"));
    assert_eq!(state.handle(Event::Tick(at(901))), [Action::Beep]);
    let (mut quiet, _) = Tale::new(false).opened(0);
    quiet.bell = false;
    assert_eq!(quiet.handle(Event::Tick(at(600))), []);
}

#[test]
fn the_bell_rings_once_even_after_a_sleep() {
    let mut tale = Tale::new(false);
    let (mut state, _) = tale.opened(0);
    assert_eq!(state.handle(Event::Tick(at(90_000))), [Action::Conclude, Action::Beep]);
    assert_eq!(state.handle(Event::Tick(at(90_001))), []);
    assert_eq!(state.handle(Event::Saved("softmax")), []);
    state.handle(Event::Handed("softmax", Stage::Judging { done: 3, of: 17 }));
    shows(&state, "softmax  judging 3/17");
    shows(&state, "The bell has rung");
    assert_eq!(state.handle(tale.over(90_000).told()), []);
    assert_eq!(state.act(), Act::Scorecard);
    shows(&state, "Round 1 · 1 of 2 passed");
}

#[test]
fn the_bell_rings_when_everything_has_passed() {
    let mut tale = Tale::new(false);
    let (mut state, _) = tale.opened(0);
    tale.verdict(10, "softmax", "passed").verdict(20, "rms_norm", "passed");
    let bell = What::RoundBell { round: id(), ended: Ended::Passed, codes: vec![] };
    assert_eq!(state.handle(tale.then(20, "", bell).told()), [Action::Conclude]);
}

#[test]
fn what_cannot_be_concluded_is_said_and_can_be_tried_again() {
    let (mut state, _) = Tale::new(false).opened(0);
    press(&mut state, "qf");
    state.handle(Event::Problem("the disk is full".into()));
    shows(&state, "the disk is full");
    assert_eq!(press(&mut state, "qf"), [Action::Conclude]);
}

#[test]
fn a_round_is_entered_where_it_stands() {
    let mut tale = Tale::new(false);
    assert_eq!(tale.opened(4000).1, [Action::Conclude]);
    tale.then(60, "rms_norm", What::RoundTurn { round: id() });
    assert_eq!(tale.opened(70).1, [Action::Judge("rms_norm", 1)]);
    tale.then(80, "", What::RoundPause { round: id() });
    let (state, actions) = tale.opened(4000);
    assert_eq!((state.act(), actions), (Act::Paused, vec![]));
    tale.then(90, "", What::RoundBell { round: id(), ended: Ended::Finished, codes: vec![] });
    let (state, actions) = tale.opened(4000);
    assert_eq!((state.act(), actions), (Act::Bell, vec![Action::Conclude]));
}

#[test]
fn hints_are_locked_unless_the_round_allows_them() {
    let (mut state, _) = Tale::new(false).opened(0);
    assert_eq!(press(&mut state, "hh"), []);
    press(&mut state, "h");
    shows(&state, "Hints are locked in this round");
    let mut tale = Tale::new(true);
    let (mut state, _) = tale.opened(0);
    assert_eq!(press(&mut state, "h"), [Action::Hint("softmax", 1)]);
    state.handle(tale.then(1, "softmax", What::Hint { hint: 1 }).told());
    shows(&state, "Hint 1 of 3");
    assert_eq!(press(&mut state, "h"), [Action::Hint("softmax", 2)]);
}

#[test]
fn questions_come_one_at_a_time() {
    let mut tale = Tale::new(false);
    let (mut state, _) = tale.over(60).opened(100);
    press(&mut state, "f");
    assert_eq!(state.act(), Act::Question { revealed: false });
    shows(&state, "Softmax, question 1 of 12");
    assert_eq!(press(&mut state, "1"), []);
    shows(&state, "question 1 of 12");
    state.handle(key(KeyCode::Enter));
    shows(&state, "How was yours?");
    assert_eq!(press(&mut state, "2"), [Action::Answer("softmax", 0, Rating::Partly)]);
    shows(&state, "question 2 of 12");
    press(&mut state, "nnnnn");
    shows(&state, "RMSNorm, question 7 of 12");
    state.handle(key(KeyCode::Esc));
    assert_eq!(state.act(), Act::Scorecard);
    // Those that have an answer are not asked again.
    let what = What::Answer { round: id(), question: 0, rating: Rating::Partly };
    state.handle(tale.then(110, "softmax", what).told());
    press(&mut state, "f");
    shows(&state, "question 2 of 12");
    let questions = find("softmax").unwrap().statement(Lang::En).questions.len() - 1;
    press(&mut state, &"n".repeat(questions + 6));
    assert_eq!(state.act(), Act::Scorecard);
    assert_eq!(press(&mut state, "q"), [Action::Leave]);
}

#[test]
fn every_screen_holds_everything() {
    let mut tale = Tale::new(true);
    tale.verdict(30, "softmax", "passed");
    let mut paused = Tale(tale.0.clone());
    paused.then(40, "", What::RoundPause { round: id() });
    let mut over = Tale(tale.0.clone());
    over.over(50);
    for (width, height) in [(80, 24), (40, 12), (120, 50), (20, 6), (5, 4), (1, 1)] {
        for lang in [Lang::En, Lang::Zh] {
            for (tale, keys) in [(&tale, "vsohlnp?q"), (&paused, "q"), (&over, "f 1 2 3")] {
                let (mut state, _) = tale.opened(60);
                state.handle(Event::Resized(Size { width, height }));
                state.lang = lang;
                for c in keys.chars() {
                    press(&mut state, &c.to_string());
                    assert_eq!(screen(&state).len(), usize::from(height));
                }
            }
        }
    }
    let (mut state, _) = tale.opened(60);
    state.handle(Event::Resized(Size { width: 40, height: 12 }));
    let lines = screen(&state);
    assert!(lines[0].starts_with("19:00 left of 20:00"), "{lines:#?}");
    assert!(lines[0].ends_with("[✓]○  1 of 2 passed"), "{lines:#?}");
    assert!(lines[11].contains("q quit") && lines[11].contains("s statement"), "{lines:#?}");
    // However small the screen is, the time is on it.
    for height in 1..=5 {
        state.handle(Event::Resized(Size { width: 20, height }));
        assert!(screen(&state)[0].starts_with("19:00 left of 20:00"), "{:#?}", screen(&state));
    }
}

#[test]
fn the_language_changes_at_once() {
    let (mut state, _) = Tale::new(false).opened(0);
    press(&mut state, "t");
    assert!(screen(&state)[0].starts_with("剩余 20:00 / 20:00"), "{:#?}", screen(&state));
}

#[test]
fn a_kata_of_a_version_to_come_does_no_harm() {
    let mut tale = Tale::new(false);
    if let What::RoundStart { katas, .. } = &mut tale.0[0].what {
        katas[0].kata = "to_come".into();
    }
    let (mut state, actions) = tale.opened(0);
    assert_eq!(actions, []);
    shows(&state, "not part of this version");
    press(&mut state, "rsoh");
    assert_eq!(press(&mut state, "n"), [Action::Turn("rms_norm"), Action::Judge("rms_norm", 1)]);
    assert_eq!(press(&mut state, "p"), []);
    assert_eq!(state.roll.pane, Pane::Verdict);
}
