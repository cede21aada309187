//! What the index is made from: documents, and the people, units, topics and languages they belong to.

use crate::search::format::{Kind, Status};
use std::borrow::Cow;
use std::ops::Range;

/// One language version of a release.
#[derive(Debug)]
pub struct Document<'a> {
    /// The headline.
    pub title: &'a str,
    /// The written summary.
    pub summary: Option<&'a str>,
    /// The text, blocks separated by line feeds.
    pub text: Cow<'a, str>,
    /// Where in the text its first paragraph stands.
    pub lead: Range<usize>,
    /// Names, titles, number, place: each a field.
    pub facts: Vec<Cow<'a, str>>,
    /// Address of its page, percent-encoded, from the site's root.
    pub address: String,
    /// Day of release.
    pub day: jiff::civil::Date,
    /// Number of its language.
    pub language: usize,
    /// Its state.
    pub status: Status,
}

impl Document<'_> {
    /// A sentence or two for lists of results: the summary, or how the text begins.
    pub(super) fn beginning(&self) -> &str {
        self.summary.unwrap_or(&self.text[self.lead.clone()])
    }
}

/// Something that documents are filtered by.
#[derive(Debug)]
pub struct Entity<'a> {
    /// What it is.
    pub kind: Kind,
    /// Its id.
    pub id: &'a str,
    /// Its names, one for each language in which it has a page.
    pub names: Vec<Name<'a>>,
    /// Other names it is known by.
    pub aliases: Vec<&'a str>,
    /// Its documents, newest first.
    pub documents: Vec<u32>,
}

/// A name of an entity in a language.
#[derive(Debug, Clone)]
pub struct Name<'a> {
    /// Number of the language.
    pub language: usize,
    /// The name.
    pub name: &'a str,
    /// Address of its page, percent-encoded, from the site's root.
    pub address: String,
}
