//! Finds the tokens of a dictionary in texts.

use crate::search::write::dictionary::units;
use rustc_hash::FxHashMap;

/// No unit that is known.
pub(super) const UNKNOWN: u32 = u32::MAX;
/// Pieces by which a word is spelt that is not in the dictionary have so many characters at most.
const LONGEST_PIECE: usize = 8;

/// Finds tokens in texts.
#[derive(Default)]
pub(super) struct Book {
    /// Numbers of units.
    units: FxHashMap<Box<str>, u32>,
    /// The node that follows the root, which is node 0, with a unit, by its number; 0 where none does.
    first: Vec<u32>,
    /// The node that follows another one with a unit.
    next: FxHashMap<(u32, u32), u32>,
    /// The token that ends at a node, or [`UNKNOWN`].
    ends: Vec<u32>,
    /// Tokens of one unit or less, for spelling.
    pieces: FxHashMap<Box<str>, u32>,
}

/// What a text is made of.
pub(super) enum Piece {
    /// A token, by its number.
    Token(u32),
    /// A character that has none.
    Escape(char),
}

impl Book {
    /// A book of tokens. The number of each is its place.
    pub(super) fn new<'t>(tokens: impl Iterator<Item = &'t str>) -> Book {
        let mut book = Book { ends: vec![UNKNOWN], ..Book::default() };
        for (number, text) in tokens.enumerate().filter(|(_, text)| !text.is_empty()) {
            let number = number as u32;
            let mut node = 0;
            let mut count = 0;
            for unit in units::units(text) {
                let known = book.units.len() as u32;
                let unit = *book.units.entry(unit.into()).or_insert(known);
                node = book.follow(node, unit).unwrap_or_else(|| book.add(node, unit));
                count += 1;
            }
            book.ends[node as usize] = number;
            if count == 1 {
                book.pieces.insert(text.into(), number);
            }
        }
        book
    }

    /// The node that follows a node with a unit.
    fn follow(&self, node: u32, unit: u32) -> Option<u32> {
        match node {
            0 => self.first.get(unit as usize).copied().filter(|first| *first > 0),
            _ => self.next.get(&(node, unit)).copied(),
        }
    }

    /// A new node behind another one.
    fn add(&mut self, node: u32, unit: u32) -> u32 {
        let fresh = self.ends.len() as u32;
        self.ends.push(UNKNOWN);
        if node == 0 {
            self.first.resize(self.units.len(), 0);
            self.first[unit as usize] = fresh;
        } else {
            self.next.insert((node, unit), fresh);
        }
        fresh
    }

    /// Cuts a lowered text into tokens: of those that begin at a unit always the longest.
    pub(super) fn cut(&self, text: &str, mut take: impl FnMut(Piece)) {
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
                let Some(next) = self.follow(node, *number) else { break };
                node = next;
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
