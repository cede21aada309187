//! A name that the register does not have, and the one in it that was probably meant.

use crate::base::script::is_unspaced;
use crate::base::suggest::nearest;
use crate::register::{Kind, Register, key};
use crate::search::han::simplified;
use std::collections::HashMap;

/// Words before or behind a name that belong to no name.
const HONORIFICS: [&str; 16] = [
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "prof",
    "professor",
    "sir",
    "madam",
    "hon",
    "comrade",
    "the",
    "of",
    "and",
    "acting",
];
/// A title that is glued to a name has at least so many characters.
const TITLE: usize = 2;

/// The names of a register, made ready to be held against others.
pub struct Near<'a> {
    kind: Kind,
    names: Vec<Name<'a>>,
    /// By the name with one form for all ways to write it, the first that is written so.
    folded: HashMap<String, usize>,
    /// By its words in order of the alphabet, where there are several.
    turned: HashMap<Vec<String>, usize>,
}

struct Name<'a> {
    written: &'a str,
    folded: String,
    is_unspaced: bool,
    words: Vec<String>,
    /// Of people, the words of the titles they held.
    titles: Vec<String>,
}

impl<'a> Near<'a> {
    /// Makes a register ready.
    pub fn new(register: &'a Register) -> Self {
        let mut near =
            Near { kind: register.kind, names: Vec::new(), folded: HashMap::new(), turned: HashMap::new() };
        for entry in &register.entries {
            let titles: Vec<String> =
                entry.terms.iter().flat_map(|term| term.title.all()).flat_map(words).collect();
            for written in std::iter::once(entry.id.as_str()).chain(entry.all_names()) {
                let (number, folded) = (near.names.len(), fold(written));
                near.folded.entry(folded.clone()).or_insert(number);
                let words = words(written);
                if let Some(turned) = turned(words.clone()) {
                    near.turned.entry(turned).or_insert(number);
                }
                let is_unspaced = folded.chars().any(is_unspaced);
                near.names.push(Name { written, folded, is_unspaced, words, titles: titles.clone() });
            }
        }
        near
    }

    /// The name that was probably meant: the same in other characters or in another order, with a title glued on, or
    /// nearly the same.
    pub fn find(&self, typed: &str) -> Option<&'a str> {
        let (folded, words) = (fold(typed), words(typed));
        let same = self.folded.get(&folded);
        let same = same.or_else(|| self.turned.get(&turned(words.clone())?));
        let meant = match same {
            Some(number) => Some(*number),
            None if self.kind == Kind::Person => self.with_title(&words, &folded),
            None => None,
        };
        if let Some(number) = meant {
            return Some(self.names[number].written);
        }
        let near = nearest(typed, self.names.iter().map(|name| name.written));
        if near.is_some() || typed.is_ascii() {
            return near;
        }
        let near = nearest(&folded, self.names.iter().map(|name| name.folded.as_str()))?;
        self.folded.get(near).map(|number| self.names[*number].written)
    }

    /// A name with a title before or behind it: the longest that is in it.
    fn with_title(&self, words: &[String], folded: &str) -> Option<usize> {
        let length = folded.chars().count();
        let is_in = |name: &Name<'_>| {
            if name.is_unspaced {
                let own = name.folded.chars().count();
                // What is one character more is another name.
                let is_at_an_end = folded.starts_with(&name.folded) || folded.ends_with(&name.folded);
                return own > 1 && length >= own + TITLE && is_at_an_end;
            }
            let own = name.words.as_slice();
            if own.len() < 2 || own.len() >= words.len() {
                return false;
            }
            let at = words.windows(own.len()).position(|part| part == own);
            at.is_some_and(|at| {
                let mut others = words[..at].iter().chain(&words[at + own.len()..]);
                others.all(|word| HONORIFICS.contains(&word.as_str()) || name.titles.contains(word))
            })
        };
        let found = self.names.iter().enumerate().filter(|(_, name)| is_in(name));
        found.max_by_key(|(number, name)| (name.folded.len(), usize::MAX - number)).map(|(number, _)| number)
    }
}

/// One form for all ways to write a name: simplified characters, small letters; without spaces and dots between
/// characters of a script that has none.
fn fold(name: &str) -> String {
    let folded: String = key(name).chars().map(simplified).collect();
    match folded.chars().any(is_unspaced) {
        true => folded.chars().filter(|c| c.is_alphanumeric()).collect(),
        false => folded,
    }
}

fn words(name: &str) -> Vec<String> {
    let key = key(name);
    let words = key.split(|c: char| c.is_whitespace() || ".,;/&、，；".contains(c));
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The words of a name that has several, in order of the alphabet.
fn turned(mut words: Vec<String>) -> Option<Vec<String>> {
    words.sort_unstable();
    (words.len() > 1).then_some(words)
}
