//! Texts in the codes of the dictionary.

use crate::search::codec::{Damaged, Reader};
use crate::search::format::CAPITAL;
use crate::search::read::files::{Shelf, in_file};
use crate::search::read::problem::Problem;
use crate::search::read::root::Root;

/// No code is longer.
const LONGEST_CODE: usize = 30;
/// No token is longer, in bytes; and no text of a file of documents.
const LONGEST_TOKEN: usize = 1 << 12;
const LONGEST_TEXT: usize = 1 << 28;

/// The tokens of an index.
#[derive(Debug)]
pub struct Dictionary {
    /// By length of their code, in the order of their codes; the empty one stands before a character that has no token.
    tokens: Vec<Vec<String>>,
}

impl Dictionary {
    /// Reads the dictionary of an index.
    pub fn read(shelf: &Shelf, root: &Root) -> Result<Dictionary, Problem> {
        in_file(&root.dictionary, Dictionary::of(&shelf.get(&root.dictionary)?))
    }

    fn of(bytes: &[u8]) -> Result<Dictionary, Damaged> {
        let mut tokens: Vec<Vec<String>> = vec![Vec::new(); LONGEST_CODE + 1];
        let mut reader = Reader::new(bytes);
        let mut last: Vec<u16> = Vec::new();
        let mut column = || -> Result<Vec<usize>, Damaged> {
            let count = reader.u()?;
            (0..count).map(|_| reader.u().map(|value| value as usize)).collect()
        };
        let (lengths, shared, rests) = (column()?, column()?, column()?);
        for ((length, shared), rest) in lengths.into_iter().zip(shared).zip(rests) {
            let same_length = tokens.get_mut(length).ok_or(Damaged)?;
            last.truncate(shared);
            let rest = std::str::from_utf8(reader.bytes(rest)?).map_err(|_| Damaged)?;
            last.extend(rest.encode_utf16());
            if last.len() > LONGEST_TOKEN {
                return Err(Damaged);
            }
            same_length.push(String::from_utf16(&last).map_err(|_| Damaged)?);
        }
        Ok(Dictionary { tokens })
    }

    /// The texts of a file of documents, as they were written.
    pub fn texts(&self, bytes: &[u8]) -> Result<String, Damaged> {
        let mut reader = Reader::new(bytes);
        let mut text = String::new();
        // Half of a character that has two.
        let mut half = None;
        for _ in 0..reader.u()? {
            let token = self.token(&mut reader)?;
            text.push_str(token);
            if token.is_empty() {
                let unit = reader.bits(16)? as u16;
                let units = [half.take(), Some(unit)].into_iter().flatten();
                match char::decode_utf16(units).next() {
                    Some(Ok(character)) => text.push(character),
                    Some(Err(_)) if (0xd800..0xdc00).contains(&unit) => half = Some(unit),
                    _ => return Err(Damaged),
                }
            }
            if text.len() > LONGEST_TEXT {
                return Err(Damaged);
            }
        }
        Ok(with_capitals(&text))
    }

    fn token(&self, reader: &mut Reader<'_>) -> Result<&str, Damaged> {
        let (mut code, mut first) = (0, 0);
        for tokens in &self.tokens[1..] {
            code = code << 1 | reader.bit()?;
            first <<= 1;
            let place = code.checked_sub(first).ok_or(Damaged)? as usize;
            if let Some(token) = tokens.get(place) {
                return Ok(token);
            }
            first += tokens.len() as u32;
        }
        Err(Damaged)
    }
}

/// Each sign of a capital, and the letter behind it, become the capital.
fn with_capitals(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut pieces = text.split(CAPITAL);
    out.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let rest = piece.strip_prefix(' ').unwrap_or(piece);
        out.push_str(&piece[..piece.len() - rest.len()]);
        let mut characters = rest.chars();
        out.extend(characters.next().into_iter().flat_map(char::to_uppercase));
        out.push_str(characters.as_str());
    }
    out
}
