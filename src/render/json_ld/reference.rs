//! A node of a graph by its name alone (JSON-LD 1.1, section 3.3).

use serde::Serialize;

/// A node by its `@id` alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reference {
    /// `@id`
    #[serde(rename = "@id")]
    pub id: String,
}
