//! The ids of a page: made from headings or chosen by the writer, each used once.

use std::collections::BTreeMap;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longer ids help nobody.
const LONGEST: usize = 100;

/// The ids in use.
#[derive(Default)]
pub(super) struct Ids {
    used: BTreeMap<String, Used>,
}

struct Used {
    /// The number that the next id of the same name is tried with; it makes many equal headings cheap.
    next: usize,
    place: Range<usize>,
}

impl Ids {
    /// Reserves the id, with a number behind it when it is taken.
    pub(super) fn claim(&mut self, wanted: String, place: &Range<usize>) -> String {
        let mut next = match self.used.get(&wanted) {
            None => {
                self.used.insert(wanted.clone(), Used { next: 2, place: place.clone() });
                return wanted;
            }
            Some(used) => used.next,
        };
        loop {
            let id = format!("{wanted}-{next}");
            next += 1;
            if !self.used.contains_key(&id) {
                self.used.insert(id.clone(), Used { next: 2, place: place.clone() });
                if let Some(used) = self.used.get_mut(&wanted) {
                    used.next = next;
                }
                return id;
            }
        }
    }

    /// Where the id stands, when it is in use.
    pub(super) fn place(&self, id: &str) -> Option<&Range<usize>> {
        self.used.get(id).map(|used| &used.place)
    }

    /// Every id, in alphabetical order.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.used.keys().map(String::as_str)
    }
}

/// The id of a heading: its letters and digits in any script, lower case, everything else a dash.
pub(super) fn slug(title: &str) -> String {
    let mut id = String::with_capacity(title.len());
    if title.is_ascii() {
        title.chars().take(LONGEST).for_each(|c| push(&mut id, c));
    } else {
        title.nfkc().flat_map(char::to_lowercase).take(LONGEST).for_each(|c| push(&mut id, c));
    }
    if id.ends_with('-') {
        id.pop();
    }
    // `fn-` is the footnotes'.
    if id.is_empty() || id.starts_with("fn-") {
        id.insert_str(0, if id.is_empty() { "section" } else { "section-" });
    }
    id
}

fn push(id: &mut String, c: char) {
    if is_letter(c) {
        id.push(c.to_ascii_lowercase());
    } else if !id.is_empty() && !id.ends_with('-') && !matches!(c, '\u{200c}' | '\u{200d}') {
        id.push('-');
    }
}

fn is_letter(c: char) -> bool {
    // Vowel signs and the like belong to their letter; not all of them count as alphabetic.
    c.is_alphanumeric() || (!c.is_ascii() && is_combining_mark(c))
}

/// Whether an id that a writer chose can be used as it is.
pub(super) fn is_usable(id: &str) -> bool {
    !id.is_empty()
        && !id.starts_with("fn-")
        && id.chars().take(LONGEST + 1).count() <= LONGEST
        && id.chars().all(|c| is_letter(c) || matches!(c, '-' | '_' | '.' | ':'))
}

#[cfg(test)]
mod tests {
    use super::{Ids, is_usable, slug};

    #[test]
    fn letters_of_any_script_stay() {
        assert_eq!(slug("The County's 2022 Budget!"), "the-county-s-2022-budget");
        assert_eq!(slug("二、财政　预算"), "二-财政-预算");
        assert_eq!(slug("ශ්‍රී ලංකා"), "ශ්රී-ලංකා");
        assert_eq!(slug("ÉTAT №１"), "état-no1");
    }

    #[test]
    fn an_id_is_never_empty_nor_a_footnote() {
        assert_eq!(slug("!!!"), "section");
        assert_eq!(slug(""), "section");
        assert_eq!(slug("fn 1"), "section-fn-1");
    }

    #[test]
    fn equal_ids_are_numbered() {
        let mut ids = Ids::default();
        let mut claim = |id: &str| ids.claim(id.to_owned(), &(0..0));
        assert_eq!([claim("a"), claim("a"), claim("a-2"), claim("a")], ["a", "a-2", "a-2-2", "a-3"]);
    }

    #[test]
    fn chosen_ids_must_be_plain() {
        assert!(is_usable("annex_2.b") && is_usable("预算"));
        assert!(!is_usable("a b") && !is_usable("a\"b") && !is_usable("") && !is_usable("fn-1"));
    }
}
