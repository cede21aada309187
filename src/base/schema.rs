//! What a shape says to others: JSON Schema for editors, and the reference tables of `docs/`.

use crate::base::shape::{Key, Record, Shape};
use serde_json::json;
use serde_yaml::Value;

/// The JSON Schema (draft 2020-12) of a shape, for editors.
pub fn json_schema(shape: &Shape) -> serde_json::Value {
    match shape {
        Shape::Text => json!({"type": "string", "minLength": 1}),
        Shape::Url => json!({"type": "string", "pattern": "^https?://"}),
        Shape::Localized => json!({"anyOf": [
            {"type": "string", "minLength": 1},
            {"type": "object", "additionalProperties": {"type": "string", "minLength": 1}},
        ]}),
        Shape::Moment => json!({"type": "string", "pattern":
            "^\\d{4}-\\d{2}-\\d{2}([T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)? ?([Zz]|[+-]\\d{2}(:?\\d{2})?)?)?$"}),
        Shape::Day => json!({"type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}$"}),
        Shape::Flag => json!({"type": "boolean"}),
        Shape::Number(least, most) => json!({"type": "integer", "minimum": least, "maximum": most}),
        Shape::Choice(words) => json!({"enum": words}),
        Shape::Language => json!({"type": "string", "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$"}),
        Shape::Any => json!({}),
        Shape::List(item) => json!({"type": "array", "items": json_schema(item)}),
        Shape::Map(item) => json!({"type": "object", "additionalProperties": json_schema(item)}),
        Shape::Either(shapes) => json!({"anyOf": shapes.iter().map(json_schema).collect::<Vec<_>>()}),
        Shape::Record(record) => {
            let properties: serde_json::Map<String, serde_json::Value> = record
                .keys
                .iter()
                .map(|key| {
                    let mut schema = json_schema(&key.shape);
                    if let Some(object) = schema.as_object_mut() {
                        object.insert("description".into(), key.doc.into());
                        object.insert("examples".into(), json!([example(key)]));
                    }
                    (key.name.to_owned(), schema)
                })
                .collect();
            let required: Vec<_> =
                record.keys.iter().filter(|key| key.required).map(|key| key.name).collect();
            json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false})
        }
    }
}

/// The example as the value that it writes.
fn example(key: &Key) -> serde_json::Value {
    let value: Value =
        serde_yaml::from_str(key.example).unwrap_or_else(|_| Value::String(key.example.to_owned()));
    serde_json::to_value(value).unwrap_or_default()
}

/// The lines of a reference table (Markdown) for a record: key, what it looks like, meaning, example.
pub fn reference(record: &Record) -> String {
    let mut lines = String::from("| key | value | meaning |\n|---|---|---|\n");
    for key in record.keys {
        let required = if key.required { " (required)" } else { "" };
        // The words of a choice are their own examples.
        let example = match key.shape {
            Shape::Choice(_) | Shape::Flag => String::new(),
            _ => format!(", such as `{}`", key.example.replace('|', "\\|")),
        };
        lines.push_str(&format!(
            "| `{}`{required} | {}{example} | {} |\n",
            key.name,
            describe(&key.shape),
            key.doc.replace('|', "\\|")
        ));
    }
    lines
}

fn describe(shape: &Shape) -> String {
    match shape {
        Shape::Text => "text".into(),
        Shape::Url => "address".into(),
        Shape::Localized => "text, or a text per language".into(),
        Shape::Moment => "date or date-time".into(),
        Shape::Day => "date".into(),
        Shape::Flag => "`true` or `false`".into(),
        Shape::Number(least, most) => format!("number from {least} to {most}"),
        Shape::Choice(words) => words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", "),
        Shape::Language => "language tag".into(),
        Shape::Any => "anything".into(),
        Shape::List(item) => format!("list of: {}", describe(item)),
        Shape::Map(item) => format!("mapping of: {}", describe(item)),
        Shape::Either(shapes) => shapes.iter().map(describe).collect::<Vec<_>>().join("; or "),
        Shape::Record(record) => {
            let keys: Vec<_> = record.keys.iter().map(|key| format!("`{}`", key.name)).collect();
            format!("{{{}}}", keys.join(", "))
        }
    }
}
