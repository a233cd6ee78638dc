use std::any::Any;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{Misfit, Ret, Value};
use crate::worker::quiet;

/// What a call used up, counted while the function ran.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// Heap allocations; growing or shrinking one counts as another.
    pub allocations: u64,
    /// The most heap memory held at once beyond what was held before the call, in bytes.
    pub peak_bytes: u64,
    /// Multiplications of [`Matrix`](super::Matrix).
    pub multiplications: u64,
}

/// What a function returned, and what it cost.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    pub value: Value,
    pub cost: Cost,
}

/// Why a call has no answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Fault {
    /// The function reached `todo!()`.
    Todo,
    Panicked {
        message: String,
        /// `file:line:column`, where known.
        location: Option<String>,
    },
    TimedOut {
        limit: Duration,
    },
    OutOfMemory {
        limit: u64,
    },
    Crashed {
        how: String,
    },
}

/// Something that runs a kata's functions.
pub trait Target {
    /// Calls `function`. `patience` bounds the wait where the target can be interrupted; without one
    /// the target's own limit holds.
    fn call(&self, function: &str, args: Vec<Value>, patience: Option<Duration>) -> Result<Answer, Fault>;
}

/// One call as it happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    pub function: &'static str,
    pub args: Vec<(&'static str, Value)>,
    pub outcome: Result<Answer, Fault>,
}

/// The calls that a property makes for one case, recorded.
pub struct Session {
    target: Rc<dyn Target>,
    calls: RefCell<Vec<Call>>,
    patience: Cell<Option<Duration>>,
}

impl Session {
    pub fn new(target: Rc<dyn Target>) -> Rc<Self> {
        Rc::new(Session { target, calls: RefCell::default(), patience: Cell::new(None) })
    }

    /// Calls a function with a typed result; used by what [`kata!`](crate::kata) makes.
    pub fn call<R: Ret>(&self, function: &'static str, args: Vec<(&'static str, Value)>) -> Result<R, Fault> {
        let values = args.iter().map(|(_, value)| value.clone()).collect();
        let outcome = self.target.call(function, values, self.patience.get());
        self.calls.borrow_mut().push(Call { function, args, outcome: outcome.clone() });
        R::receive(outcome?.value)
            .map_err(|Misfit| Fault::Crashed { how: "the answer was not of the declared type".into() })
    }

    /// Makes a recorded call once more, unrecorded.
    pub fn repeat(&self, call: &Call) -> Result<Answer, Fault> {
        let args = call.args.iter().map(|(_, value)| value.clone()).collect();
        self.target.call(call.function, args, self.patience.get())
    }

    /// The cost of the last call that returned; zero before the first one.
    pub fn last_cost(&self) -> Cost {
        let calls = self.calls.borrow();
        calls.last().and_then(|call| call.outcome.as_ref().ok()).map(|a| a.cost).unwrap_or_default()
    }

    /// The calls so far, which are forgotten here.
    pub fn take_calls(&self) -> Vec<Call> {
        self.calls.take()
    }

    pub fn set_patience(&self, patience: Option<Duration>) {
        self.patience.set(patience);
    }
}

type Served = Box<dyn Fn(Vec<Value>) -> Result<(Value, Cost), Misfit>>;

/// Rust functions as a target: called in this process, with panics caught.
#[derive(Default)]
pub struct Table(BTreeMap<&'static str, Served>);

impl Table {
    /// Adds a function; used by what [`kata!`](crate::kata) makes.
    pub fn with(
        mut self,
        name: &'static str,
        serve: impl Fn(Vec<Value>) -> Result<(Value, Cost), Misfit> + 'static,
    ) -> Self {
        self.0.insert(name, Box::new(serve));
        self
    }
}

impl Target for Table {
    fn call(&self, function: &str, args: Vec<Value>, _patience: Option<Duration>) -> Result<Answer, Fault> {
        let Some(serve) = self.0.get(function) else {
            return Err(Fault::Crashed { how: format!("there is no function `{function}`") });
        };
        let (outcome, location) = quiet::run(|| catch_unwind(AssertUnwindSafe(|| serve(args))));
        match outcome {
            Ok(Ok((value, cost))) => Ok(Answer { value, cost }),
            Ok(Err(Misfit)) => {
                Err(Fault::Crashed { how: "the arguments were not of the declared types".into() })
            }
            Err(payload) => Err(panicked(payload, location)),
        }
    }
}

/// Reads a panic's message.
fn panicked(payload: Box<dyn Any + Send>, location: Option<String>) -> Fault {
    let message = match (payload.downcast_ref::<&str>(), payload.downcast_ref::<String>()) {
        (Some(text), _) => (*text).to_owned(),
        (_, Some(text)) => text.clone(),
        _ => "a panic without a message".to_owned(),
    };
    // A payload may panic when it is dropped.
    std::mem::forget(payload);
    if message == "not yet implemented" || message.starts_with("not yet implemented: ") {
        return Fault::Todo;
    }
    Fault::Panicked { message: shortened(message), location }
}

/// A message may be endless; its beginning tells enough.
fn shortened(mut message: String) -> String {
    const LONGEST: usize = 2000;
    if message.len() > LONGEST {
        let end = (0..=LONGEST).rev().find(|&i| message.is_char_boundary(i)).unwrap_or(0);
        message.truncate(end);
        message.push('…');
    }
    message
}
