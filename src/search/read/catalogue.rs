//! People, units, topics and languages, and the days of the archive.

use crate::base::suggest::nearest;
use crate::search::codec::{Damaged, Reader};
use crate::search::format::Kind;
use crate::search::read::date::Limit;
use crate::search::read::files::{Shelf, in_file};
use crate::search::read::list::ids;
use crate::search::read::problem::Problem;
use crate::search::read::root::{Root, file_of};
use std::ops::Range;

/// Whom or what a query names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// A person, a unit or a topic.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// The name.
    pub name: String,
    /// The language of the name.
    pub lang: String,
    /// How many documents it has.
    pub documents: u32,
    /// Address of its page.
    pub address: String,
}

/// What stands of an entity in its file.
struct Entry {
    key: String,
    names: Vec<String>,
    documents: u32,
    file: u32,
    offset: usize,
}

/// The documents of an entity.
pub fn documents(shelf: &Shelf, root: &Root, kind: Kind, id: &str) -> Result<Vec<u32>, Problem> {
    let key = format!("{}{id}", kind.prefix());
    let mut entry = None;
    if let Some(file) = file_of(&root.catalogue.entities, &key) {
        entry = entries(shelf, root, file)?.into_iter().find(|entry| entry.key == key);
    }
    let Some(entry) = entry else {
        let nearest = near(shelf, root, kind, id)?;
        return Err(Problem::Unknown { kind, id: id.to_owned(), nearest });
    };
    let path = format!("{}/f{}.bin", root.catalogue.folder, entry.file);
    let bytes = shelf.get(&path)?;
    let mut reader = Reader::new(&bytes);
    in_file(&path, reader.at(entry.offset).and_then(|()| ids(&mut reader, entry.documents, root.documents)))
}

/// The id that was probably meant: by its spelling, or the one that has this name.
fn near(shelf: &Shelf, root: &Root, kind: Kind, id: &str) -> Result<Option<String>, Problem> {
    let mut all = Vec::new();
    for file in 0..root.catalogue.entities.len() {
        all.extend(
            entries(shelf, root, file)?.into_iter().filter(|entry| entry.key.starts_with(kind.prefix())),
        );
    }
    let id_of = |entry: &Entry| entry.key[kind.prefix().len()..].to_owned();
    if let Some(entry) = all.iter().find(|entry| entry.names.iter().any(|name| name == id)) {
        return Ok(Some(id_of(entry)));
    }
    let ids: Vec<String> = all.iter().map(id_of).collect();
    Ok(nearest(id, ids.iter().map(String::as_str)).map(str::to_owned))
}

fn entries(shelf: &Shelf, root: &Root, file: usize) -> Result<Vec<Entry>, Problem> {
    let path = format!("{}/e{file}.bin", root.catalogue.folder);
    let bytes = shelf.get(&path)?;
    in_file(&path, entries_of(&bytes))
}

fn entries_of(bytes: &[u8]) -> Result<Vec<Entry>, Damaged> {
    let mut reader = Reader::new(bytes);
    let mut entries = Vec::new();
    for _ in 0..reader.u()? {
        let key = reader.s()?.to_owned();
        let mut names = Vec::new();
        for _ in 0..reader.u()? {
            reader.u()?;
            names.push(reader.s()?.to_owned());
            reader.s()?;
        }
        let (documents, file, offset) = (reader.u()?, reader.u()?, reader.u()? as usize);
        for _ in 0..reader.u()? {
            reader.s()?;
        }
        entries.push(Entry { key, names, documents, file, offset });
    }
    Ok(entries)
}

/// Who or what has this folded name.
pub fn named(shelf: &Shelf, root: &Root, name: &str) -> Result<Option<Entity>, Problem> {
    let Some(file) = file_of(&root.catalogue.names, name).filter(|_| !name.is_empty()) else {
        return Ok(None);
    };
    let path = format!("{}/n{file}.bin", root.catalogue.folder);
    let bytes = shelf.get(&path)?;
    in_file(&path, find_name(&bytes, name, &root.languages))
}

fn find_name(bytes: &[u8], wanted: &str, languages: &[String]) -> Result<Option<Entity>, Damaged> {
    let mut reader = Reader::new(bytes);
    for _ in 0..reader.u()? {
        let (folded, rotation, key, name) = (reader.s()?, reader.u()?, reader.s()?, reader.s()?);
        let (language, documents, address) = (reader.u()?, reader.u()?, reader.s()?);
        if folded == wanted && rotation == 0 {
            let kind = Kind::of(key).ok_or(Damaged)?;
            return Ok(Some(Entity {
                kind,
                id: key[kind.prefix().len()..].to_owned(),
                name: name.to_owned(),
                lang: languages.get(language as usize).ok_or(Damaged)?.clone(),
                documents,
                address: address.to_owned(),
            }));
        }
    }
    Ok(None)
}

/// The documents of a range of dates: they stand side by side.
pub fn range(
    shelf: &Shelf,
    root: &Root,
    from: Option<Limit>,
    to: Option<Limit>,
) -> Result<Range<u32>, Problem> {
    let (first, last) = (from.map_or(i64::MIN, Limit::first), to.map_or(i64::MAX, Limit::last));
    if first > last {
        return Err(Problem::Backwards);
    }
    if from.is_none() && to.is_none() || root.documents == 0 {
        return Ok(0..root.documents);
    }
    let path = format!("{}/days.bin", root.catalogue.folder);
    let bytes = shelf.get(&path)?;
    let (start, end) = in_file(&path, count_days(&bytes, first, last))?;
    Ok(start.min(root.documents)..end.min(root.documents))
}

/// How many documents are newer than `last`, and how many are not older than `first`.
fn count_days(bytes: &[u8], first: i64, last: i64) -> Result<(u32, u32), Damaged> {
    let mut reader = Reader::new(bytes);
    let (mut start, mut end) = (0u32, 0u32);
    let mut day = 0i64;
    for place in 0..reader.u()? {
        let step = i64::from(reader.u()?);
        day = if place == 0 { step } else { day - step };
        let documents = reader.u()?;
        if day > last {
            start = start.checked_add(documents).ok_or(Damaged)?;
        }
        if day >= first {
            end = end.checked_add(documents).ok_or(Damaged)?;
        }
    }
    Ok((start, end))
}
