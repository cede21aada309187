//! Names of a register, found in texts: whole words only, and the longest where several begin.

use crate::base::script::{begins, ends, is_unspaced};
use crate::register::Register;
use aho_corasick::{AhoCorasick, Input, MatchKind};
use std::collections::HashMap;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// Longer names are not looked for, in bytes. No name is that long.
const LONGEST: usize = 200;

/// The names of a register, to be found in texts that are normalised (NFC).
#[derive(Default)]
pub struct Finder {
    finder: Option<AhoCorasick>,
    /// For each name, the entries that have it.
    pub meant: Vec<Vec<usize>>,
    numbers: HashMap<String, usize>,
}

impl Finder {
    /// Makes the names of a register ready.
    pub fn new(register: &Register) -> Self {
        let mut made = Finder::default();
        let mut names = Vec::new();
        for (number, entry) in register.entries.iter().enumerate() {
            for name in entry.all_names() {
                let name: String = name.trim().nfc().collect();
                if !is_distinct(&name) {
                    continue;
                }
                let at = *made.numbers.entry(name).or_insert_with_key(|name| {
                    names.push(name.clone());
                    made.meant.push(Vec::new());
                    names.len() - 1
                });
                if made.meant[at].last() != Some(&number) {
                    made.meant[at].push(number);
                }
            }
        }
        if !names.is_empty() {
            // Only more names than fit into memory fail here; then none is looked for.
            made.finder = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&names).ok();
        }
        made
    }

    /// The names in a text, in order: where each stands, and its number.
    pub fn find(&self, text: &str) -> Vec<(Range<usize>, usize)> {
        let mut found = Vec::new();
        let Some(finder) = &self.finder else { return found };
        let mut at = 0;
        while let Some(hit) = finder.find(Input::new(text).range(at..)) {
            let range = hit.range();
            at = match self.whole(text, range.clone(), hit.pattern().as_usize()) {
                Some((range, name)) => {
                    let end = range.end;
                    found.push((range, name));
                    end
                }
                None => range.start + text[range].chars().next().map_or(1, char::len_utf8),
            };
        }
        found
    }

    /// The name at this place where it is not a part of a longer word, or a shorter one that begins there too.
    fn whole(&self, text: &str, range: Range<usize>, name: usize) -> Option<(Range<usize>, usize)> {
        if !begins(text, range.start) {
            return None;
        }
        if ends(text, range.end) {
            return Some((range, name));
        }
        let shorter = text[range.clone()].char_indices().map(|(at, _)| range.start + at).skip(1);
        let shorter = shorter.filter(|end| ends(text, *end)).collect::<Vec<_>>();
        shorter.into_iter().rev().find_map(|end| {
            let name = *self.numbers.get(&text[range.start..end])?;
            Some((range.start..end, name))
        })
    }
}

/// Whether a name can be told from other words: one Chinese character or one word alone cannot.
fn is_distinct(name: &str) -> bool {
    let enough = match name.chars().any(is_unspaced) {
        true => name.chars().filter(|c| c.is_alphanumeric()).count() > 1,
        false => name.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count() > 1,
    };
    enough && name.len() <= LONGEST
}
