//! What is asked of the index, and what it answers.

use crate::search::format::Status;
use crate::search::read::catalogue::Entity;
use crate::search::read::date::Limit;
use crate::search::read::excerpt::Excerpt;

/// The order of results.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// The best first.
    #[default]
    Relevance,
    /// The newest first.
    Date,
}

/// A search.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// What was typed.
    pub text: String,
    /// Whether it is still being typed.
    pub typing: bool,
    /// Whether every word is meant as it is written.
    pub verbatim: bool,
    /// Ids of people, all of whom took part.
    pub person: Vec<String>,
    /// Ids of units, all of which signed.
    pub unit: Vec<String>,
    /// Ids of topics.
    pub topic: Vec<String>,
    /// Tags of languages.
    pub lang: Vec<String>,
    /// The first day.
    pub from: Option<Limit>,
    /// The last day.
    pub to: Option<Limit>,
    /// The order.
    pub sort: Sort,
    /// How many results to leave out.
    pub offset: usize,
    /// How many results to give; 0 for all.
    pub limit: usize,
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// How many documents were found.
    pub total: u32,
    /// The query that was answered, where words of it were taken for slips.
    pub corrected: Option<String>,
    /// The pieces of the query that stand in no document.
    pub missing: Vec<String>,
    /// The person, unit or topic that has this name.
    pub entity: Option<Entity>,
    /// The documents asked for.
    pub results: Vec<Hit>,
}

/// A document that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Its number in the index.
    pub number: u32,
    /// Id of the release: the last part of its address.
    pub id: String,
    /// Address of its page, percent-encoded.
    pub address: String,
    /// Its title.
    pub title: String,
    /// Day of release, such as `2022-09-28`.
    pub date: String,
    /// Its language.
    pub lang: String,
    /// The piece of its text that shows why it was found.
    pub excerpt: Excerpt,
    /// Whether it still stands.
    pub status: Status,
    /// How well it fits; 0 without a query.
    pub score: u32,
}
