//! Files about the whole index: people, units, topics and languages with their documents; names; days.

use crate::search::codec::{Content, order, put_s, put_u};
use crate::search::format::{Kind, day_number};
use crate::search::text::Reading;
use crate::search::write::card;
use crate::search::write::document::{Document, Entity, Name};
use crate::search::write::output::{Blocks, Output, Put, between, short};
use crate::search::write::table;
use jiff::civil::Date;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::io;

/// Files are closed when they have so many bytes, before packing.
const ENTITY_FILE: usize = 32 << 10;
const NAME_FILE: usize = 2560;
const LIST_FILE: usize = 24 << 10;
/// An entity tells the cards of so many of its newest documents.
const CARDS: usize = 10;
/// So many entities of a kind stand in the list of those with most documents.
const TOP: usize = 200;

/// What the root says of the catalogue.
#[derive(Debug, Default, Serialize)]
pub(super) struct Catalogue {
    folder: String,
    entities: Vec<String>,
    names: Vec<String>,
}

/// Makes the catalogue.
pub(super) struct Maker<'a, 'd> {
    pub(super) document: &'a (dyn Fn(usize) -> Document<'d> + Sync),
    pub(super) entities: &'a [Entity<'d>],
    pub(super) days: &'a [Date],
    pub(super) put: Put<'a>,
}

/// An entity, and where its list lies.
struct Placed<'a, 'd> {
    key: String,
    entity: &'a Entity<'d>,
    place: (u32, u32),
}

impl Placed<'_, '_> {
    /// Appends all but the cards.
    fn put(&self, out: &mut Vec<u8>) {
        put_s(out, &self.key);
        put_u(out, self.entity.names.len() as u32);
        for name in &self.entity.names {
            put_u(out, name.language as u32);
            put_s(out, name.name);
            put_s(out, &name.address);
        }
        put_u(out, self.entity.documents.len() as u32);
        put_u(out, self.place.0);
        put_u(out, self.place.1);
    }
}

impl<'a, 'd> Maker<'a, 'd> {
    /// Writes its files.
    pub(super) fn make(&self) -> io::Result<Catalogue> {
        // The files are few: they wait until all are made and their hash, the folder's name, is known.
        let files = std::sync::Mutex::new(Vec::new());
        let wait = |path: &str, bytes: &[u8]| {
            if let Ok(mut files) = files.lock() {
                files.push((path.to_owned(), bytes.to_vec()));
            }
            Ok(())
        };
        let mut output = Output::new(&wait, "");
        let placed = self.lists(&mut output)?;
        let entities = self.entities(&placed, &mut output)?;
        let names = names(&placed, &self.languages(), &mut output)?;
        for kind in Kind::ALL {
            output.add(format!("v-{}", kind.letter()), top(kind, &placed), Content::Strings)?;
        }
        output.add("days".to_owned(), self.day_table(), Content::Strings)?;
        output.flush()?;
        let mut files = files.into_inner().unwrap_or_default();
        files.sort();
        let mut hash = Sha256::new();
        for (path, bytes) in &files {
            hash.update(path.as_bytes());
            hash.update(bytes);
        }
        let folder = short(&hash.finalize());
        for (path, bytes) in files {
            (self.put)(&format!("{folder}{path}"), &bytes)?;
        }
        Ok(Catalogue { folder, entities, names })
    }

    /// Writes the lists of documents, of the largest entity of each kind first.
    fn lists(&self, output: &mut Output<'_>) -> io::Result<Vec<Placed<'a, 'd>>> {
        let key = |entity: &Entity<'_>| format!("{}{}", entity.kind.prefix(), entity.id);
        let mut entities: Vec<(String, &'a Entity<'d>)> =
            self.entities.iter().map(|entity| (key(entity), entity)).collect();
        let rank = |entity: &Entity<'_>| (entity.kind, std::cmp::Reverse(entity.documents.len()));
        entities.sort_by(|a, b| rank(a.1).cmp(&rank(b.1)).then_with(|| order(&a.0, &b.0)));
        let mut blocks = Blocks::new('f', Content::Strings, LIST_FILE);
        let mut placed = Vec::with_capacity(entities.len());
        for (key, entity) in entities {
            let (count, documents) = (entity.documents.len() as u32, self.days.len() as u32);
            let list = table::ids(entity.documents.iter().copied(), count, documents);
            let place = blocks.add(&list, output)?;
            placed.push(Placed { key, entity, place });
        }
        blocks.close(output)?;
        Ok(placed)
    }

    /// Writes the entities by key, with the cards of their newest documents.
    fn entities(&self, placed: &[Placed<'_, '_>], output: &mut Output<'_>) -> io::Result<Vec<String>> {
        let mut sorted: Vec<&Placed<'_, '_>> = placed.iter().collect();
        sorted.sort_by(|a, b| order(&a.key, &b.key));
        let mut records = Records::new('e', ENTITY_FILE);
        for placed in sorted {
            let Placed { key, entity, .. } = placed;
            let mut record = Vec::new();
            placed.put(&mut record);
            let newest = &entity.documents[..entity.documents.len().min(CARDS)];
            put_u(&mut record, newest.len() as u32);
            for number in newest {
                let document = (self.document)(*number as usize);
                card::put(&mut record, &document, document.beginning());
            }
            records.add(key, &record, output)?;
        }
        records.finish(output)
    }

    /// The language of each document.
    fn languages(&self) -> Vec<usize> {
        let mut languages = vec![0; self.days.len()];
        for entity in self.entities.iter().filter(|entity| entity.kind == Kind::Language) {
            let Some(name) = entity.names.first() else { continue };
            entity.documents.iter().for_each(|document| languages[*document as usize] = name.language);
        }
        languages
    }

    /// How many documents each day has, newest first.
    fn day_table(&self) -> Vec<u8> {
        let since = |day: &Date| day_number(*day).max(0) as u32;
        let groups: Vec<&[Date]> = self.days.chunk_by(|a, b| a == b).collect();
        let mut out = Vec::new();
        put_u(&mut out, groups.len() as u32);
        let mut before = None;
        for group in groups {
            let day = since(&group[0]);
            put_u(&mut out, before.map_or(day, |before: u32| before.saturating_sub(day)));
            put_u(&mut out, group.len() as u32);
            before = Some(day);
        }
        out
    }
}

/// Writes the names by which entities are found. Each leads to the page of a language, so it tells how many documents are
/// in that language, as the page does.
fn names(placed: &[Placed<'_, '_>], languages: &[usize], output: &mut Output<'_>) -> io::Result<Vec<String>> {
    struct Entry<'a> {
        folded: String,
        is_rotation: bool,
        placed: &'a Placed<'a, 'a>,
        name: &'a Name<'a>,
        documents: u32,
    }
    let mut entries: Vec<Entry<'_>> = Vec::new();
    let mut reading = Reading::default();
    for placed in placed.iter().filter(|placed| placed.entity.kind != Kind::Language) {
        let entity = placed.entity;
        for name in &entity.names {
            let is_in = |document: &&u32| languages[**document as usize] == name.language;
            let documents = entity.documents.iter().filter(is_in).count() as u32;
            // An alias stands for the name in every language.
            for text in [name.name].iter().chain(&entity.aliases) {
                reading.clear();
                reading.field(text);
                for (folded, is_rotation) in rotations(&reading) {
                    entries.push(Entry { folded, is_rotation, placed, name, documents });
                }
            }
        }
    }
    entries.sort_by(|a, b| {
        order(&a.folded, &b.folded)
            .then(a.is_rotation.cmp(&b.is_rotation))
            .then_with(|| order(&a.placed.key, &b.placed.key))
            .then(a.name.language.cmp(&b.name.language))
    });
    entries.dedup_by(|b, a| {
        a.folded == b.folded
            && a.is_rotation == b.is_rotation
            && a.placed.key == b.placed.key
            && a.name.language == b.name.language
    });
    let mut records = Records::new('n', NAME_FILE);
    for same in entries.chunk_by(|a, b| a.folded == b.folded) {
        // Equal names stay together: a reader looks into one file.
        let mut record = Vec::new();
        for entry in same {
            put_s(&mut record, &entry.folded);
            put_u(&mut record, u32::from(entry.is_rotation));
            put_s(&mut record, &entry.placed.key);
            put_s(&mut record, entry.name.name);
            put_u(&mut record, entry.name.language as u32);
            put_u(&mut record, entry.documents);
            put_s(&mut record, &entry.name.address);
        }
        records.add_several(&same[0].folded, same.len() as u32, &record, output)?;
    }
    records.finish(output)
}

/// The name as folded elements, begun at each of its words: `zhang xiaoping`, `xiaoping zhang`.
fn rotations(reading: &Reading) -> Vec<(String, bool)> {
    let elements = &reading.elements;
    let starts =
        (0..elements.len()).filter(|at| *at == 0 || !elements[*at].is_ngram && !elements[*at].contact);
    starts.map(|start| (reading.spaced(start), start > 0)).collect()
}

/// The entities of a kind with most documents.
fn top(kind: Kind, placed: &[Placed<'_, '_>]) -> Vec<u8> {
    // They are in this order already.
    let of_kind: Vec<&Placed<'_, '_>> = placed
        .iter()
        .filter(|placed| placed.entity.kind == kind && !placed.entity.documents.is_empty())
        .take(TOP)
        .collect();
    let mut out = Vec::new();
    put_u(&mut out, of_kind.len() as u32);
    for placed in of_kind {
        placed.put(&mut out);
        // Their cards stand in the other files.
        put_u(&mut out, 0);
    }
    out
}

/// Sorted records, several to a file that begins with their number.
struct Records {
    letter: char,
    size: usize,
    firsts: Vec<String>,
    last: String,
    count: u32,
    bytes: Vec<u8>,
}

impl Records {
    fn new(letter: char, size: usize) -> Self {
        Records { letter, size, firsts: Vec::new(), last: String::new(), count: 0, bytes: Vec::new() }
    }

    fn add(&mut self, key: &str, record: &[u8], output: &mut Output<'_>) -> io::Result<()> {
        self.add_several(key, 1, record, output)
    }

    fn add_several(
        &mut self,
        key: &str,
        count: u32,
        records: &[u8],
        output: &mut Output<'_>,
    ) -> io::Result<()> {
        if self.bytes.len() >= self.size {
            self.close(output)?;
        }
        if self.count == 0 {
            let first = if self.firsts.is_empty() { String::new() } else { between(&self.last, key) };
            self.firsts.push(first);
        }
        self.last = key.to_owned();
        self.count += count;
        self.bytes.extend_from_slice(records);
        Ok(())
    }

    fn close(&mut self, output: &mut Output<'_>) -> io::Result<()> {
        let mut bytes = Vec::with_capacity(self.bytes.len() + 3);
        put_u(&mut bytes, self.count);
        bytes.append(&mut self.bytes);
        self.count = 0;
        output.add(format!("{}{}", self.letter, self.firsts.len() - 1), bytes, Content::Strings)
    }

    fn finish(mut self, output: &mut Output<'_>) -> io::Result<Vec<String>> {
        if self.count > 0 {
            self.close(output)?;
        }
        Ok(self.firsts)
    }
}
