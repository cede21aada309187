//! The dictionary of an index: strings that texts are made of, each with a code of some bits. A text in codes takes
//! about half of what gzip makes of it, and is quickly made.
//!
//! It is learnt from a sample of the oldest documents, so it stays the same while new ones come, and is a function of
//! the sources alone.

mod huffman;
mod learn;
mod units;

use crate::search::codec::{Bits, put_u, shared};
use crate::search::write::card;
use crate::search::write::document::Document;
use crate::search::write::segment::{sample, short};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};
use std::ops::Range;

/// It is learnt from so many documents.
const SAMPLE: usize = 512;
/// No unit that is known.
const UNKNOWN: u32 = u32::MAX;
/// Pieces by which a word is spelt that is not in the dictionary have so many characters at most.
const LONGEST_PIECE: usize = 8;

/// Strings and their codes.
pub(super) struct Dictionary {
    /// Each token with its code and the length of that; the first one is the empty string, which stands before a
    /// character that has no token.
    tokens: Vec<Token>,
    book: Book,
    name: String,
    file: Vec<u8>,
}

struct Token {
    text: Box<str>,
    code: u32,
    length: u8,
}

/// Finds tokens in texts.
#[derive(Default)]
struct Book {
    /// Numbers of units.
    units: FxHashMap<Box<str>, u32>,
    /// The node that follows a node with a unit; node 0 is the root.
    next: FxHashMap<(u32, u32), u32>,
    /// The token that ends at a node, or [`UNKNOWN`].
    ends: Vec<u32>,
    /// Tokens of one unit or less, for spelling.
    pieces: FxHashMap<Box<str>, u32>,
}

/// What a text is made of.
enum Piece {
    Token(u32),
    Escape(char),
}

impl Book {
    /// A book of tokens. The number of each is its place.
    fn new<'t>(tokens: impl Iterator<Item = &'t str>) -> Book {
        let mut book = Book { ends: vec![UNKNOWN], ..Book::default() };
        for (number, text) in tokens.enumerate().filter(|(_, text)| !text.is_empty()) {
            let number = number as u32;
            let mut node = 0;
            let mut count = 0;
            for unit in units::units(text) {
                let known = book.units.len() as u32;
                let unit = *book.units.entry(unit.into()).or_insert(known);
                let fresh = book.ends.len() as u32;
                node = *book.next.entry((node, unit)).or_insert(fresh);
                if node == fresh {
                    book.ends.push(UNKNOWN);
                }
                count += 1;
            }
            book.ends[node as usize] = number;
            if count == 1 {
                book.pieces.insert(text.into(), number);
            }
        }
        book
    }

    /// Cuts a lowered text into tokens: of those that begin at a unit always the longest.
    fn cut(&self, text: &str, mut take: impl FnMut(Piece)) {
        let mut numbers: Vec<u32> = Vec::with_capacity(text.len() / 4);
        let mut starts: Vec<u32> = Vec::with_capacity(text.len() / 4);
        let mut start = 0;
        for unit in units::units(text) {
            numbers.push(self.units.get(unit).copied().unwrap_or(UNKNOWN));
            starts.push(start);
            start += unit.len() as u32;
        }
        starts.push(start);
        let mut at = 0;
        while at < numbers.len() {
            let mut node = 0;
            let mut best = None;
            for (number, end) in numbers[at..].iter().zip(at + 1..) {
                let Some(next) = self.next.get(&(node, *number)) else { break };
                node = *next;
                let token = self.ends[node as usize];
                if token != UNKNOWN {
                    best = Some((token, end));
                }
            }
            match best {
                Some((token, end)) => {
                    take(Piece::Token(token));
                    at = end;
                }
                None => {
                    self.spell(&text[starts[at] as usize..starts[at + 1] as usize], &mut take);
                    at += 1;
                }
            }
        }
    }

    /// Cuts a unit that is no token.
    fn spell(&self, unit: &str, take: &mut impl FnMut(Piece)) {
        let mut rest = unit;
        while let Some(first) = rest.chars().next() {
            let ends = rest.char_indices().map(|(at, character)| at + character.len_utf8());
            let mut known: Option<(u32, usize)> = None;
            for end in ends.take(LONGEST_PIECE) {
                if let Some(token) = self.pieces.get(&rest[..end]) {
                    known = Some((*token, end));
                }
            }
            let (piece, end) = match known {
                Some((token, end)) => (Piece::Token(token), end),
                None => (Piece::Escape(first), first.len_utf8()),
            };
            take(piece);
            rest = &rest[end..];
        }
    }
}

impl Dictionary {
    /// Learns from some documents, `from` out of `documents` in all.
    pub(super) fn learn<'d>(
        document: &(dyn Fn(usize) -> Document<'d> + Sync),
        from: &Range<usize>,
        documents: usize,
    ) -> Dictionary {
        let numbers = sample(from, SAMPLE);
        let texts: Vec<String> = numbers.into_par_iter().map(|number| lowered(&document(number))).collect();
        let learnt = learn::learn(&texts, documents);
        let lengths = huffman::lengths(&learnt.iter().map(|(_, count)| *count).collect::<Vec<_>>());
        let codes = huffman::codes(&lengths);
        let book = Book::new(learnt.iter().map(|(text, _)| text.as_str()));
        let tokens = learnt.into_iter().zip(codes).zip(lengths);
        let tokens: Vec<Token> =
            tokens.map(|(((text, _), code), length)| Token { text: text.into(), code, length }).collect();
        let file = file(&tokens);
        let name = format!("dictionary-{}.bin", short(&Sha256::digest(&file)));
        Dictionary { tokens, book, name, file }
    }

    /// The name of its file.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Its file.
    pub(super) fn file(&self) -> &[u8] {
        &self.file
    }

    /// Appends a document; how many tokens that were.
    pub(super) fn encode(&self, document: &Document<'_>, out: &mut Bits) -> u32 {
        let mut count = 0;
        self.book.cut(&lowered(document), |piece| match piece {
            Piece::Token(number) => {
                let token = &self.tokens[number as usize];
                out.put(token.code, token.length);
                count += 1;
            }
            Piece::Escape(character) => {
                let escape = &self.tokens[0];
                for unit in character.encode_utf16(&mut [0; 2]) {
                    out.put(escape.code, escape.length);
                    out.put(u32::from(*unit), 16);
                    count += 1;
                }
            }
        });
        count
    }
}

fn file(tokens: &[Token]) -> Vec<u8> {
    let mut out = Vec::new();
    let before = std::iter::once("").chain(tokens.iter().map(|token| &*token.text));
    let shared: Vec<(u32, usize)> =
        before.zip(tokens).map(|(before, token)| shared(before, &token.text)).collect();
    let rests = || tokens.iter().zip(&shared).map(|(token, (_, bytes))| &token.text[*bytes..]);
    let mut column = |values: &mut dyn Iterator<Item = u32>| {
        put_u(&mut out, tokens.len() as u32);
        values.for_each(|value| put_u(&mut out, value));
    };
    column(&mut tokens.iter().map(|token| u32::from(token.length)));
    column(&mut shared.iter().map(|(units, _)| *units));
    column(&mut rests().map(|rest| rest.len() as u32));
    rests().for_each(|rest| out.extend_from_slice(rest.as_bytes()));
    out
}

/// All of a document as it is coded.
fn lowered(document: &Document<'_>) -> String {
    let mut text = String::with_capacity(document.text.len() + 512);
    for field in card::fields(document, document.summary.unwrap_or_default()) {
        units::put_lowered(&field, &mut text);
    }
    units::put_lowered(&document.text, &mut text);
    text
}
