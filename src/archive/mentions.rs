//! Names in running text: where one of the registers' names stands, and whom it means.
//!
//! All names of all registers are looked for at once (Aho and Corasick 1975), so that a short name is never found
//! inside a longer one. Whom a name means must be certain: one that two entries share means nobody.

use crate::base::html::escape;
use crate::base::script::{begins, ends};
use crate::register::{Kind, Register};
use aho_corasick::AhoCorasick;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

/// A name of one character would be found everywhere.
const SHORTEST: usize = 2;

/// The names of the registers, ready to be found.
pub struct Mentions {
    automaton: AhoCorasick,
    /// For each pattern, the person or unit that it means; nothing for topics and for names that two share.
    meanings: Vec<Option<(Kind, usize)>>,
}

/// A name in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Where it stands, in bytes.
    pub at: Range<usize>,
    /// Person or unit, and the number of its entry; nothing where that is not certain.
    pub meaning: Option<(Kind, usize)>,
}

impl Mentions {
    /// All names of these registers. Nothing where there are too many to be held (2^31 states).
    pub fn new(registers: [&Register; 3]) -> Option<Self> {
        let mut meanings: BTreeMap<String, Option<(Kind, usize)>> = BTreeMap::new();
        for register in registers {
            let linked = register.kind != Kind::Topic;
            for (number, entry) in register.entries.iter().enumerate() {
                let meaning = linked.then_some((register.kind, number));
                for spelling in entry.all_names().flat_map(spellings) {
                    let known = meanings.entry(spelling).or_insert(meaning);
                    if *known != meaning {
                        *known = None;
                    }
                }
            }
        }
        let automaton = AhoCorasick::new(meanings.keys()).ok()?;
        Some(Mentions { automaton, meanings: meanings.into_values().collect() })
    }

    /// The names in a text, as HTML has it between two tags: of two that overlap the one that begins first, of those the
    /// longest.
    pub fn find(&self, text: &str) -> Vec<Mention> {
        // A name goes on in the next line.
        let line: Cow<'_, [u8]> = match text.as_bytes() {
            bytes if bytes.contains(&b'\n') => {
                bytes.iter().map(|byte| if *byte == b'\n' { b' ' } else { *byte }).collect()
            }
            bytes => Cow::Borrowed(bytes),
        };
        let mut found: Vec<Mention> = self
            .automaton
            .find_overlapping_iter(&*line)
            .filter(|found| is_whole(text, found.range()))
            .map(|found| Mention { at: found.range(), meaning: self.meanings[found.pattern().as_usize()] })
            .collect();
        found.sort_by_key(|mention| (mention.at.start, std::cmp::Reverse(mention.at.end)));
        let mut end = 0;
        found.retain(|mention| {
            let is_free = mention.at.start >= end;
            if is_free {
                end = mention.at.end;
            }
            is_free
        });
        found
    }
}

/// A name as texts may have it: escaped, single spaces, either apostrophe.
fn spellings(name: &str) -> impl Iterator<Item = String> + use<> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_long_enough = name.chars().count() >= SHORTEST;
    // Text keeps its quotation marks.
    let escaped = escape(&name).replace("&quot;", "\"");
    let other = match (escaped.contains('\''), escaped.contains('’')) {
        (true, _) => Some(escaped.replace('\'', "’")),
        (_, true) => Some(escaped.replace('’', "'")),
        _ => None,
    };
    [Some(escaped), other].into_iter().flatten().filter(move |_| is_long_enough)
}

/// Whether a found name is no part of a longer word, nor of a character reference such as `&gt;`.
fn is_whole(text: &str, at: Range<usize>) -> bool {
    begins(text, at.start) && ends(text, at.end) && !is_in_reference(&text[..at.start])
}

/// Whether the text breaks off inside a character reference.
fn is_in_reference(before: &str) -> bool {
    let word = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '#');
    word.ends_with('&')
}
