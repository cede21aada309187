//! The dictionary of an index: strings that texts are made of, each with a code of some bits. A text in codes takes
//! about half of what gzip makes of it, and is quickly made.
//!
//! It is learnt from a sample of the oldest documents, so it stays the same while new ones come, and is a function of
//! the sources alone.

mod book;
mod huffman;
mod learn;
mod units;

use crate::search::codec::{Bits, put_u, shared};
use crate::search::write::card;
use crate::search::write::dictionary::book::{Book, Piece};
use crate::search::write::document::Document;
use crate::search::write::output::short;
use crate::search::write::sample::sample;
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::ops::Range;

/// It is learnt from so many documents.
const SAMPLE: usize = 512;

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
