//! As much of JSON Schema as the report's schema uses.

use serde_json::Value as Json;

/// Where `value` does not fit; empty if it does.
pub fn misfits(schema: &Json, value: &Json) -> Vec<String> {
    let mut found = Vec::new();
    fit(schema, schema, value, "", &mut found);
    found
}

/// The words of a schema that constrain nothing.
const NOTES: [&str; 4] = ["$schema", "$defs", "title", "description"];

fn fit(root: &Json, schema: &Json, value: &Json, place: &str, found: &mut Vec<String>) {
    let rules = schema.as_object().expect("a schema is an object");
    for (word, rule) in rules.iter().filter(|(word, _)| !NOTES.contains(&&***word)) {
        let fits = match &**word {
            "$ref" => {
                let target = rule.as_str().unwrap().strip_prefix('#').unwrap();
                fit(root, root.pointer(target).expect("it refers to something"), value, place, found);
                true
            }
            "anyOf" => rule.as_array().unwrap().iter().any(|choice| {
                let mut misfits = Vec::new();
                fit(root, choice, value, place, &mut misfits);
                misfits.is_empty()
            }),
            "const" => rule == value,
            "enum" => rule.as_array().unwrap().contains(value),
            "type" => match rule {
                Json::Array(types) => types.iter().any(|name| has_type(value, name)),
                name => has_type(value, name),
            },
            "minimum" => value.as_f64().is_none_or(|x| x >= rule.as_f64().unwrap()),
            "maximum" => value.as_f64().is_none_or(|x| x <= rule.as_f64().unwrap()),
            "required" => {
                rule.as_array().unwrap().iter().all(|key| value.get(key.as_str().unwrap()).is_some())
            }
            "properties" => {
                let known = rule.as_object().unwrap();
                for (key, value) in value.as_object().into_iter().flatten() {
                    let place = format!("{place}/{key}");
                    match known.get(key) {
                        Some(schema) => fit(root, schema, value, &place, found),
                        None => found.push(format!("{place} is not in the schema")),
                    }
                }
                true
            }
            "additionalProperties" => {
                let each = value.as_object().into_iter().flatten();
                each.for_each(|(key, value)| fit(root, rule, value, &format!("{place}/{key}"), found));
                true
            }
            "items" => {
                let each = value.as_array().into_iter().flatten().enumerate();
                each.for_each(|(i, value)| fit(root, rule, value, &format!("{place}/{i}"), found));
                true
            }
            word => panic!("this check does not know `{word}`"),
        };
        if !fits {
            found.push(format!("{place}: {value} does not fit `{word}`: {rule}"));
        }
    }
}

fn has_type(value: &Json, name: &Json) -> bool {
    match name.as_str().unwrap() {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_u64() || value.is_i64(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        name => panic!("this check does not know the type `{name}`"),
    }
}

#[test]
fn what_does_not_fit_is_found() {
    let schema = serde_json::json!({
        "type": "object",
        "required": ["a"],
        "properties": { "a": { "enum": [1, 2] }, "b": { "type": "array", "items": { "type": "null" } } }
    });
    let misfits = |value| misfits(&schema, &value).len();
    assert_eq!(misfits(serde_json::json!({"a": 1, "b": [null]})), 0);
    assert_eq!(misfits(serde_json::json!({"a": 3, "b": [null, 0], "c": 1})), 3);
    assert_eq!(misfits(serde_json::json!({})), 1);
}
