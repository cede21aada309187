//! What a segment knows of a term.

use crate::search::codec::{Damaged, Reader};
use crate::search::format::SHARDS_PER_PAGE;
use crate::search::read::files::{Shelf, in_file};
use crate::search::read::list::{self, List};
use crate::search::read::problem::Problem;
use crate::search::read::root::{Segment, file_of};
use crate::search::read::shard::{Family, Form, Place, Positions, families};
use std::borrow::Cow;
use std::ops::Range;

/// In at most this many files of a segment is looked for words that begin alike.
const MOST_FILES: usize = 4;

/// How usual a word is in a segment. Rows of usual words have terms of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Usual {
    /// It is one of the common words.
    Common,
    /// It is one of the frequent words.
    Frequent,
    /// Neither.
    No,
}

/// A segment and the shelf with its files.
#[derive(Clone, Copy)]
pub struct Terms<'a> {
    /// The shelf.
    pub shelf: &'a Shelf,
    /// The segment.
    pub segment: &'a Segment,
}

impl Terms<'_> {
    /// The family of a key.
    pub fn family(&self, key: &str) -> Result<Option<Family>, Problem> {
        let Some(file) = self.file(key)? else { return Ok(None) };
        Ok(self.families(file)?.into_iter().find(|family| family.key == key))
    }

    /// The file that would hold a key.
    fn file(&self, key: &str) -> Result<Option<usize>, Problem> {
        let (start, shards) = self.told(key)?;
        Ok(file_of(&shards, key).map(|place| start + place))
    }

    /// The files that may hold keys that begin so.
    fn files(&self, beginning: &str) -> Result<Range<usize>, Problem> {
        let (start, mut shards) = self.told(beginning)?;
        // There are fewer files than a page tells of, so they are told of by two.
        let next = start / SHARDS_PER_PAGE + 1;
        if self.segment.pages.get(next).is_some_and(|page| page.starts_with(beginning)) {
            shards.to_mut().extend(self.page(next)?);
        }
        let first = file_of(&shards, beginning).unwrap_or_default();
        let behind = shards.get(first + 1..).unwrap_or_default();
        let more = behind.iter().take_while(|shard| shard.starts_with(beginning)).count();
        let end = (first + 1 + more).min(first + MOST_FILES).min(shards.len());
        Ok(start + first..start + end)
    }

    /// Where files of terms begin, that of a key among them, and the number of the first of these files.
    fn told(&self, key: &str) -> Result<(usize, Cow<'_, [String]>), Problem> {
        let Segment { shards, pages, .. } = self.segment;
        match file_of(pages, key) {
            Some(page) => Ok((page * SHARDS_PER_PAGE, Cow::Owned(self.page(page)?))),
            None => Ok((0, Cow::Borrowed(shards))),
        }
    }

    /// Where the files of terms begin that a page tells of.
    fn page(&self, page: usize) -> Result<Vec<String>, Problem> {
        let path = self.path('i', page as u32);
        let bytes = self.shelf.get(&path)?;
        in_file(&path, serde_json::from_slice(&bytes).map_err(|_| Damaged))
    }

    /// The families whose keys begin so.
    pub fn beginning(&self, beginning: &str) -> Result<Vec<Family>, Problem> {
        let mut found = self.around(beginning)?;
        found.retain(|family| family.key.starts_with(beginning));
        Ok(found)
    }

    /// All families of the files that hold keys that begin so.
    pub fn around(&self, beginning: &str) -> Result<Vec<Family>, Problem> {
        let mut found = Vec::new();
        for file in self.files(beginning)? {
            found.extend(self.families(file)?);
        }
        Ok(found)
    }

    fn families(&self, file: usize) -> Result<Vec<Family>, Problem> {
        let path = self.path('t', file as u32);
        let bytes = self.shelf.get(&path)?;
        in_file(&path, families(&bytes, file, self.segment.documents))
    }

    /// The documents of a form.
    pub fn list<'f>(&self, form: &'f Form) -> Result<Cow<'f, List>, Problem> {
        match &form.place {
            Place::Here(list) => Ok(Cow::Borrowed(list)),
            Place::Far { file, offset, .. } => {
                let path = self.path('l', *file);
                let bytes = self.shelf.get(&path)?;
                let mut reader = Reader::new(&bytes);
                let list = reader
                    .at(*offset)
                    .and_then(|()| list::list(&mut reader, form.documents, self.segment.documents));
                in_file(&path, list).map(Cow::Owned)
            }
        }
    }

    /// The positions of a form in each of its documents.
    pub fn positions(&self, family: &Family, form: &Form) -> Result<Vec<Vec<u32>>, Problem> {
        let count = form.documents as usize;
        match form.positions {
            Positions::None => in_file(&self.path('t', family.file as u32), Err(Damaged)),
            Positions::Short(number) => {
                let (file, together) = (family.file as u32, self.segment.shards_per_file);
                let path = self.path('p', file / together);
                let bytes = self.shelf.get(&path)?;
                in_file(&path, short_positions(&bytes, file % together, number, count))
            }
            Positions::Long(file, offset) => {
                let path = self.path('q', file);
                let bytes = self.shelf.get(&path)?;
                let mut reader = Reader::new(&bytes);
                let positions = reader.at(offset).and_then(|()| list::positions(&mut reader, count));
                in_file(&path, positions)
            }
        }
    }

    /// How usual a word is here.
    pub fn usual(&self, word: &str) -> Usual {
        let is_in = |words: &[String]| words.iter().any(|other| other == word);
        match () {
            () if is_in(&self.segment.common) => Usual::Common,
            () if is_in(&self.segment.frequent) => Usual::Frequent,
            () => Usual::No,
        }
    }

    fn path(&self, kind: char, file: u32) -> String {
        format!("{}/{kind}{file}.bin", self.segment.folder)
    }
}

/// The positions of the n-th short list of a file of terms, which is the `shard`-th of those that share the file.
fn short_positions(bytes: &[u8], shard: u32, number: usize, count: usize) -> Result<Vec<Vec<u32>>, Damaged> {
    let shard = block(bytes, shard as usize)?;
    list::positions(&mut Reader::new(block(shard, number)?), count)
}

/// The n-th of blocks that each begin with their length.
fn block(bytes: &[u8], number: usize) -> Result<&[u8], Damaged> {
    let mut reader = Reader::new(bytes);
    for _ in 0..number {
        let length = reader.u()? as usize;
        reader.bytes(length)?;
    }
    let length = reader.u()? as usize;
    reader.bytes(length)
}
