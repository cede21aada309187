//! What a site is made of before anything is understood: a snapshot of its files.
//!
//! The core never opens a file by itself. It is handed [`Sources`]: the list of files with their sizes, in a
//! fixed order, and a reader. Places in files are symbolic ([`Spot`]) and become lines and columns only when
//! there is a finding to print, so a clean build pays nothing for them.

use std::io;
use std::ops::Range;
use std::sync::Arc;

/// A file of the site: its path from the site's root with `/` between folders, and its size in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Path from the site's root, `/`-separated on every system.
    pub path: Arc<str>,
    /// Size in bytes.
    pub size: u64,
}

/// Reads a file of the snapshot by its path from the site's root.
pub trait Reader: Send + Sync {
    /// The whole file.
    fn read(&self, path: &str) -> io::Result<Vec<u8>>;
    /// At most the first `limit` bytes of the file: enough for a picture's header.
    fn head(&self, path: &str, limit: usize) -> io::Result<Vec<u8>>;
    /// The file, to be read piece by piece.
    fn open(&self, path: &str) -> io::Result<Box<dyn io::Read + Send>> {
        Ok(Box::new(io::Cursor::new(self.read(path)?)))
    }
}

/// The files of a site, ordered by path, and the means to read them.
pub struct Sources {
    entries: Vec<Entry>,
    reader: Box<dyn Reader>,
    folder: String,
}

impl Sources {
    /// Orders the entries, so that nothing later depends on the order of a folder listing.
    pub fn new(mut entries: Vec<Entry>, reader: Box<dyn Reader>) -> Self {
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        entries.dedup_by(|a, b| a.path == b.path);
        Sources { entries, reader, folder: String::new() }
    }

    /// Says where the site lies in its repository; see [`Sources::folder`].
    pub fn in_repository(self, folder: String) -> Self {
        Sources { folder, ..self }
    }

    /// The way from the root of the repository to the site, such as `sites/news/`; empty where the site is the root, or is in
    /// no repository.
    pub fn folder(&self) -> &str {
        &self.folder
    }

    /// Every file, ordered by path.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The files below a folder such as `content/releases/` (with its slash).
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a Entry> {
        let start = self.entries.partition_point(|entry| &*entry.path < folder);
        self.entries[start..].iter().take_while(move |entry| entry.path.starts_with(folder))
    }

    /// The entry of a path, when the snapshot holds it.
    pub fn get(&self, path: &str) -> Option<&Entry> {
        self.entries.binary_search_by(|entry| (*entry.path).cmp(path)).ok().map(|at| &self.entries[at])
    }

    /// The whole file.
    pub fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.reader.read(path)
    }

    /// The file, to be read piece by piece.
    pub fn open(&self, path: &str) -> io::Result<Box<dyn io::Read + Send>> {
        self.reader.open(path)
    }

    /// At most the first `limit` bytes of the file.
    pub fn head(&self, path: &str, limit: usize) -> io::Result<Vec<u8>> {
        self.reader.head(path, limit)
    }
}

/// A step into a YAML document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// The value of a key of a mapping.
    Key(String),
    /// An item of a list, counted from 0.
    Item(usize),
}

/// The way from the top of a YAML document to a value, such as `attendees[2].role`.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct FieldPath(pub Vec<Step>);

impl FieldPath {
    /// The path one key deeper.
    pub fn key(&self, key: &str) -> Self {
        self.with(Step::Key(key.to_owned()))
    }

    /// The path one list item deeper.
    pub fn item(&self, index: usize) -> Self {
        self.with(Step::Item(index))
    }

    fn with(&self, step: Step) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        FieldPath(steps)
    }
}

/// In the writer's words: `` `event.from` ``, `` `name` of the second of `attendees` ``, `the third entry`.
impl std::fmt::Display for FieldPath {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let items = self.0.iter().rposition(|step| matches!(step, Step::Item(_)));
        let (mut above, keys) = self.0.split_at(items.map_or(0, |at| at + 1));
        if !keys.is_empty() {
            let keys = keys.iter().filter_map(|step| match step {
                Step::Key(key) => Some(key.as_str()),
                Step::Item(_) => None,
            });
            write!(f, "`{}`", keys.collect::<Vec<_>>().join("."))?;
        }
        while let Some((Step::Item(number), list)) = above.split_last() {
            if above.len() < self.0.len() {
                f.write_str(" of ")?;
            }
            write!(f, "the {}", ordinal(number + 1))?;
            match list.split_last() {
                None => f.write_str(" entry")?,
                Some((Step::Key(_), _)) => return write!(f, " of {}", FieldPath(list.to_vec())),
                Some((Step::Item(_), _)) => {}
            }
            above = list;
        }
        Ok(())
    }
}

/// A number of a list in words.
fn ordinal(number: usize) -> String {
    let words =
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    if let Some(word) = number.checked_sub(1).and_then(|at| words.get(at)) {
        return (*word).to_owned();
    }
    let end = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{end}")
}

/// Where in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spot {
    /// The file as a whole.
    File,
    /// A byte range of the file.
    Bytes(Range<usize>),
    /// A 1-based line and column (in characters), as a parser reported it.
    LineColumn(usize, usize),
    /// The key at the end of this path in the file's YAML.
    Key(FieldPath),
    /// The value at the end of this path in the file's YAML.
    Value(FieldPath),
    /// Words of the file's Markdown, as [`crate::base::words`] finds them again.
    Words(Words),
}

/// Words of a text whose source is not at hand: what they are, and how often they stand before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The words.
    pub words: String,
    /// How many times the text holds them before this place.
    pub nth: usize,
}

/// A file and a spot in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Path from the site's root.
    pub file: Arc<str>,
    /// Where in the file.
    pub spot: Spot,
}

impl Place {
    /// The file as a whole.
    pub fn file(file: &Arc<str>) -> Self {
        Place { file: file.clone(), spot: Spot::File }
    }

    /// A byte range of the file.
    pub fn bytes(file: &Arc<str>, range: Range<usize>) -> Self {
        Place { file: file.clone(), spot: Spot::Bytes(range) }
    }

    /// A key of the file's YAML.
    pub fn key(file: &Arc<str>, path: FieldPath) -> Self {
        Place { file: file.clone(), spot: Spot::Key(path) }
    }

    /// A value of the file's YAML.
    pub fn value(file: &Arc<str>, path: FieldPath) -> Self {
        Place { file: file.clone(), spot: Spot::Value(path) }
    }

    /// Words of the file's Markdown.
    pub fn words(file: &Arc<str>, words: Words) -> Self {
        Place { file: file.clone(), spot: Spot::Words(words) }
    }
}

#[cfg(test)]
mod tests {
    use super::FieldPath;

    #[test]
    fn a_path_is_said_in_words() {
        let top = FieldPath::default;
        for (path, words) in [
            (top().key("title"), "`title`"),
            (top().key("event").key("from"), "`event.from`"),
            (top().item(1), "the second entry"),
            (top().item(10).key("successor"), "`successor` of the 11th entry"),
            (top().key("units").item(0), "the first of `units`"),
            (top().key("a").key("b").item(21).key("c").key("d"), "`c.d` of the 22nd of `a.b`"),
            (
                top().item(2).key("terms").item(3).key("to"),
                "`to` of the fourth of `terms` of the third entry",
            ),
            (top().key("rows").item(0).item(1), "the second of the first of `rows`"),
        ] {
            assert_eq!(path.to_string(), words);
        }
    }
}
