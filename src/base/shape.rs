//! A closed schema as data. One table says which keys there are, what their values look like and what they
//! mean; [`crate::base::check`] makes findings of it, [`crate::base::schema`] the JSON Schema for editors and the
//! reference in `docs/`.

use crate::base::source::{FieldPath, Step};
use serde_yaml::Value;

/// What a value looks like.
#[derive(Debug)]
pub enum Shape {
    /// A text, not empty.
    Text,
    /// A full address of the web, `https://…`.
    Url,
    /// A text, or a text for each language.
    Localized,
    /// A day, or a day with a time.
    Moment,
    /// A day without a time.
    Day,
    /// `true` or `false`.
    Flag,
    /// A whole number from the first to the second.
    Number(i64, i64),
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A language tag.
    Language,
    /// Anything: left to themes.
    Any,
    /// A list of values.
    List(&'static Shape),
    /// A mapping with these keys and no others.
    Record(&'static Record),
    /// A mapping with free keys.
    Map(&'static Shape),
    /// One of these; the first whose kind of YAML value fits is meant.
    Either(&'static [Shape]),
}

/// A mapping's keys.
#[derive(Debug)]
pub struct Record {
    /// The keys it may have.
    pub keys: &'static [Key],
    /// Keys that other systems use, and what to use here.
    pub misnomers: &'static [(&'static str, &'static str)],
}

/// A key of a mapping.
#[derive(Debug)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What its value looks like.
    pub shape: Shape,
    /// Whether it must be there.
    pub required: bool,
    /// What it means: a sentence for the reference.
    pub doc: &'static str,
    /// A value as one would write it.
    pub example: &'static str,
}

/// The path with the key at its top as it stands in the file, where reading renamed it.
pub fn original(path: &FieldPath, renamed: &[(String, String)]) -> FieldPath {
    let mut path = path.clone();
    if let Some(Step::Key(first)) = path.0.first_mut()
        && let Some((_, name)) = renamed.iter().find(|(schema, _)| schema == first)
    {
        first.clone_from(name);
    }
    path
}

/// A scalar as text, as the writer wrote it.
pub fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Null => "null".into(),
        Value::Sequence(_) | Value::Mapping(_) | Value::Tagged(_) => "…".into(),
    }
}

/// Whether a value is of a kind that the shape takes.
pub fn fits(value: &Value, shape: &Shape) -> bool {
    match shape {
        Shape::List(_) => value.is_sequence(),
        Shape::Record(_) | Shape::Map(_) => value.is_mapping(),
        Shape::Flag => value.is_bool(),
        Shape::Number(..) => value.is_number(),
        Shape::Localized => value.is_string() || value.is_mapping(),
        Shape::Any => true,
        Shape::Either(shapes) => shapes.iter().any(|shape| fits(value, shape)),
        _ => value.is_string(),
    }
}

/// What a value is, in the writer's words.
pub fn kind_of_value(value: &Value) -> &'static str {
    match value {
        Value::Null => "empty",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Sequence(_) => "a list",
        Value::Mapping(_) => "a mapping",
        Value::Tagged(_) => "a tagged value",
    }
}

/// What a shape takes, in the writer's words.
pub fn kind_of_shape(shape: &Shape) -> &'static str {
    match shape {
        Shape::List(_) => "a list",
        Shape::Record(_) | Shape::Map(_) => "a mapping",
        Shape::Flag => "true or false",
        Shape::Number(..) => "a whole number",
        Shape::Moment | Shape::Day => "a date",
        _ => "a text",
    }
}
