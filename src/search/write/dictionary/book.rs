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
    units: Units,
    /// Tokens by their units.
    tokens: Trie,
    /// Tokens of one unit or less by their characters, for spelling.
    pieces: Trie,
}

/// Tokens by what they are made of: units or characters, as numbers.
struct Trie {
    /// The node that follows the root, which is node 0, with a number, at that place; 0 where none does.
    first: Vec<u32>,
    /// The node that follows another one with a number.
    next: FxHashMap<(u32, u32), u32>,
    nodes: Vec<Node>,
}

/// A node of a trie.
#[derive(Clone, Copy)]
struct Node {
    /// The token that ends here, or [`UNKNOWN`].
    token: u32,
    /// Whether another node follows: behind many there is none, which saves looking.
    has_next: bool,
}

impl Node {
    const NEW: Node = Node { token: UNKNOWN, has_next: false };
}

impl Default for Trie {
    fn default() -> Self {
        Trie { first: Vec::new(), next: FxHashMap::default(), nodes: vec![Node::NEW] }
    }
}

impl Trie {
    /// The node that follows a node with a number.
    fn follow(&self, node: u32, number: u32) -> Option<u32> {
        match node {
            0 => self.first.get(number as usize).copied().filter(|first| *first > 0),
            _ if self.nodes[node as usize].has_next => self.next.get(&(node, number)).copied(),
            _ => None,
        }
    }

    fn add(&mut self, token: u32, numbers: impl Iterator<Item = u32>) {
        let mut node = 0;
        for number in numbers {
            node = self.follow(node, number).unwrap_or_else(|| self.grow(node, number));
        }
        self.nodes[node as usize].token = token;
    }

    /// A new node behind another one.
    fn grow(&mut self, node: u32, number: u32) -> u32 {
        let fresh = self.nodes.len() as u32;
        self.nodes.push(Node::NEW);
        self.nodes[node as usize].has_next = true;
        if node == 0 {
            self.first.resize(self.first.len().max(number as usize + 1), 0);
            self.first[number as usize] = fresh;
        } else {
            self.next.insert((node, number), fresh);
        }
        fresh
    }

    /// The longest token that some numbers begin with, and of how many it is.
    fn longest(&self, numbers: impl Iterator<Item = u32>) -> Option<(u32, usize)> {
        let mut node = 0;
        let mut best = None;
        for (number, count) in numbers.zip(1..) {
            let Some(next) = self.follow(node, number) else { break };
            node = next;
            let token = self.nodes[node as usize].token;
            if token != UNKNOWN {
                best = Some((token, count));
            }
        }
        best
    }
}

/// Numbers of units. Each word of all texts is looked up, so those that are short are keys in one piece.
#[derive(Default)]
struct Units {
    short: FxHashMap<u128, u32>,
    long: FxHashMap<Box<str>, u32>,
}

impl Units {
    /// The unit of up to 15 bytes that a text begins with: its bytes, and how many they are.
    fn short(text: &str, length: usize) -> Option<u128> {
        let bytes = match text.as_bytes().first_chunk::<16>() {
            Some(bytes) => *bytes,
            None => {
                let mut bytes = [0; 16];
                bytes[..text.len()].copy_from_slice(text.as_bytes());
                bytes
            }
        };
        let behind = u128::BITS - 8 * u32::try_from(length).ok().filter(|length| *length < 16)?;
        Some(u128::from_le_bytes(bytes) << behind | length as u128)
    }

    /// The number of the unit that a text begins with.
    fn get(&self, text: &str, length: usize) -> Option<u32> {
        match Units::short(text, length) {
            Some(short) => self.short.get(&short),
            None => self.long.get(&text[..length]),
        }
        .copied()
    }

    /// The number of a unit, a new one where it has none.
    fn add(&mut self, unit: &str) -> u32 {
        let fresh = (self.short.len() + self.long.len()) as u32;
        *match Units::short(unit, unit.len()) {
            Some(short) => self.short.entry(short).or_insert(fresh),
            None => self.long.entry(unit.into()).or_insert(fresh),
        }
    }
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
        let mut book = Book::default();
        for (number, text) in (0..).zip(tokens).filter(|(_, text)| !text.is_empty()) {
            book.tokens.add(number, units::units(text).map(|unit| book.units.add(unit)));
            if units::units(text).nth(1).is_none() && text.chars().nth(LONGEST_PIECE).is_none() {
                book.pieces.add(number, text.chars().map(u32::from));
            }
        }
        book
    }

    /// Cuts a lowered text into tokens: of those that begin at a unit always the longest.
    pub(super) fn cut(&self, text: &str, mut take: impl FnMut(Piece)) {
        let mut numbers: Vec<u32> = Vec::with_capacity(text.len() / 4);
        let mut starts: Vec<u32> = Vec::with_capacity(text.len() / 4);
        let mut start = 0;
        for unit in units::units(text) {
            numbers.push(self.units.get(&text[start..], unit.len()).unwrap_or(UNKNOWN));
            starts.push(start as u32);
            start += unit.len();
        }
        starts.push(start as u32);
        let mut at = 0;
        while at < numbers.len() {
            match self.tokens.longest(numbers[at..].iter().copied()) {
                Some((token, count)) => {
                    take(Piece::Token(token));
                    at += count;
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
        let mut rest = unit.chars();
        while let Some(first) = rest.clone().next() {
            let (piece, count) = match self.pieces.longest(rest.clone().map(u32::from)) {
                Some((token, count)) => (Piece::Token(token), count),
                None => (Piece::Escape(first), 1),
            };
            take(piece);
            rest.nth(count - 1);
        }
    }
}
