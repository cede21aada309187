//! Why a search cannot be answered, and what to do about it.

use crate::search::format::{Kind, VERSION};
use std::fmt;

/// Why a search cannot be answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// There is no index.
    NoIndex,
    /// The index is of another version.
    Version(u64),
    /// A file of the index cannot be read: its path, and what the system says.
    Unreadable(String, String),
    /// A file of the index is not what the format says.
    Damaged(String),
    /// No release has this person, unit, topic or language.
    Unknown {
        /// What it was to be.
        kind: Kind,
        /// The id.
        id: String,
        /// The nearest id that there is.
        nearest: Option<String>,
    },
    /// The range of dates ends before it begins.
    Backwards,
}

impl Problem {
    /// What to do about it.
    pub fn help(&self) -> String {
        match self {
            Problem::Unknown { nearest: Some(nearest), .. } => format!("did you mean `{nearest}`?"),
            Problem::Unknown { kind: Kind::Language, .. } => "use a tag of the site's languages".into(),
            Problem::Unknown { kind, .. } => {
                format!("an id is the last part of the address of a {}'s page", kind.word())
            }
            Problem::Backwards => "give the earlier date first".into(),
            _ => "build the site again".into(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::NoIndex => out.write_str("the site has no search index"),
            Problem::Version(version) => {
                write!(out, "the search index has version {version}; this crier reads version {VERSION}")
            }
            Problem::Unreadable(path, why) => write!(out, "{path} cannot be read: {why}"),
            Problem::Damaged(path) => write!(out, "{path} is damaged"),
            Problem::Unknown { kind, id, .. } => write!(out, "no release has the {} `{id}`", kind.word()),
            Problem::Backwards => out.write_str("the range of dates ends before it begins"),
        }
    }
}
