//! `crier schema`: JSON Schema (draft 2020-12) of the files that people write, for editors to complete and
//! check while they type.

use crate::base::schema::json_schema;
use crate::base::shape::{Record, Shape};
use crate::commands::arguments::{SchemaName, SchemaOptions};
use crate::commands::outcome::Outcome;
use crate::commands::session::deliver;
use crate::register::Kind;
use crate::{config, release, theme};
use serde_json::json;

/// Prints the schema of a kind of file.
pub fn run(options: &SchemaOptions) -> Outcome {
    let (record, title, is_list): (&'static Record, &str, bool) = match options.kind {
        SchemaName::Release => (&release::schema::RELEASE, "Front matter of a release", false),
        SchemaName::Page => (&release::schema::PAGE, "Front matter of a standing page", false),
        SchemaName::People => (Kind::Person.schema(), "content/people.yaml", true),
        SchemaName::Units => (Kind::Unit.schema(), "content/units.yaml", true),
        SchemaName::Topics => (Kind::Topic.schema(), "content/topics.yaml", true),
        SchemaName::Config => (&config::schema::SCHEMA, "crier.yaml", false),
        SchemaName::Theme => (&theme::manifest::SCHEMA, "theme.yaml", false),
    };
    let record = json_schema(&Shape::Record(record));
    let mut schema = if is_list { json!({"type": "array", "items": record}) } else { record };
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("$schema".into(), "https://json-schema.org/draft/2020-12/schema".into());
        schema.insert("title".into(), title.into());
    }
    match serde_json::to_string_pretty(&schema) {
        Ok(text) => deliver(&format!("{text}\n")),
        Err(error) => Outcome::CouldNotRun(error.to_string()),
    }
}
