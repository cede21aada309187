//! The root of the index: what there is, and in which file.

use crate::search::codec::{Damaged, order};
use crate::search::format::{FORMAT, ROOT, VERSION};
use crate::search::read::files::{Shelf, in_file};
use crate::search::read::problem::Problem;
use serde::Deserialize;
use std::cmp::Ordering;

/// A file has no more documents than this; finding the last one goes past all others.
const MOST_PER_FILE: u32 = 4096;
/// No index has more documents: lists of documents are made as large as this.
const MOST: u32 = 1 << 24;

/// The root as it stands in the file.
#[derive(Debug, Deserialize)]
pub struct Root {
    /// How many documents there are.
    pub documents: u32,
    /// Tags of languages, by number.
    pub languages: Vec<String>,
    /// File of the dictionary.
    pub dictionary: String,
    /// Parts of the index, newest first.
    pub segments: Vec<Segment>,
    /// People, units, topics and languages.
    pub catalogue: Catalogue,
}

/// A part of the index.
#[derive(Debug, Deserialize)]
pub struct Segment {
    /// Its folder.
    pub folder: String,
    /// How many documents it has.
    pub documents: u32,
    /// How many files of documents it has.
    pub files: u32,
    /// How many files of terms share a file of positions.
    pub shards_per_file: u32,
    /// Its common words.
    pub common: Vec<String>,
    /// Its frequent words.
    pub frequent: Vec<String>,
    /// Where its files of terms begin, or nothing where pages tell it.
    #[serde(default)]
    pub shards: Vec<String>,
    /// Where its pages begin.
    #[serde(default)]
    pub pages: Vec<String>,
    /// The number that its first document has in the index.
    #[serde(skip)]
    pub first: u32,
}

/// Where people, units, topics and languages stand.
#[derive(Debug, Deserialize)]
pub struct Catalogue {
    /// Its folder.
    pub folder: String,
    /// Where files of entities begin.
    pub entities: Vec<String>,
    /// Where files of names begin.
    pub names: Vec<String>,
}

#[derive(Deserialize)]
struct Label {
    format: String,
    version: u64,
}

impl Root {
    /// Reads the root.
    pub fn read(shelf: &Shelf) -> Result<Root, Problem> {
        let bytes = shelf.read(ROOT)?;
        let label: Label = in_file(ROOT, serde_json::from_slice(&bytes).map_err(|_| Damaged))?;
        if label.format != FORMAT {
            return in_file(ROOT, Err(Damaged));
        }
        // Another version may have other keys, so that is looked at first.
        if label.version != u64::from(VERSION) {
            return Err(Problem::Version(label.version));
        }
        let mut root: Root = in_file(ROOT, serde_json::from_slice(&bytes).map_err(|_| Damaged))?;
        in_file(ROOT, root.settle())?;
        Ok(root)
    }

    /// Numbers the segments, and holds that everything fits together.
    fn settle(&mut self) -> Result<(), Damaged> {
        let mut first = 0u32;
        for segment in &mut self.segments {
            segment.first = first;
            first = first.checked_add(segment.documents).ok_or(Damaged)?;
            let (files, documents) = (segment.files, segment.documents);
            if segment.shards_per_file == 0
                || !(documents.div_ceil(MOST_PER_FILE)..=documents).contains(&files)
                || !is_name(&segment.folder)
            {
                return Err(Damaged);
            }
        }
        let has_catalogue = !self.catalogue.entities.is_empty() || !self.catalogue.names.is_empty();
        let is_dictionary = self.dictionary.strip_suffix(".bin").is_some_and(is_name);
        if first != self.documents
            || first > MOST
            || !is_dictionary
            || has_catalogue && !is_name(&self.catalogue.folder)
        {
            return Err(Damaged);
        }
        Ok(())
    }
}

impl Segment {
    /// The file of one of its documents, and the place in that file.
    pub fn file_of(&self, document: u32) -> (u32, u32) {
        // Both numbers are checked: neither is zero where there is a document, and the product is small.
        let (files, documents) = (u64::from(self.files), u64::from(self.documents));
        let file = u64::from(document) * files / documents.max(1);
        (file as u32, document - (file * documents).div_ceil(files.max(1)) as u32)
    }
}

/// Whether a folder's name leads nowhere else.
fn is_name(folder: &str) -> bool {
    !folder.is_empty() && folder.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// The file that would hold a key: the last one that does not begin behind it.
pub fn file_of(beginnings: &[String], key: &str) -> Option<usize> {
    beginnings.partition_point(|beginning| order(beginning, key) != Ordering::Greater).checked_sub(1)
}
