//! `content` in `crier.yaml`: how files of other systems are read.

use crate::base::diagnostic::Severity;
use serde_yaml::{Mapping, Value};

/// How files of other systems are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// Keys of the files and the keys of crier that they stand for.
    pub rename: Vec<(String, String)>,
    /// Keys of the files that are not read.
    pub ignore: Vec<String>,
    /// Whether a file name may begin with the release's date (`2022-09-28-title.md`).
    pub date_from_filename: bool,
    /// What an unknown key is; nothing: it is ignored.
    pub unknown_keys: Option<Severity>,
}

impl Default for Content {
    fn default() -> Self {
        Content {
            rename: Vec::new(),
            ignore: Vec::new(),
            date_from_filename: false,
            unknown_keys: Some(Severity::Error),
        }
    }
}

impl Content {
    /// Of a value that fits the schema.
    pub fn of(content: &Mapping) -> Self {
        let pairs = |mapping: &Mapping| {
            mapping
                .iter()
                .filter_map(|(key, value)| Some((key.as_str()?.to_owned(), value.as_str()?.to_owned())))
                .collect()
        };
        Content {
            rename: content.get("rename").and_then(Value::as_mapping).map(pairs).unwrap_or_default(),
            ignore: content
                .get("ignore")
                .and_then(Value::as_sequence)
                .map(|keys| keys.iter().filter_map(Value::as_str).map(str::to_owned).collect())
                .unwrap_or_default(),
            date_from_filename: content.get("date_from_filename").and_then(Value::as_bool).unwrap_or(false),
            unknown_keys: match content.get("unknown_keys").and_then(Value::as_str) {
                Some("warn") => Some(Severity::Warning),
                Some("ignore") => None,
                _ => Some(Severity::Error),
            },
        }
    }
}
