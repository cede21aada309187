//! What a store remembers between two publications: `.crier/journal.json`, beside the site.
//!
//! Before the first file is sent, all that will be written or will go is noted there; when the manifest stands, what was
//! sent is struck out, and when files have gone, they are. So whoever publishes next knows of a publication that was
//! killed: which files may be of another content than the manifest says, which may be there that no manifest names, and
//! since when a file has no longer been in the site. Without anything to remember there is no journal.

use crate::publish::difference::Item;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Where it lies.
pub const JOURNAL: &str = ".crier/journal.json";
/// The only version there is.
const VERSION: u32 = 1;

/// What is to be remembered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Journal {
    version: u32,
    /// Paths that a publication has begun to write; what is there now is not known.
    #[serde(default)]
    pub unfinished: BTreeSet<String>,
    /// Paths that are no longer in the site, and since when, in seconds since 1970.
    #[serde(default)]
    pub leaving: BTreeMap<String, i64>,
}

impl Journal {
    /// Reads a journal; nothing where it is none.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let journal: Journal = serde_json::from_slice(bytes).ok()?;
        (journal.version == VERSION).then_some(journal)
    }

    /// Its bytes; nothing where there is nothing to remember.
    pub fn bytes(&self) -> Option<Vec<u8>> {
        let journal = Journal { version: VERSION, ..self.clone() };
        let is_empty = self.unfinished.is_empty() && self.leaving.is_empty();
        // A value of strings and numbers always has a text.
        (!is_empty).then(|| serde_json::to_vec(&journal).unwrap_or_default())
    }

    /// The files that stand, where a publication did not end: of what it may have written the content is not known.
    pub fn doubt(&self, mut standing: Vec<Item>) -> Vec<Item> {
        let mut doubtful: BTreeSet<&str> = self.unfinished.iter().map(String::as_str).collect();
        for item in &mut standing {
            if doubtful.remove(item.path.as_str()) {
                item.sha256.clear();
            }
        }
        let unnamed = doubtful.into_iter();
        standing.extend(unnamed.map(|path| Item { path: path.to_owned(), sha256: String::new(), bytes: 0 }));
        standing
    }

    /// What leaves with a publication of `built`: of what left before, what has not come back, and what goes `now`.
    pub fn leaving(&self, built: &[Item], gone: &[&str], now: i64) -> BTreeMap<String, i64> {
        let stays: HashSet<&str> = built.iter().map(|item| item.path.as_str()).collect();
        let mut leaving = self.leaving.clone();
        leaving.retain(|path, _| !stays.contains(path.as_str()));
        for path in gone {
            leaving.entry((*path).to_owned()).or_insert(now);
        }
        leaving
    }
}

/// The paths of those that left at least so many seconds ago.
pub fn due(leaving: &BTreeMap<String, i64>, grace: i64, now: i64) -> Vec<String> {
    leaving.iter().filter(|(_, since)| now - **since >= grace).map(|(path, _)| path.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Journal, due};
    use crate::publish::difference::{Item, difference};

    fn items(files: &[(&str, &str)]) -> Vec<Item> {
        files
            .iter()
            .map(|(path, sha256)| Item { path: (*path).into(), sha256: (*sha256).into(), bytes: 1 })
            .collect()
    }

    fn journal(unfinished: &[&str], leaving: &[(&str, i64)]) -> Journal {
        Journal {
            version: 1,
            unfinished: unfinished.iter().map(|path| (*path).to_owned()).collect(),
            leaving: leaving.iter().map(|(path, since)| ((*path).to_owned(), *since)).collect(),
        }
    }

    #[test]
    fn what_was_being_written_is_sent_again_or_goes() {
        let standing = journal(&["b", "new"], &[]).doubt(items(&[("a", "1"), ("b", "2")]));
        let built = items(&[("a", "1"), ("b", "2")]);
        let found = difference(&built, &standing);
        assert_eq!((found.changed, found.gone), (vec![&built[1]], vec!["new"]));
    }

    #[test]
    fn what_left_goes_after_its_grace_unless_it_came_back() {
        let before = journal(&[], &[("a", 100), ("b", 100)]);
        let leaving = before.leaving(&items(&[("b", "1")]), &["c"], 150);
        assert_eq!(leaving, journal(&[], &[("a", 100), ("c", 150)]).leaving);
        assert_eq!(due(&leaving, 60, 159), Vec::<String>::new());
        assert_eq!(due(&leaving, 60, 160), ["a"]);
        assert_eq!(due(&leaving, 0, 150), ["a", "c"]);
    }

    #[test]
    fn it_reads_what_it_wrote_and_nothing_else() {
        let own = journal(&["眉/a"], &[("b", 7)]);
        assert_eq!(Journal::read(&own.bytes().unwrap()), Some(own));
        assert_eq!(Journal::default().bytes(), None);
        for text in ["", "{}", "[]", "{\"version\": 2}", "{\"version\": 1, \"unfinished\": 3}"] {
            assert_eq!(Journal::read(text.as_bytes()), None, "{text}");
        }
    }
}
