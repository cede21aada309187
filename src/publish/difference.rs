//! What parts two versions of a site.

use std::collections::HashMap;

/// A file of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Path below the site's root, parted by `/`.
    pub path: String,
    /// SHA-256 of the bytes, 64 lower-case hexadecimal digits.
    pub sha256: String,
    /// Size in bytes.
    pub bytes: u64,
}

/// What parts two versions of a site.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Difference<'a> {
    /// Files that are not there.
    pub new: Vec<&'a Item>,
    /// Files that have other bytes.
    pub changed: Vec<&'a Item>,
    /// Paths that are no more.
    pub gone: Vec<&'a str>,
    /// How many files are the same.
    pub unchanged: usize,
}

impl Difference<'_> {
    /// Whether there is none.
    pub fn is_none(&self) -> bool {
        self.new.is_empty() && self.changed.is_empty() && self.gone.is_empty()
    }

    /// How many bytes have to be sent.
    pub fn bytes(&self) -> u64 {
        self.new.iter().chain(&self.changed).map(|item| item.bytes).sum()
    }
}

/// What parts the built site from the published one, each in its own order.
pub fn difference<'a>(built: &'a [Item], published: &'a [Item]) -> Difference<'a> {
    let mut left: HashMap<&str, &Item> = published.iter().map(|item| (item.path.as_str(), item)).collect();
    let mut difference = Difference::default();
    for item in built {
        match left.remove(item.path.as_str()) {
            None => difference.new.push(item),
            Some(former) if former.sha256 != item.sha256 => difference.changed.push(item),
            Some(_) => difference.unchanged += 1,
        }
    }
    let gone = published.iter().map(|item| item.path.as_str());
    difference.gone = gone.filter(|path| left.contains_key(path)).collect();
    difference
}

#[cfg(test)]
mod tests {
    use super::{Item, difference};

    fn item(path: &str, sha256: &str) -> Item {
        Item { path: path.to_owned(), sha256: sha256.to_owned(), bytes: 10 }
    }

    #[test]
    fn what_parts_two_versions_is_found_by_path_and_digest() {
        let built = [item("a", "1"), item("b", "2"), item("c", "3")];
        let published = [item("b", "2"), item("c", "0"), item("d", "4")];
        let found = difference(&built, &published);
        assert_eq!((found.new, found.changed, found.gone), (vec![&built[0]], vec![&built[2]], vec!["d"]));
        assert_eq!(found.unchanged, 1);
        assert!(difference(&built, &built).is_none());
        assert_eq!(difference(&built, &[]).bytes(), 30);
    }
}
