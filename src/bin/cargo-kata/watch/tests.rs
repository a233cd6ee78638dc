use std::rc::Rc;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ndarray::{Array2, ArrayView2, Axis};
use ratatui_core::layout::Size;
use shousi::catalogue::{Lang, katas};
use shousi::judge::{KataReport, Settings, Verdict, judge};
use shousi::judging::{Judged, Stage};
use shousi::specs;

use super::draw::draw;
use super::keys::{Key, meaning};
use super::state::{Action, Event, Pane, State};
use crate::screen::judging::Progress;
use crate::screen::testing::drawn;
use crate::view::list::Status;

fn started(width: u16, height: u16) -> (State, Vec<Action>) {
    State::new(katas().iter().collect(), "softmax", Lang::En, Settings::default(), Size { width, height })
}

/// A softmax that overflows.
fn failed() -> KataReport {
    let functions = specs::softmax::table(|x: ArrayView2<f32>| -> Array2<f32> {
        let exps = x.mapv(f32::exp);
        let sums = exps.sum_axis(Axis(1)).insert_axis(Axis(1));
        exps / sums
    });
    judge(&specs::spec("softmax").unwrap(), Rc::new(functions), &Settings::default(), |_| {})
}

fn passed() -> KataReport {
    let spec = specs::spec("softmax").unwrap();
    let functions = specs::spec("softmax").unwrap().definition;
    judge(&spec, Rc::new(functions), &Settings::default(), |_| {})
}

fn judged(number: u64, report: KataReport) -> Event {
    let output = "seen\x1b[2J\n".to_owned();
    Event::Progress(Progress::Judged(number, Box::new(Judged { report, output, source: None })))
}

fn screen(state: &State) -> Vec<String> {
    drawn(state.size, |frame| draw(frame, state))
}

fn press(state: &mut State, keys: &str) -> Vec<Action> {
    let key =
        |c| meaning(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)).expect("the key has a meaning");
    keys.chars().flat_map(|c| state.handle(Event::Key(key(c)))).collect()
}

#[test]
fn the_first_thing_is_to_judge() {
    let (state, actions) = started(80, 24);
    assert_eq!(actions, [Action::LookUp, Action::CountHints("softmax"), Action::Judge("softmax", 1)]);
    let screen = screen(&state);
    assert!(screen[0].starts_with("Softmax  katas/softmax.rs"), "{screen:#?}");
    assert!(screen[0].ends_with(&format!("0 of {} passed", katas().len())), "{screen:#?}");
    assert_eq!(screen[1], "⠋ compiling");
    assert!(screen[23].ends_with("q quit"), "{screen:#?}");
}

#[test]
fn waiting_is_explained() {
    let (mut state, _) = started(80, 24);
    state.handle(Event::Progress(Progress::Stage(1, Stage::Preparing)));
    (0..23).for_each(|_| drop(state.handle(Event::Tick)));
    assert_eq!(screen(&state)[1], "⠸ building what every kata needs, once (2 s)");
    state.handle(Event::Progress(Progress::Stage(1, Stage::Judging { done: 3, of: 16 })));
    assert_eq!(screen(&state)[1], "⠸ judging 3/16");
}

#[test]
fn a_verdict_fits_every_screen() {
    for (width, height) in [(80, 24), (40, 12), (120, 50), (20, 6), (5, 4), (1, 1)] {
        for lang in [Lang::En, Lang::Zh] {
            let (mut state, _) = started(width, height);
            state.lang = lang;
            state.handle(judged(1, failed()));
            for keys in ["", "s", "h", "l", "o", "f", "?", "vG", "tG"] {
                press(&mut state, keys);
                assert_eq!(screen(&state).len(), usize::from(height));
            }
        }
    }
    let (mut state, _) = started(80, 24);
    state.handle(judged(1, failed()));
    let lines = screen(&state);
    assert!(lines[1].starts_with("✗ failed"), "{lines:#?}");
    assert!(lines.iter().any(|line| line == "  actual   ≠NaN"), "{lines:#?}");
    assert!(lines[23].starts_with("s statement") && lines[23].ends_with("q quit"), "{lines:#?}");
    state.handle(Event::Resized(Size { width: 40, height: 12 }));
    let lines = screen(&state);
    assert!(lines.iter().any(|line| line == "  actual   ≠NaN") || state.roll.lines.len() > 8, "{lines:#?}");
    assert_eq!(lines[11], "h hint  n next  ? help  q quit");
}

#[test]
fn a_save_during_a_judgement_makes_its_result_void() {
    let (mut state, _) = started(80, 24);
    assert_eq!(state.handle(Event::Saved), [Action::Judge("softmax", 2)]);
    assert_eq!(state.handle(judged(1, passed())), []);
    assert!(state.bench.report.is_none());
    assert_eq!(state.handle(judged(2, failed())), [Action::LookUp]);
    assert_eq!(state.bench.report.as_ref().map(|report| report.verdict), Some(Verdict::Failed));
}

#[test]
fn a_save_during_the_preparations_does_not_start_them_twice() {
    let (mut state, _) = started(80, 24);
    state.handle(Event::Progress(Progress::Stage(1, Stage::Preparing)));
    assert_eq!(state.handle(Event::Saved), []);
    assert_eq!(
        state.handle(Event::Progress(Progress::Stage(1, Stage::Compiling))),
        [Action::Judge("softmax", 2)]
    );
}

#[test]
fn hints_come_one_by_one_and_those_seen_are_shown_again() {
    let (mut state, _) = started(80, 24);
    state.handle(Event::Hints(Some(0)));
    assert_eq!(press(&mut state, "h"), [Action::RevealHint("softmax")]);
    state.handle(Event::Hints(Some(1)));
    assert_eq!(screen(&state)[3], "Hint 1 of 3");
    press(&mut state, "v");
    assert_eq!(press(&mut state, "h"), []);
    assert_eq!(press(&mut state, "h"), [Action::RevealHint("softmax")]);
    state.handle(Event::Hints(Some(3)));
    assert_eq!(press(&mut state, "h"), []);
    assert!(state.roll.lines.last().unwrap().to_string().contains("all of them"));
}

#[test]
fn a_round_that_goes_on_elsewhere_locks_hints_and_answers() {
    let (mut state, _) = started(80, 24);
    state.handle(judged(1, passed()));
    press(&mut state, "h");
    state.handle(Event::Hints(None));
    assert!(screen(&state)[3].starts_with("This kata is part of a round that is open"));
    assert_eq!(press(&mut state, "f"), [Action::CountHints("softmax")]);
    assert!(screen(&state)[3].starts_with("This kata is part of a round that is open"));
    state.handle(Event::Hints(Some(0)));
    assert!(screen(&state)[3].starts_with("1. "));
}

#[test]
fn the_list_leads_to_another_kata() {
    let (mut state, _) = started(80, 24);
    assert_eq!(press(&mut state, "l"), [Action::LookUp]);
    press(&mut state, "jj");
    assert_eq!(state.chosen, 2);
    let actions = state.handle(Event::Key(Key::Choose));
    assert_eq!(actions.last(), Some(&Action::Judge(katas()[2].name, 2)));
    assert_eq!((state.current, state.roll.pane), (2, Pane::Verdict));
    press(&mut state, "p");
    assert_eq!(state.current, 1);
}

#[test]
fn the_list_scrolls_with_its_cursor() {
    let (mut state, _) = started(80, 8);
    press(&mut state, "lG");
    let last = katas().last().unwrap().name;
    assert!(screen(&state).iter().any(|line| line.contains(last)), "{:#?}", screen(&state));
    press(&mut state, "g");
    assert!(screen(&state)[3].contains("status"), "{:#?}", screen(&state));
}

#[test]
fn a_pass_leads_to_the_next_kata_that_is_not_passed() {
    let (mut state, _) = started(80, 24);
    state.handle(judged(1, passed()));
    let mut statuses = vec![Status::Todo; katas().len()];
    (statuses[0], statuses[1]) = (Status::Passed, Status::Passed);
    state.handle(Event::Statuses(statuses));
    let lines = screen(&state);
    assert!(lines.iter().any(|line| line.contains("Well done")), "{lines:#?}");
    press(&mut state, "f");
    assert!(screen(&state)[3].starts_with("1. "));
    press(&mut state, "n");
    assert_eq!(state.current, 2);
    let (mut state, _) = started(80, 24);
    state.handle(judged(1, passed()));
    state.handle(Event::Statuses(vec![Status::Passed; katas().len()]));
    assert!(screen(&state).iter().any(|line| line.contains("Congratulations")));
}

#[test]
fn what_the_code_printed_cannot_touch_the_screen() {
    let (mut state, _) = started(80, 24);
    state.handle(judged(1, failed()));
    press(&mut state, "o");
    assert_eq!(screen(&state)[3], "seen\\u{1b}[2J");
}

#[test]
fn the_language_changes_at_once() {
    let (mut state, _) = started(80, 24);
    state.handle(judged(1, failed()));
    press(&mut state, "t");
    assert!(screen(&state)[1].starts_with("✗ 未通过"));
}

#[test]
fn control_c_quits() {
    let (mut state, _) = started(80, 24);
    let key = meaning(KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL)).unwrap();
    assert_eq!(state.handle(Event::Key(key)), [Action::Quit]);
    assert_eq!(press(&mut state, "q"), [Action::Quit]);
}
