use std::fmt::Debug;
use std::rc::Rc;

use proptest::strategy::{BoxedStrategy, Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use super::{Aspect, Check};
use crate::wire::{Session, Table};

/// What judges one kata.
///
/// The order matters in two places: the first property that does not hold decides the verdict, so
/// that plain ones stand before subtle ones; and of two mistakes that explain an answer equally
/// well, the first is named.
pub struct Spec {
    pub kata: &'static str,
    /// The kata's functions by definition: evaluated in f64 and rounded once.
    pub definition: Table,
    pub properties: Vec<Property>,
    pub mistakes: Vec<Mistake>,
}

/// A named sentence that must hold for every generated case.
pub struct Property {
    pub name: &'static str,
    pub name_zh: &'static str,
    pub aspect: Aspect,
    cases: Cases,
    single: bool,
}

/// Generates a case.
type Cases = Box<dyn Fn(&mut TestRunner) -> Box<dyn Case>>;

/// A known wrong implementation. The sentence that puts a learner right stands in the statement,
/// under the same name.
pub struct Mistake {
    pub name: &'static str,
    pub functions: Table,
}

/// A generated case that knows how to check itself and how to become simpler.
pub(super) trait Case {
    fn check(&self, session: Rc<Session>) -> Check;
    fn simplify(&mut self) -> bool;
    fn complicate(&mut self) -> bool;
}

/// A property's check, for cases of type `V`. Boxed, as generators are: what is the same for all
/// properties is compiled once for each type of case.
type CheckOf<V> = Rc<dyn Fn(Rc<Session>, V) -> Check>;

struct Generated<V> {
    tree: Box<dyn ValueTree<Value = V>>,
    check: CheckOf<V>,
}

impl<V: Debug> Case for Generated<V> {
    fn check(&self, session: Rc<Session>) -> Check {
        (self.check)(session, self.tree.current())
    }
    fn simplify(&mut self) -> bool {
        self.tree.simplify()
    }
    fn complicate(&mut self) -> bool {
        self.tree.complicate()
    }
}

/// Generates a case and hands it its check.
fn generator<V: Debug + 'static>(cases: BoxedStrategy<V>, check: CheckOf<V>) -> Cases {
    Box::new(move |runner| {
        let tree = cases.new_tree(runner).expect("generators do not reject");
        Box::new(Generated { tree, check: check.clone() })
    })
}

impl Spec {
    /// `definition` is itself judged by the tests as a right implementation, and tells which answers
    /// of a mistake are wrong.
    pub fn new(kata: &'static str, definition: Table) -> Self {
        Spec { kata, definition, properties: vec![], mistakes: vec![] }
    }

    /// Adds a property: `check` must hold for every case that `cases` generates.
    ///
    /// `F` is the `Functions` that [`kata!`](crate::kata) made. A call that has no answer leaves the
    /// check through `?`.
    pub fn property<F, S, C>(
        mut self,
        name: &'static str,
        name_zh: &'static str,
        aspect: Aspect,
        cases: S,
        check: C,
    ) -> Self
    where
        F: From<Rc<Session>>,
        S: Strategy + 'static,
        C: Fn(&F, S::Value) -> Check + 'static,
    {
        let check: CheckOf<S::Value> = Rc::new(move |session, case| check(&F::from(session), case));
        let cases = generator(cases.boxed(), check);
        self.properties.push(Property { name, name_zh, aspect, cases, single: false });
        self
    }

    /// Adds a property without generated input, which is checked once.
    pub fn example<F, C>(self, name: &'static str, name_zh: &'static str, aspect: Aspect, check: C) -> Self
    where
        F: From<Rc<Session>>,
        C: Fn(&F) -> Check + 'static,
    {
        let cases = proptest::strategy::Just(());
        let mut spec = self.property(name, name_zh, aspect, cases, move |f: &F, ()| check(f));
        spec.properties.last_mut().expect("just added").single = true;
        spec
    }

    /// Adds a known wrong implementation, which some property must reject. One mistake may be added in
    /// several forms, such as with other constants.
    pub fn mistake(mut self, name: &'static str, functions: Table) -> Self {
        self.mistakes.push(Mistake { name, functions });
        self
    }
}

/// A property's sentence as the name of a test, which shells and filters like.
pub fn test_name(sentence: &str) -> String {
    let words = sentence.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("_")
}

impl Property {
    pub(super) fn generate(&self, runner: &mut TestRunner) -> Box<dyn Case> {
        (self.cases)(runner)
    }

    /// How many cases to check where `cases` are asked for.
    pub(super) fn count(&self, cases: u32) -> u32 {
        if self.single { 1 } else { cases }
    }
}
