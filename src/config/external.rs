//! `external` in `crier.yaml`: which addresses of other sites `crier check --external` asks.

use crate::base::shape::{Key, Record, Shape};
use serde_yaml::{Mapping, Value};

/// So many days a good answer counts, where nothing else is said.
const DAYS: i64 = 7;

/// Which addresses of other sites are asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct External {
    /// How addresses begin that are never asked.
    pub ignore: Vec<String>,
    /// How many days a good answer counts.
    pub days: i64,
}

impl Default for External {
    fn default() -> Self {
        External { ignore: Vec::new(), days: DAYS }
    }
}

impl External {
    /// Of a config that fits its schema.
    pub fn of(config: &Mapping) -> Self {
        let Some(value) = config.get("external") else { return External::default() };
        let ignore = value.get("ignore").and_then(Value::as_sequence).into_iter().flatten();
        External {
            ignore: ignore.filter_map(Value::as_str).map(|it| it.trim().to_owned()).collect(),
            days: value.get("days").and_then(Value::as_i64).unwrap_or(DAYS),
        }
    }
}

/// The schema of `external`.
pub static SCHEMA: Record = Record {
    keys: &[
        Key {
            name: "ignore",
            shape: Shape::List(&Shape::Url),
            required: false,
            doc: "Addresses that are never asked, and all that begin as they do.",
            example: "[https://intranet.example.gov/]",
        },
        Key {
            name: "days",
            shape: Shape::Number(1, 365),
            required: false,
            doc: "How many days a good answer counts, so that an address is asked once in so many days. Default: 7.",
            example: "30",
        },
    ],
    misnomers: &[
        ("exclude", "crier calls it `ignore`"),
        ("skip", "crier calls it `ignore`"),
        ("cache", "the file is named with --cache; `days` says how long an answer counts"),
    ],
};
