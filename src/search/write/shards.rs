//! The terms of a segment, family by family, in small files.

use crate::search::codec::{Content, put_u};
use crate::search::format::SHARDS_PER_PAGE;
use crate::search::write::merge::Merged;
use crate::search::write::output::{Blocks, Output, between};
use crate::search::write::sizes::Sizes;
use crate::search::write::table::{self, Far, Table};
use serde::Serialize;
use std::io;

/// A list of more bytes stands in a file of its own or with a few others.
const LONG: usize = 4 << 10;

/// Where the files of terms begin, or else where the pages do that tell it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Beginnings {
    Shards(Vec<String>),
    Pages(Vec<String>),
}

/// Writes the term files of a segment.
pub(super) struct Shards<'a, 'b> {
    output: &'b mut Output<'a>,
    /// The first string of each shard.
    firsts: Vec<String>,
    size: usize,
    shards_per_file: usize,
    documents: u32,
    table: Table,
    /// Positions of the shard at hand.
    positions: Vec<u8>,
    /// Positions of the shards before that share its file.
    positions_file: Vec<u8>,
    last_key: String,
    lists: Blocks,
    long_positions: Blocks,
    family: Vec<Merged>,
    seen: Vec<u64>,
}

impl<'a, 'b> Shards<'a, 'b> {
    pub(super) fn new(documents: usize, size: usize, sizes: Sizes, output: &'b mut Output<'a>) -> Self {
        Shards {
            output,
            firsts: Vec::new(),
            size: sizes.shard(documents, size),
            shards_per_file: sizes.shards_per_file,
            documents: documents as u32,
            table: Table::default(),
            positions: Vec::new(),
            positions_file: Vec::new(),
            last_key: String::new(),
            lists: Blocks::new('l', Content::Strings, sizes.lists),
            long_positions: Blocks::new('q', Content::Numbers, sizes.positions),
            family: Vec::new(),
            seen: vec![0; documents.div_ceil(64)],
        }
    }

    /// Takes the next term, in order.
    pub(super) fn take(&mut self, term: Merged) -> io::Result<()> {
        if self.family.first().is_some_and(|first| first.key_and_suffix().0 != term.key_and_suffix().0) {
            self.close_family()?;
        }
        self.family.push(term);
        Ok(())
    }

    /// Writes what is left.
    pub(super) fn finish(mut self) -> io::Result<Beginnings> {
        self.close_family()?;
        self.close_shard()?;
        self.close_positions()?;
        self.lists.close(self.output)?;
        self.long_positions.close(self.output)?;
        let beginnings = self.beginnings()?;
        self.output.flush()?;
        Ok(beginnings)
    }

    fn close_family(&mut self) -> io::Result<()> {
        let family = std::mem::take(&mut self.family);
        let Some(first) = family.first() else { return Ok(()) };
        let key = first.key_and_suffix().0;
        if self.table.is_empty() {
            let first = if self.firsts.is_empty() { String::new() } else { between(&self.last_key, key) };
            self.firsts.push(first);
        }
        let any = (family.len() > 1).then(|| self.count_any(&family));
        self.table.family(key, family.len(), any);
        for term in &family {
            self.form(term)?;
        }
        self.last_key = key.to_owned();
        self.family = family;
        self.family.clear();
        if self.table.size() >= self.size { self.close_shard() } else { Ok(()) }
    }

    /// In how many documents any of the terms stands.
    fn count_any(&mut self, family: &[Merged]) -> u32 {
        let mut count = 0;
        for id in family.iter().flat_map(Merged::documents) {
            let (word, bit) = (&mut self.seen[id as usize / 64], 1 << (id % 64));
            count += u32::from(*word & bit == 0);
            *word |= bit;
        }
        for id in family.iter().flat_map(Merged::documents) {
            self.seen[id as usize / 64] = 0;
        }
        count
    }

    fn form(&mut self, term: &Merged) -> io::Result<()> {
        let size = term.ids.len() + term.weights.len();
        if size <= LONG {
            self.table.form(term, None, self.documents);
            if term.kept.has_positions() {
                put_u(&mut self.positions, term.positions.len() as u32);
                self.positions.extend_from_slice(&term.positions);
            }
            return Ok(());
        }
        let list = self.lists.add(&table::list(term, self.documents), self.output)?;
        let mut positions = None;
        if term.kept.has_positions() {
            positions = Some(self.long_positions.add(&term.positions, self.output)?);
        }
        self.table.form(term, Some(&Far { list, positions }), self.documents);
        Ok(())
    }

    fn close_shard(&mut self) -> io::Result<()> {
        if self.table.is_empty() {
            return Ok(());
        }
        let number = self.firsts.len() - 1;
        let table = std::mem::take(&mut self.table).finish();
        self.output.add(format!("t{number}"), table, Content::Strings)?;
        put_u(&mut self.positions_file, self.positions.len() as u32);
        self.positions_file.append(&mut self.positions);
        if self.firsts.len().is_multiple_of(self.shards_per_file) {
            self.close_positions()?;
        }
        Ok(())
    }

    fn close_positions(&mut self) -> io::Result<()> {
        if self.positions_file.is_empty() {
            return Ok(());
        }
        let number = (self.firsts.len() - 1) / self.shards_per_file;
        let positions = std::mem::take(&mut self.positions_file);
        self.output.add(format!("p{number}"), positions, Content::Numbers)
    }

    /// What the root tells of where the shards begin.
    fn beginnings(&mut self) -> io::Result<Beginnings> {
        let firsts = std::mem::take(&mut self.firsts);
        if firsts.len() <= SHARDS_PER_PAGE {
            return Ok(Beginnings::Shards(firsts));
        }
        let mut pages = Vec::new();
        for page in firsts.chunks(SHARDS_PER_PAGE) {
            let bytes = serde_json::to_vec(page).map_err(io::Error::other)?;
            self.output.add(format!("i{}", pages.len()), bytes, Content::Strings)?;
            pages.push(page[0].clone());
        }
        Ok(Beginnings::Pages(pages))
    }
}
