//! Terms of a few hundred documents, sorted and encoded: what the runs of a segment are merged from.

use crate::search::codec::put_u;
use std::ops::Range;

/// Documents of one run at most: their number fits into ten bits of an [`Occurrence`].
pub(super) const DOCUMENTS: usize = 1024;
/// Positions beyond this one count as this one.
const LAST_POSITION: u32 = (1 << 21) - 1;

/// What a list says of each document beside its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Has {
    /// Where the term stands.
    pub(super) positions: bool,
    /// In which parts it stands.
    pub(super) parts: bool,
}

/// A term with its documents.
#[derive(Debug)]
pub(super) struct Term {
    /// Key, U+0000, suffix.
    name: Range<usize>,
    /// What is kept of it.
    pub(super) has: Has,
    /// How many documents.
    pub(super) df: u32,
    /// First document, and last one.
    pub(super) first: u32,
    pub(super) last: u32,
    /// Differences between documents, minus 1, without the first.
    gaps: Range<usize>,
    /// One byte each.
    impacts: Range<usize>,
    parts: Range<usize>,
    /// As in `p` files.
    positions: Range<usize>,
}

/// The terms of some documents of a segment, sorted.
#[derive(Debug, Default)]
pub(super) struct Run {
    pub(super) terms: Vec<Term>,
    /// Names of the terms, one behind the other.
    pub(super) names: String,
    /// Their lists.
    pub(super) bytes: Vec<u8>,
}

impl Run {
    /// About how many bytes its lists will have.
    pub(super) fn size(&self) -> usize {
        let list = |term: &Term| term.gaps.len() + term.impacts.len() / 2 + term.parts.len() + 6;
        self.terms.iter().map(list).sum()
    }

    pub(super) fn name(&self, term: &Term) -> &str {
        &self.names[term.name.clone()]
    }

    pub(super) fn gaps(&self, term: &Term) -> &[u8] {
        &self.bytes[term.gaps.clone()]
    }

    pub(super) fn impacts(&self, term: &Term) -> &[u8] {
        &self.bytes[term.impacts.clone()]
    }

    pub(super) fn parts(&self, term: &Term) -> &[u8] {
        &self.bytes[term.parts.clone()]
    }

    pub(super) fn positions(&self, term: &Term) -> &[u8] {
        &self.bytes[term.positions.clone()]
    }
}

/// Where a term occurs, in 64 bits: term, document, whether in the title, position.
#[derive(Debug, Clone, Copy)]
pub(super) struct Occurrence(pub(super) u64);

impl Occurrence {
    pub(super) fn new(term: u32, document: usize, in_title: bool, position: u32) -> Self {
        let place = (document as u32) << 22 | u32::from(in_title) << 21 | position.min(LAST_POSITION);
        Occurrence(u64::from(term) << 32 | u64::from(place))
    }

    pub(super) fn term(self) -> usize {
        (self.0 >> 32) as usize
    }

    pub(super) fn document(self) -> usize {
        (self.0 as u32 >> 22) as usize
    }

    pub(super) fn in_title(self) -> bool {
        self.0 as u32 >> 21 & 1 == 1
    }

    pub(super) fn position(self) -> u32 {
        self.0 as u32 & LAST_POSITION
    }
}

/// Writes what a list says of its documents.
pub(super) struct Encoder<'a> {
    /// Number of elements of each document, and its last position.
    pub(super) lengths: &'a [(u32, u32)],
    /// Number of the first document.
    pub(super) first: u32,
    /// What was written.
    pub(super) bytes: Vec<u8>,
}

impl Encoder<'_> {
    /// Writes a term.
    pub(super) fn term(&mut self, name: Range<usize>, has: Has, occurrences: &[Occurrence]) -> Term {
        let document = |occurrence: &Occurrence| self.first + occurrence.document() as u32;
        let first = occurrences.first().map_or(0, document);
        let mut last = first;
        let mut df = 0;
        let gaps = self.bytes.len();
        for group in occurrences.chunk_by(|a, b| a.document() == b.document()) {
            let number = self.first + group[0].document() as u32;
            if df > 0 {
                put_u(&mut self.bytes, number - last - 1);
            }
            last = number;
            df += 1;
        }
        let impacts = self.bytes.len();
        for group in occurrences.chunk_by(|a, b| a.document() == b.document()) {
            self.bytes.push(impact(group, self.lengths[group[0].document()].0));
        }
        let parts = self.bytes.len();
        if has.parts {
            for group in occurrences.chunk_by(|a, b| a.document() == b.document()) {
                let positions = u64::from(self.lengths[group[0].document()].1) + 1;
                let part =
                    |occurrence: &Occurrence| 1 << (u64::from(occurrence.position()) * 8 / positions).min(7);
                self.bytes.push(group.iter().map(part).fold(0, |parts: u8, part: u8| parts | part));
            }
        }
        let positions = self.bytes.len();
        if has.positions {
            for group in occurrences.chunk_by(|a, b| a.document() == b.document()) {
                let mut before = 0;
                for (at, occurrence) in group.iter().enumerate() {
                    let more = u32::from(at + 1 < group.len());
                    put_u(&mut self.bytes, (occurrence.position() - before) * 2 + more);
                    before = occurrence.position();
                }
            }
        }
        let end = self.bytes.len();
        Term {
            name,
            has,
            df,
            first,
            last,
            gaps: gaps..impacts,
            impacts: impacts..parts,
            parts: parts..positions,
            positions: positions..end,
        }
    }
}

/// How much a term matters to a document, 0 to 15.
fn impact(occurrences: &[Occurrence], length: u32) -> u8 {
    let in_title = occurrences.iter().any(|occurrence| occurrence.in_title());
    let tf = occurrences.iter().filter(|occurrence| !occurrence.in_title()).count() as u64;
    let level = (tf * 2048 / (u64::from(length) + 512)).min(127);
    (u64::BITS - level.leading_zeros()) as u8 + if in_title { 8 } else { 0 }
}
