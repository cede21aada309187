//! Documents to index files. The format is in `docs/search-index.md`.
//!
//! Documents are read in parallel by a `collector` into sorted `run`s, the runs of a `segment` are `merge`d, and the merged terms
//! are cut into `shards`. Nothing larger than one segment is in memory.

mod card;
mod catalogue;
mod collector;
mod dictionary;
pub mod document;
mod merge;
mod names;
mod output;
mod run;
mod sample;
mod segment;
mod shards;
mod sizes;
mod table;
mod usual;

use crate::search::codec::{Content, pack};
use crate::search::format::{FORMAT, ROOT, VERSION};
use crate::search::han;
use crate::search::write::catalogue::Catalogue;
use crate::search::write::dictionary::Dictionary;
use crate::search::write::document::{Document, Entity};
use crate::search::write::names::Names;
use crate::search::write::segment::Segment;
use jiff::civil::Date;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::io;

/// What an index is made from.
pub struct Corpus<'a, 'd> {
    /// Tags of the languages.
    pub languages: &'a [String],
    /// The day of each document, newest first.
    pub days: &'a [Date],
    /// Makes a document; called more than once for each.
    pub document: &'a (dyn Fn(usize) -> Document<'d> + Sync),
    /// What they are filtered by.
    pub entities: &'a [Entity<'d>],
    /// Name and version of the program: another version makes files of other names.
    pub generator: &'a str,
}

#[derive(Debug, Serialize)]
struct Root<'a> {
    format: &'a str,
    version: u32,
    documents: usize,
    languages: &'a [String],
    months: Vec<(i32, usize)>,
    han: String,
    dictionary: &'a str,
    segments: Vec<Segment>,
    catalogue: Catalogue,
}

/// Writes all files through `put`, which is given a path below the folder of the index; the root last.
pub fn write(
    corpus: &Corpus<'_, '_>,
    put: &(dyn Fn(&str, &[u8]) -> io::Result<()> + Sync),
) -> io::Result<()> {
    let known = Names::new(corpus.entities);
    let month = |day: &Date| i32::from(day.year()) * 100 + i32::from(day.month());
    let months: Vec<(i32, usize)> =
        corpus.days.chunk_by(|a, b| month(a) == month(b)).map(|days| (month(&days[0]), days.len())).collect();
    let counts: Vec<usize> = months.iter().map(|(_, count)| *count).collect();
    let cut = segment::cut(&counts);
    let documents = corpus.days.len();
    // The oldest segment is the last one that changes.
    let oldest = documents - cut.last().copied().unwrap_or_default()..documents;
    let dictionary = Dictionary::learn(corpus.document, &oldest, documents);
    put(dictionary.name(), &pack(dictionary.file(), Content::Strings))?;
    let maker = segment::Maker {
        document: corpus.document,
        known: &known,
        dictionary: &dictionary,
        documents,
        generator: corpus.generator,
        put,
    };
    let mut segments = Vec::new();
    let mut first = 0;
    for count in cut {
        segments.push(maker.make(first..first + count)?);
        first += count;
    }
    let catalogue =
        catalogue::Maker { document: corpus.document, entities: corpus.entities, days: corpus.days, put }
            .make()?;
    let pairs = serde_json::to_vec(&han::pairs()).map_err(io::Error::other)?;
    let han = format!("han-{}.bin", output::short(&Sha256::digest(&pairs)));
    put(&han, &pack(&pairs, Content::Strings))?;
    let root = Root {
        format: FORMAT,
        version: VERSION,
        documents,
        languages: corpus.languages,
        months,
        han,
        dictionary: dictionary.name(),
        segments,
        catalogue,
    };
    let root = serde_json::to_vec(&root).map_err(io::Error::other)?;
    put(ROOT, &pack(&root, Content::Strings))
}
