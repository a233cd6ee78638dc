use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value as Json;
use shousi::judge::{Counterexample, Shown};

/// The smallest input that was found for which a property does not hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Example {
    /// Of the call that decided.
    pub function: String,
    pub input: Arguments,
    /// Null where a call had no answer.
    pub expected: Json,
    pub actual: Json,
    /// For each entry of `actual` in row-major order whether it differs; empty where entries cannot be
    /// told apart.
    #[serde(default)]
    pub differing: Vec<bool>,
}

/// Arguments by name, in the order of the function's parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct Arguments(pub Vec<(String, Json)>);

impl Example {
    pub fn new(found: &Counterexample) -> Option<Example> {
        let call = found.calls.last()?;
        let json = |shown: &Option<Shown>| shown.as_ref().map_or(Json::Null, Shown::to_json);
        let argument = |(name, value): &(&str, _)| ((*name).to_owned(), Shown::from(value).to_json());
        Some(Example {
            function: call.function.to_owned(),
            input: Arguments(call.args.iter().map(argument).collect()),
            expected: json(&found.expected),
            actual: json(&found.actual),
            differing: found.differing.clone(),
        })
    }
}

impl Serialize for Arguments {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

impl<'de> Deserialize<'de> for Arguments {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Arguments, D::Error> {
        from.deserialize_map(InOrder)
    }
}

/// A map of `serde_json` would sort the names.
struct InOrder;

impl<'de> Visitor<'de> for InOrder {
    type Value = Arguments;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("arguments by name")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Arguments, A::Error> {
        let mut arguments = Vec::new();
        while let Some(argument) = map.next_entry()? {
            arguments.push(argument);
        }
        Ok(Arguments(arguments))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_keep_their_order() {
        let text = r#"{"q":[[1.0]],"k":"-inf","causal":true}"#;
        let arguments: Arguments = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&arguments).unwrap(), text);
    }
}
