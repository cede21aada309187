//! What a query asks for: its units.

use crate::search::stem::key_of;
use crate::search::text::{Element, LONGEST_CHAIN, Link, Reading, is_run, joins};
use std::ops::Range;

/// Of a query no more characters are read.
const MOST_CHARACTERS: usize = 256;
/// Nor more chunks and phrases.
const MOST_CHUNKS: usize = 16;
/// What begins or ends a quoted phrase.
const QUOTES: &[char] = &['"', '“', '”', '„', '«', '»', '「', '」', '『', '』', '《', '》'];

/// A word of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The word, folded.
    pub text: String,
    /// Its plain form, where that differs.
    pub plain: Option<String>,
    /// The chunk that it was, in the query.
    pub chunk: Range<usize>,
    /// Whether it may be the beginning of a word: the last one, while typing.
    pub is_beginning: bool,
}

impl Word {
    /// The key of its family.
    pub fn key(&self) -> String {
        key_of(&self.text)
    }

    /// The form that counts most: the one with the same marks.
    pub fn exact(&self) -> String {
        self.plain.as_ref().map_or_else(|| self.text.clone(), |plain| format!("\u{1}{plain}"))
    }
}

/// A word or a character of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Its folded text.
    pub text: String,
    /// Where it stands in the phrase.
    pub position: u32,
    /// Whether it is a single character of a script without spaces.
    pub is_ngram: bool,
    /// Whether it is in contact with the piece before.
    pub contact: bool,
}

/// What a document must satisfy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unit {
    /// A word of this family.
    Word(Word),
    /// This word, as it is.
    Exact(Word),
    /// This character, or these two in contact.
    Ngram(String),
    /// The joined word, or the phrase of its words.
    Chain(String, Vec<Piece>),
    /// The joined word, or both words.
    Pair(String, Word, Word),
    /// The name, if it is a known one; else the phrase.
    Name(String, Vec<Piece>),
    /// These pieces, at the same distances.
    Phrase(Vec<Piece>),
}

/// A chunk or a phrase, as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    /// Where it stands in the query.
    pub place: Range<usize>,
    /// Whether it is quoted.
    pub quoted: bool,
}

/// A query that was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Units {
    /// The units, each with its place in the query.
    pub units: Vec<(Unit, Range<usize>)>,
    /// Whether the query has any character.
    pub has_characters: bool,
}

/// The chunks and phrases of a query.
fn chunks(query: &str) -> Vec<Chunk> {
    let mut chunks = Vec::new();
    let mut quoted = false;
    let mut start = 0;
    let mut push = |place: Range<usize>, quoted: bool| {
        if !query[place.clone()].trim().is_empty() {
            chunks.push(Chunk { place, quoted });
        }
    };
    for (at, character) in query.char_indices() {
        let is_quote = QUOTES.contains(&character);
        if is_quote || !quoted && character.is_whitespace() {
            push(start..at, quoted);
            start = at + character.len_utf8();
        }
        quoted ^= is_quote;
    }
    push(start..query.len(), quoted);
    chunks.truncate(MOST_CHUNKS);
    chunks
}

/// Reads a query.
pub fn read(query: &str, typing: bool) -> Units {
    let query = query.char_indices().nth(MOST_CHARACTERS).map_or(query, |(end, _)| &query[..end]);
    let chunks = chunks(query);
    let mut reading = Reading::default();
    let mut units: Vec<(Unit, Range<usize>)> = Vec::new();
    // Whether the unit before is one word, and the chunk before was that.
    let mut after_word = false;
    for (number, chunk) in chunks.iter().enumerate() {
        reading.clear();
        reading.field(&query[chunk.place.clone()]);
        let is_last = number + 1 == chunks.len() && chunk.place.end == query.len();
        let Some(mut unit) = unit(&reading, chunk) else {
            after_word = false;
            continue;
        };
        if let Unit::Word(word) = &mut unit {
            word.is_beginning = typing && is_last && word.text.chars().nth(1).is_some();
        }
        let mut place = chunk.place.clone();
        if after_word && let Some(pair) = units.last().and_then(|(before, _)| pair(before, &unit)) {
            place.start = units.pop().map_or(place.start, |(_, before)| before.start);
            unit = pair;
        }
        after_word = matches!(unit, Unit::Word(_));
        units.push((unit, place));
    }
    Units { units, has_characters: !query.trim().is_empty() }
}

/// The unit of a chunk or phrase; none where it has no elements.
fn unit(reading: &Reading, chunk: &Chunk) -> Option<Unit> {
    let elements = &reading.elements;
    let first = elements.first()?;
    let word = |element: &Element| Word {
        text: reading.text(element).to_owned(),
        plain: reading.plain(element).map(str::to_owned),
        chunk: chunk.place.clone(),
        is_beginning: false,
    };
    if elements.len() == 1 {
        return Some(match (first.is_ngram, chunk.quoted) {
            (true, _) => Unit::Ngram(reading.text(first).to_owned()),
            (false, false) => Unit::Word(word(first)),
            (false, true) => Unit::Exact(word(first)),
        });
    }
    let piece = |element: &Element| Piece {
        text: reading.text(element).to_owned(),
        position: element.position,
        is_ngram: element.is_ngram,
        contact: element.contact,
    };
    let pieces: Vec<Piece> = elements.iter().map(piece).collect();
    let joined = || pieces.iter().map(|piece| piece.text.as_str()).collect::<String>();
    let is_chain = elements.len() <= LONGEST_CHAIN
        && elements.iter().all(|element| !element.is_ngram)
        && elements[1..].iter().all(|element| element.link == Link::Hyphen);
    let is_run = is_run(elements);
    Some(match chunk.quoted {
        false if is_chain => Unit::Chain(joined(), pieces),
        false if is_run && elements.len() == 2 => Unit::Ngram(joined()),
        false if is_run => Unit::Name(joined(), pieces),
        _ => Unit::Phrase(pieces),
    })
}

/// Two words that may be one, written apart.
fn pair(before: &Unit, unit: &Unit) -> Option<Unit> {
    let (Unit::Word(first), Unit::Word(second)) = (before, unit) else { return None };
    joins(&first.text, &second.text)
        .then(|| Unit::Pair(format!("{}{}", first.text, second.text), first.clone(), second.clone()))
}

/// The folded name that a query would be.
pub fn folded_name(query: &str) -> String {
    let mut reading = Reading::default();
    reading.field(query);
    reading.spaced(0)
}
