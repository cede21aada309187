//! `licence` of `crier.yaml`: what others may do with what the site publishes.

use crate::base::shape::{Key, Record, Shape};
use serde_yaml::Value;

/// A licence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Licence {
    /// What it is called.
    pub name: String,
    /// Where it can be read; also what it is known by to programs.
    pub url: String,
}

impl Licence {
    /// A licence, of a value that fits [`SCHEMA`].
    pub fn from_value(value: &Value) -> Option<Self> {
        let text = |key: &str| Some(value.get(key)?.as_str()?.trim().to_owned());
        Some(Licence { name: text("name")?, url: text("url")? })
    }
}

/// The schema of `licence`.
pub static SCHEMA: Record = Record {
    keys: &[
        Key {
            name: "name",
            shape: Shape::Text,
            required: true,
            doc: "What it is called.",
            example: "CC BY 4.0",
        },
        Key {
            name: "url",
            shape: Shape::Url,
            required: true,
            doc: "Where it can be read; programs know it by this address.",
            example: "https://creativecommons.org/licenses/by/4.0/",
        },
    ],
    misnomers: &[("link", "crier calls it `url`"), ("title", "crier calls it `name`")],
};
