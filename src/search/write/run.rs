//! Terms of a few hundred documents, sorted and encoded: what the runs of a segment are merged from. All runs of a segment
//! are in memory at once, so each is one piece, read from its beginning to its end.

use crate::search::codec::{Reader, put_s, put_u};
use crate::search::format::Kept;

/// Documents of one run at most: their number fits into ten bits of a [`Place`].
pub(super) const DOCUMENTS: usize = 1024;
/// Positions beyond this one count as this one.
const LAST_POSITION: u32 = (1 << 21) - 1;

/// A term with its documents.
#[derive(Debug, Clone, Copy)]
pub(super) struct Term<'a> {
    /// What is kept of it.
    pub(super) kept: Kept,
    /// How many documents.
    pub(super) df: u32,
    /// First document, and last one.
    pub(super) first: u32,
    pub(super) last: u32,
    /// Differences between documents, minus 1, without the first.
    pub(super) gaps: &'a [u8],
    /// One byte each.
    pub(super) weights: &'a [u8],
    /// As in `p` files.
    pub(super) positions: &'a [u8],
}

/// The terms of some documents of a segment, sorted by name (key, U+0000, suffix). For each: u number of bytes shared with the
/// name before, s rest of the name; u `df*4 + kept`; u first document, counted from the first of the run. Where
/// there are more, u from it to the last, u bytes of the gaps; where there are positions, u bytes of those. Then gaps, weights,
/// positions. Most terms have one document: this is most of the memory of a build of short words.
#[derive(Debug, Default)]
pub(super) struct Run {
    bytes: Box<[u8]>,
    /// Number of its first document.
    first: u32,
    /// About how many bytes its lists will have.
    pub(super) size: usize,
}

impl Run {
    /// Its terms, from the first.
    pub(super) fn terms(&self) -> Terms<'_> {
        Terms { reader: Reader::new(&self.bytes), start: self.first, name: String::new() }
    }
}

/// Goes through the terms of a run.
pub(super) struct Terms<'a> {
    reader: Reader<'a>,
    /// Number of the first document of the run.
    start: u32,
    /// Key, U+0000, suffix of the term that was given last.
    pub(super) name: String,
}

impl<'a> Terms<'a> {
    /// The next term; nothing at the end.
    pub(super) fn next(&mut self) -> Option<Term<'a>> {
        let reader = &mut self.reader;
        let mut number = || reader.u().ok();
        let shared = number()? as usize;
        let rest = self.reader.s().ok()?;
        self.name.truncate(shared);
        self.name.push_str(rest);
        let reader = &mut self.reader;
        let mut number = || reader.u().ok();
        let header = number()?;
        let kept = Kept::of(header);
        let df = header >> 2;
        let first = self.start + number()?;
        let (span, gaps) = if df > 1 { (number()?, number()?) } else { (0, 0) };
        let positions = if kept.has_positions() { number()? } else { 0 };
        let mut bytes = |count: u32| reader.bytes(count as usize).ok();
        Some(Term {
            kept,
            df,
            first,
            last: first + span,
            gaps: bytes(gaps)?,
            weights: bytes(df)?,
            positions: bytes(positions)?,
        })
    }
}

/// Where a term occurs, in 32 bits: document, whether in the title, position.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Place(u32);

impl Place {
    pub(super) fn new(document: usize, in_title: bool, position: u32) -> Self {
        Place((document as u32) << 22 | u32::from(in_title) << 21 | position.min(LAST_POSITION))
    }

    fn document(self) -> usize {
        (self.0 >> 22) as usize
    }

    fn in_title(self) -> bool {
        self.0 >> 21 & 1 == 1
    }

    fn position(self) -> u32 {
        self.0 & LAST_POSITION
    }
}

/// Writes a run.
pub(super) struct Encoder<'a> {
    /// Number of elements of each document, and its last position.
    lengths: &'a [(u32, u32)],
    /// Number of the first document.
    first: u32,
    bytes: Vec<u8>,
    size: usize,
    last_name: String,
    gaps: Vec<u8>,
    positions: Vec<u8>,
}

impl<'a> Encoder<'a> {
    pub(super) fn new(lengths: &'a [(u32, u32)], first: u32) -> Self {
        Encoder {
            lengths,
            first,
            bytes: Vec::new(),
            size: 0,
            last_name: String::new(),
            gaps: Vec::new(),
            positions: Vec::new(),
        }
    }

    /// Writes the next term.
    pub(super) fn term(&mut self, name: &str, kept: Kept, places: &[Place]) {
        self.gaps.clear();
        self.positions.clear();
        let number = |place: &Place| self.first + place.document() as u32;
        let first = places.first().map_or(self.first, number);
        let mut last = first;
        let mut df = 0;
        for group in places.chunk_by(|a, b| a.document() == b.document()) {
            let number = number(&group[0]);
            if df > 0 {
                put_u(&mut self.gaps, number - last - 1);
            }
            last = number;
            df += 1;
            let mut before = 0;
            for (at, place) in group.iter().enumerate().filter(|_| kept.has_positions()) {
                let more = u32::from(at + 1 < group.len());
                put_u(&mut self.positions, (place.position() - before) * 2 + more);
                before = place.position();
            }
        }
        let shared = shared(&self.last_name, name);
        put_u(&mut self.bytes, shared as u32);
        put_s(&mut self.bytes, &name[shared..]);
        self.last_name.truncate(shared);
        self.last_name.push_str(&name[shared..]);
        put_u(&mut self.bytes, df * 4 + kept as u32);
        put_u(&mut self.bytes, first - self.first);
        if df > 1 {
            put_u(&mut self.bytes, last - first);
            put_u(&mut self.bytes, self.gaps.len() as u32);
        }
        if kept.has_positions() {
            put_u(&mut self.bytes, self.positions.len() as u32);
        }
        self.bytes.extend_from_slice(&self.gaps);
        for group in places.chunk_by(|a, b| a.document() == b.document()) {
            let (length, last) = self.lengths[group[0].document()];
            let parts = if kept == Kept::Parts { parts(group, last) } else { 0 };
            self.bytes.push(impact(group, length) | parts << 4);
        }
        self.bytes.extend_from_slice(&self.positions);
        self.size += self.gaps.len() + df as usize + 6;
    }

    /// The run: a copy of the right size.
    pub(super) fn finish(self) -> Run {
        Run { bytes: self.bytes.as_slice().into(), first: self.first, size: self.size }
    }
}

/// How many bytes two names begin with alike, in whole characters.
fn shared(a: &str, b: &str) -> usize {
    let same = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    (0..=same).rev().find(|at| b.is_char_boundary(*at)).unwrap_or(0)
}

/// In which quarters of a document a term stands, a bit each.
fn parts(places: &[Place], last: u32) -> u8 {
    let positions = u64::from(last) + 1;
    let part = |place: &Place| 1 << (u64::from(place.position()) * 4 / positions).min(3);
    places.iter().map(part).fold(0, |parts: u8, part: u8| parts | part)
}

/// How much a term matters to a document, 0 to 15.
fn impact(places: &[Place], length: u32) -> u8 {
    let in_title = places.iter().any(|place| place.in_title());
    let tf = places.iter().filter(|place| !place.in_title()).count() as u64;
    let level = (tf * 2048 / (u64::from(length) + 512)).min(127);
    (u64::BITS - level.leading_zeros()) as u8 + if in_title { 8 } else { 0 }
}
