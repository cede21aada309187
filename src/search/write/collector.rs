//! Reads documents and collects their terms.

use crate::search::codec::order;
use crate::search::format::Kept;
use crate::search::stem::stem;
use crate::search::text::{Element, LONGEST_CHAIN, Link, Reading, is_run, joins};
use crate::search::write::document::Document;
use crate::search::write::names::Names;
use crate::search::write::run::{Encoder, Place, Run};
use crate::search::write::usual::Usual;
use hashbrown::HashTable;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::Hasher;
use std::ops::Range;

/// Kind of a term, for what is kept of it and for its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A word: inflections share its key.
    Word,
    /// A word with its marks.
    Marked,
    /// Two elements in contact, or two or three usual words.
    Pair,
    /// A single character, or a known name.
    Bare,
}

/// A term that was noted.
#[derive(Debug, Clone, Copy)]
struct Noted {
    number: u32,
    /// Its text, in the texts of all.
    start: u32,
    end: u32,
    kind: Kind,
    /// Whether it is a common word: nearly every word is asked that, so each is looked up once.
    is_common: bool,
    /// Whether it stands in a fact, too.
    in_facts: bool,
}

impl Noted {
    fn text<'t>(&self, texts: &'t str) -> &'t str {
        &texts[self.start as usize..self.end as usize]
    }
}

/// Where terms are noted.
#[derive(Debug, Clone, Copy)]
struct At {
    document: usize,
    in_title: bool,
    in_facts: bool,
    position: u32,
}

/// The usual words of a segment, to be looked up.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// Each word, and whether it is common.
    all: FxHashMap<String, bool>,
}

impl Words {
    pub(super) fn new(usual: &Usual) -> Words {
        let common = usual.common.iter().map(|word| (word.clone(), true));
        Words { all: common.chain(usual.frequent.iter().map(|word| (word.clone(), false))).collect() }
    }

    fn is_common(&self, word: &str) -> bool {
        self.all.get(word) == Some(&true)
    }

    fn is_frequent(&self, word: &str) -> bool {
        self.all.contains_key(word)
    }
}

/// Collects the terms of documents.
pub(super) struct Collector<'a> {
    known: &'a Names,
    words: &'a Words,
    reading: Reading,
    terms: HashTable<Noted>,
    /// Their texts.
    texts: String,
    /// Term and place of each occurrence, in the order noted.
    occurrences: Vec<(u32, Place)>,
    /// Number of elements of each document, and its last position.
    lengths: Vec<(u32, u32)>,
    /// A term that no text has in one piece.
    made: String,
}

impl<'a> Collector<'a> {
    /// `words` are those of the segment.
    pub(super) fn new(known: &'a Names, words: &'a Words) -> Self {
        Collector {
            known,
            words,
            reading: Reading::default(),
            terms: HashTable::new(),
            texts: String::new(),
            occurrences: Vec::new(),
            lengths: Vec::new(),
            made: String::new(),
        }
    }

    /// Adds the next document; tells `found` each known name in it.
    pub(super) fn add(&mut self, document: &Document<'_>, found: &mut FxHashSet<u32>) {
        let mut reading = std::mem::take(&mut self.reading);
        reading.clear();
        reading.field(document.title);
        let title = reading.elements.len();
        for field in document.summary.iter().copied().chain([&*document.text]) {
            reading.field(field);
        }
        let facts = reading.elements.len();
        for fact in &document.facts {
            reading.field(fact);
        }
        let last = reading.elements.last().map_or(0, |element| element.position);
        let number = self.lengths.len();
        self.lengths.push((reading.elements.len() as u32, last));
        for at in 0..reading.elements.len() {
            let place = At {
                document: number,
                in_title: at < title,
                in_facts: at >= facts,
                position: reading.elements[at].position,
            };
            self.terms_at(&reading, at, place, found);
        }
        self.reading = reading;
    }

    /// The terms that begin at an element.
    fn terms_at(&mut self, reading: &Reading, at: usize, place: At, found: &mut FxHashSet<u32>) {
        let elements = &reading.elements;
        let element = &elements[at];
        let text = reading.text(element);
        let mut is_common = false;
        if element.is_ngram {
            self.note(text, Kind::Bare, place);
        } else {
            is_common = self.note(text, Kind::Word, place);
            if let Some(plain) = reading.plain(element) {
                self.note_made(&[text, "\u{1}", plain], Kind::Marked, place);
            }
        }
        let Some(next) = elements.get(at + 1) else { return };
        if next.contact && (element.is_ngram || next.is_ngram) {
            self.note(reading.joined(element, next), Kind::Pair, place);
            if element.is_ngram && next.is_ngram && !self.known.is_empty() {
                self.names_at(reading, at, place, found);
            }
            return;
        }
        if element.is_ngram || next.is_ngram {
            return;
        }
        let joined = joined(reading, at);
        let joined = joined.filter(|joined| self.note(joined, Kind::Word, place));
        if next.position != place.position + 1 {
            return;
        }
        let words = self.words;
        for first in [is_common.then_some(text), joined].into_iter().flatten() {
            for second in both(reading, at + 1).filter(|word| words.is_common(word)) {
                self.note_made(&[first, " ", second], Kind::Pair, place);
                let third = elements.get(at + 2);
                if third.is_some_and(|third| !third.is_ngram && third.position == place.position + 2) {
                    for third in both(reading, at + 2).filter(|word| words.is_frequent(word)) {
                        self.note_made(&[first, " ", second, " ", third], Kind::Pair, place);
                    }
                }
            }
        }
    }

    /// Known names that begin at an element.
    fn names_at(&mut self, reading: &Reading, at: usize, place: At, found: &mut FxHashSet<u32>) {
        let elements = &reading.elements;
        let known = self.known;
        for name in known.beginning(reading.joined(&elements[at], &elements[at + 1])) {
            let run = &elements[at..elements.len().min(at + name.characters)];
            let whole = run.len() == name.characters
                && is_run(run)
                && reading.joined(&run[0], &run[run.len() - 1]) == name.text;
            if whole {
                found.insert(name.number);
                self.note_made(&["\u{2}", &name.text], Kind::Bare, place);
            }
        }
    }

    /// Notes a term that is put together from parts.
    fn note_made(&mut self, parts: &[&str], kind: Kind, place: At) {
        let mut made = std::mem::take(&mut self.made);
        made.clear();
        parts.iter().for_each(|part| made.push_str(part));
        self.note(&made, kind, place);
        self.made = made;
    }

    /// Notes an occurrence; whether the term is a common word.
    fn note(&mut self, text: &str, kind: Kind, place: At) -> bool {
        let At { document, in_title, in_facts, position } = place;
        let (texts, number) = (&mut self.texts, self.terms.len() as u32);
        let entry =
            self.terms.entry(hash(text), |term| term.text(texts) == text, |term| hash(term.text(texts)));
        let term = entry
            .or_insert_with(|| {
                let start = texts.len() as u32;
                texts.push_str(text);
                let is_common = kind == Kind::Word && self.words.is_common(text);
                Noted { number, start, end: texts.len() as u32, kind, is_common, in_facts }
            })
            .into_mut();
        term.in_facts |= in_facts;
        self.occurrences.push((term.number, Place::new(document, in_title, position)));
        term.is_common
    }

    /// The run, whose first document has the number `first` in its segment. It is kept for long, so nothing is let go
    /// before it is made: it would come to lie in the gap, and the next collector would need memory elsewhere.
    pub(super) fn finish(self, first: u32) -> Run {
        let Collector { texts, terms, occurrences, lengths, .. } = &self;
        let (starts, places) = sort(terms.len(), occurrences);
        let mut names = String::with_capacity(texts.len() + terms.len() * 2);
        let mut sorted: Vec<(Range<usize>, Noted)> = Vec::with_capacity(terms.len());
        for term in terms {
            let start = names.len();
            name(term.text(texts), term.kind, &mut names);
            sorted.push((start..names.len(), *term));
        }
        sorted.sort_unstable_by(|a, b| order(&names[a.0.clone()], &names[b.0.clone()]));
        let mut encoder = Encoder::new(lengths, first);
        for (name, Noted { number, kind, in_facts, .. }) in &sorted {
            let kept = match kind {
                Kind::Word => Kept::Parts,
                Kind::Pair if *in_facts => Kept::Positions,
                Kind::Pair => Kept::PositionsInTexts,
                Kind::Marked | Kind::Bare => Kept::Nothing,
            };
            let [start, end] = [*number, *number + 1].map(|number| starts[number as usize] as usize);
            encoder.term(&names[name.clone()], kept, &places[start..end]);
        }
        encoder.finish()
    }
}

/// The places by term, in the order noted, and where each term's begin.
fn sort(terms: usize, occurrences: &[(u32, Place)]) -> (Vec<u32>, Vec<Place>) {
    let mut starts = vec![0u32; terms + 1];
    for (term, _) in occurrences {
        starts[*term as usize + 1] += 1;
    }
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    let mut next = starts.clone();
    let mut places = vec![Place::default(); occurrences.len()];
    for (term, place) in occurrences {
        let at = &mut next[*term as usize];
        places[*at as usize] = *place;
        *at += 1;
    }
    (starts, places)
}

/// A word, and the one that it and the next ones are.
fn both(reading: &Reading, at: usize) -> impl Iterator<Item = &str> {
    [Some(reading.text(&reading.elements[at])), joined(reading, at)].into_iter().flatten()
}

/// The word that an element and the next ones are, too, when they are written as one.
fn joined(reading: &Reading, at: usize) -> Option<&str> {
    let elements = &reading.elements;
    let (element, next) = (&elements[at], elements.get(at + 1)?);
    if element.is_ngram || next.is_ngram {
        return None;
    }
    match next.link {
        Link::Hyphen if element.link != Link::Hyphen || elements[at - 1].is_ngram => {
            chain(reading, at).map(|end| reading.joined(element, &elements[end]))
        }
        Link::Spaces if joins(reading.text(element), reading.text(next)) => {
            Some(reading.joined(element, next))
        }
        _ => None,
    }
}

/// The end of the hyphen chain that begins at an element, where there is one to join.
fn chain(reading: &Reading, at: usize) -> Option<usize> {
    let elements = &reading.elements;
    let more = |element: &&Element| element.link == Link::Hyphen && !element.is_ngram;
    let end = at + elements[at + 1..].iter().take_while(more).count();
    let is_number =
        |element: &Element| reading.text(element).chars().all(|character| character.is_ascii_digit());
    (end - at < LONGEST_CHAIN && !elements[at..=end].iter().all(is_number)).then_some(end)
}

fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

/// Appends key, U+0000 and suffix of a term.
fn name(text: &str, kind: Kind, out: &mut String) {
    let (word, suffix) = match kind {
        Kind::Word => (text, None),
        Kind::Marked => text.split_once('\u{1}').map_or((text, None), |(word, marked)| (word, Some(marked))),
        Kind::Pair | Kind::Bare => {
            out.push_str(text);
            out.push('\0');
            return;
        }
    };
    let stem = stem(word);
    stem.push_key(word, out);
    out.push('\0');
    match suffix {
        Some(marked) => {
            out.push('\u{1}');
            out.push_str(marked);
        }
        None => out.push_str(&word[stem.len..]),
    }
}

#[cfg(test)]
mod tests;
