//! JSON Schema (2020-12) of a row of the open data: the documentation of the tables, for people and validators.

use crate::plan::table::{DataFile, Rows};
use crate::register::Kind as Register;
use crate::render::press::Press;
use serde_json::{Map, Value, json};

/// The schema of a row, as JSON.
pub fn write(press: &Press, rows: Rows) -> String {
    let (title, properties, required) = match rows {
        Rows::Releases => ("A release, in one of its languages", release(press), RELEASE),
        Rows::Register(Register::Person) => ("A person", entity(press, rows), ENTITY),
        Rows::Register(Register::Unit) => ("A unit", entity(press, rows), ENTITY),
        Rows::Register(Register::Topic) => ("A topic", entity(press, rows), ENTITY),
    };
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": press.config.base.url(&DataFile::Schema(rows).address()),
        "title": title,
        "type": "object",
        "required": required,
        "additionalProperties": false,
        "properties": properties,
    });
    format!("{schema:#}\n")
}

const RELEASE: &[&str] = &["id", "lang", "url", "date", "title", "status"];
const ENTITY: &[&str] = &["id", "url", "name", "registered"];

fn release(press: &Press) -> Value {
    json!({
        "id": text("The id; language versions of one release mostly share it."),
        "lang": language(press, "The language."),
        "url": url("The page."),
        "date": moment("When it was released."),
        "updated": moment("Its newest change."),
        "event": {
            "description": "When the event took place: from its first to its last moment.",
            "type": "object",
            "required": ["from"],
            "additionalProperties": false,
            "properties": {"from": moment("The only or the first."), "to": moment("The last.")},
        },
        "title": text("The headline."),
        "summary": text("A summary as it was written, else how the text begins."),
        "status": {
            "description": "Its state: superseded by another, archived after a date, or withdrawn. Releases in error are not listed.",
            "enum": ["published", "superseded", "archived", "withdrawn"],
        },
        "reason": text("Why it was withdrawn."),
        "superseded_by": url("The page of the release that takes its place."),
        "expires": moment("When it is or was archived."),
        "number": text("The number of the document."),
        "place": text("The place of the event."),
        "issuer": named("The unit that released it, as it was called that day.", json!({})),
        "attendees": list("The people who took part, in protocol order.", named("A person.", json!({
            "titles": list("The titles held on the day of the event.", text("A title.")),
            "role": role(),
        }))),
        "units": list("The units that took part.", named("A unit, as it was called on the day of the event.", json!({
            "role": role(),
        }))),
        "topics": list("Its topics.", named("A topic.", json!({}))),
        "source": {
            "description": "Where it was reprinted from.",
            "type": "object",
            "required": ["name"],
            "additionalProperties": false,
            "properties": {"name": text("Its name."), "url": url("Its address.")},
        },
        "image": {
            "description": "The picture on top.",
            "type": "object",
            "required": ["url", "alt"],
            "additionalProperties": false,
            "properties": {
                "url": url("The file."),
                "alt": {"description": "What it shows.", "type": "string"},
                "credit": text("Who made it."),
                "caption": text("What stands below it."),
            },
        },
        "attachments": list("Files to take away.", json!({
            "type": "object",
            "required": ["url", "bytes"],
            "additionalProperties": false,
            "properties": {
                "url": url("The file."),
                "title": text("What it is."),
                "bytes": {"description": "Its size.", "type": "integer", "minimum": 0},
                "lang": text("Its language (BCP 47), where it is another."),
            },
        })),
        "changes": list("What was changed after the release, the newest first.", json!({
            "type": "object",
            "required": ["date", "note", "kind"],
            "additionalProperties": false,
            "properties": {
                "date": moment("When."),
                "note": text("What."),
                "kind": {"enum": ["correction", "update"]},
            },
        })),
        "translations": list("The same release in other languages.", json!({
            "type": "object",
            "required": ["lang", "url"],
            "additionalProperties": false,
            "properties": {"lang": language(press, "The language."), "url": url("The page.")},
        })),
    })
}

fn entity(press: &Press, rows: Rows) -> Value {
    let id = |what: &str| text(what);
    let mut properties = Map::new();
    let mut add = |name: &str, value: Value| {
        properties.insert(name.to_owned(), value);
    };
    add("id", id("The id, by which releases name it."));
    add("url", url("The page."));
    add("name", texts(press, "What it is called today."));
    add(
        "registered",
        json!({"description": "Whether the site keeps it in its register; else releases alone name it.", "type": "boolean"}),
    );
    add("aliases", list("Other names that mean it.", text("A name.")));
    add("summary", texts(press, "A sentence about it."));
    match rows {
        Rows::Register(Register::Person) => add(
            "terms",
            list(
                "Terms of office.",
                json!({
                    "type": "object",
                    "required": ["title"],
                    "additionalProperties": false,
                    "properties": {
                        "title": texts(press, "The title."),
                        "unit": id("The id of the unit; its name, where it has no page."),
                        "from": day("The first day, where it is known."),
                        "to": day("The last day; not there while it lasts."),
                    },
                }),
            ),
        ),
        Rows::Register(Register::Unit) => {
            add(
                "names",
                list(
                    "Names that it had at other times.",
                    json!({
                        "type": "object",
                        "required": ["name"],
                        "additionalProperties": false,
                        "properties": {
                            "name": texts(press, "The name."),
                            "from": day("The first day, where it is known."),
                            "to": day("The last day, where it is known."),
                        },
                    }),
                ),
            );
            add("parent", id("The id of the unit above it."));
            add("from", day("The day it began, where it is known."));
            add("to", day("Its last day."));
            add("successor", id("The id of the unit that came after it; of several, the first."));
            add("successors", list("The ids of all, where several came after it.", id("The id of a unit.")));
        }
        Rows::Register(Register::Topic) | Rows::Releases => {
            add("parent", id("The id of the topic above it."))
        }
    }
    Value::Object(properties)
}

fn text(description: &str) -> Value {
    json!({"description": description, "type": "string", "minLength": 1})
}

fn url(description: &str) -> Value {
    json!({"description": description, "type": "string", "format": "uri"})
}

fn day(description: &str) -> Value {
    json!({"description": description, "type": "string", "format": "date"})
}

/// A day, where no time was written.
fn moment(description: &str) -> Value {
    json!({
        "description": description,
        "type": "string",
        "anyOf": [{"format": "date"}, {"format": "date-time"}],
    })
}

fn role() -> Value {
    text(
        "What they did: `presided`, `spoke`, `reported`, `attended`, `signed`, `hosted`, or a word of the site's own.",
    )
}

fn list(description: &str, items: Value) -> Value {
    json!({"description": description, "type": "array", "items": items})
}

fn named(description: &str, more: Value) -> Value {
    let mut properties = json!({"id": text("The id."), "name": text("The name, as it was printed.")});
    if let (Value::Object(properties), Value::Object(more)) = (&mut properties, more) {
        properties.extend(more);
    }
    json!({
        "description": description,
        "type": "object",
        "required": ["id", "name"],
        "additionalProperties": false,
        "properties": properties,
    })
}

fn language(press: &Press, description: &str) -> Value {
    json!({"description": description, "enum": press.config.languages})
}

/// A text in each language of the site.
fn texts(press: &Press, description: &str) -> Value {
    let languages = &press.config.languages;
    let each: Map<String, Value> =
        languages.iter().map(|tag| (tag.clone(), json!({"type": "string"}))).collect();
    json!({
        "description": description,
        "type": "object",
        "required": languages,
        "additionalProperties": false,
        "properties": each,
    })
}
