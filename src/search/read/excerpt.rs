//! The piece of a text that shows why it was found.

use crate::search::read::evaluate::Asked;
use crate::search::read::places::places;
use crate::search::read::query::Piece;
use crate::search::read::words::Term;
use crate::search::stem::key_of;
use crate::search::text::{LONGEST_CHAIN, Link, PREFIXES, Reading};
use std::collections::BTreeSet;
use std::ops::Range;

/// An excerpt has so many characters of a script without spaces, or a third as many words.
const LONGEST: usize = 90;
const WORD: usize = 3;

/// A piece of a text on one line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// The text; `…` where it was cut.
    pub text: String,
    /// What was asked for, in order.
    pub marks: Vec<Range<usize>>,
}

/// Something asked for: elements from the first to the last, and which unit asked.
#[derive(Debug, Clone, Copy)]
struct Mark {
    first: usize,
    last: usize,
    unit: usize,
}

/// The best piece of a text; of one where nothing stands that was asked for, the summary or the beginning.
pub fn excerpt(text: &str, summary: &str, asked: &[&Asked]) -> Excerpt {
    let mut reading = Reading::default();
    let found = places(text, &mut reading);
    let marks = if found.is_empty() { Vec::new() } else { marks(&reading, asked) };
    if !marks.is_empty() {
        return cut(text, &reading, &found, &marks);
    }
    if summary.is_empty() {
        return cut(text, &reading, &found, &[]);
    }
    let found = places(summary, &mut reading);
    let marks = if found.is_empty() { Vec::new() } else { self::marks(&reading, asked) };
    one_line(summary, 0..summary.len(), &found, &marks)
}

/// All that was asked for, in order.
fn marks(reading: &Reading, asked: &[&Asked]) -> Vec<Mark> {
    let mut marks = Vec::new();
    for first in 0..reading.elements.len() {
        for (unit, asked) in asked.iter().enumerate() {
            let mut mark = |last: Option<usize>| marks.extend(last.map(|last| Mark { first, last, unit }));
            match asked {
                Asked::Word(term) => mark(word(reading, first, term)),
                Asked::Bare(text) => mark(run(reading, first, text.trim_start_matches('\u{2}'))),
                Asked::Phrase(pieces) => mark(phrase(reading, first, pieces)),
                Asked::Chain(term, pieces) => {
                    mark(word(reading, first, term).or_else(|| phrase(reading, first, pieces)));
                }
                Asked::Pair(joined, one, other) => {
                    let apart = || word(reading, first, one).or_else(|| word(reading, first, other));
                    mark(word(reading, first, joined).or_else(apart));
                }
            }
        }
    }
    marks
}

/// The last element of a word that begins here, which may be a chain.
fn word(reading: &Reading, first: usize, term: &Term) -> Option<usize> {
    let elements = &reading.elements;
    let element = elements.get(first).filter(|element| !element.is_ngram)?;
    if is(term, reading.text(element)) {
        return Some(first);
    }
    let next = elements.get(first + 1).filter(|next| !next.is_ngram)?;
    if next.link == Link::Spaces && PREFIXES.contains(&reading.text(element)) {
        return is(term, reading.joined(element, next)).then_some(first + 1);
    }
    let chain = elements[first + 1..].iter().take(LONGEST_CHAIN - 1);
    let chain = chain.take_while(|next| next.link == Link::Hyphen && !next.is_ngram).enumerate();
    chain.filter(|(_, last)| is(term, reading.joined(element, last))).map(|(more, _)| first + 1 + more).last()
}

fn is(term: &Term, word: &str) -> bool {
    word == term.text
        || term.has_family && key_of(word) == term.key()
        || term.is_beginning && word.starts_with(&term.text)
}

/// The last element of a run of characters in contact that begins here.
fn run(reading: &Reading, first: usize, text: &str) -> Option<usize> {
    let mut rest = text;
    for (last, element) in reading.elements.iter().enumerate().skip(first) {
        if last > first && !element.contact {
            return None;
        }
        rest = rest.strip_prefix(reading.text(element))?;
        if rest.is_empty() {
            return Some(last);
        }
    }
    None
}

/// The last element of a phrase that begins here.
fn phrase(reading: &Reading, first: usize, pieces: &[Piece]) -> Option<usize> {
    let elements = reading.elements.get(first..first + pieces.len())?;
    let (element, start) = (elements.first()?, pieces.first()?);
    let same = elements.iter().zip(pieces).all(|(other, piece)| {
        reading.text(other) == piece.text
            && other.position - element.position == piece.position - start.position
    });
    same.then(|| first + pieces.len() - 1)
}

/// How long an element is.
fn size(reading: &Reading, at: usize) -> usize {
    if reading.elements[at].is_ngram { 1 } else { WORD }
}

/// The place with the most units near each other, with what stands around it.
fn cut(text: &str, reading: &Reading, found: &[Range<usize>], marks: &[Mark]) -> Excerpt {
    let count = found.len();
    let mut best = (0, 0..0);
    for (at, mark) in marks.iter().enumerate() {
        let (mut units, mut span, mut length) = (BTreeSet::new(), mark.first..mark.first, 0);
        for other in &marks[at..] {
            let more: usize = (span.end..=other.last).map(|at| size(reading, at)).sum();
            if length + more > LONGEST && !units.is_empty() {
                break;
            }
            // The span grows only for a unit that it does not have yet.
            if units.insert(other.unit) {
                (span.end, length) = (span.end.max(other.last + 1), length + more);
            }
        }
        if units.len() > best.0 {
            best = (units.len(), span);
        }
    }
    let mut span = best.1;
    let mut left = LONGEST.saturating_sub(span.clone().map(|at| size(reading, at)).sum());
    let mut before = left / 3;
    while span.start > 0 && size(reading, span.start - 1) <= before {
        span.start -= 1;
        before -= size(reading, span.start);
        left -= size(reading, span.start);
    }
    while span.end < count && size(reading, span.end) <= left {
        left -= size(reading, span.end);
        span.end += 1;
    }
    // At the end of the text what is left goes to the front.
    while span.end == count && span.start > 0 && size(reading, span.start - 1) <= left {
        span.start -= 1;
        left -= size(reading, span.start);
    }
    let start = if span.start == 0 { 0 } else { found[span.start].start };
    // What stands behind the last element belongs to it: a full stop, a bracket.
    let end = match found.get(span.end) {
        Some(next) => next.start.max(start),
        None => text.len(),
    };
    let end = match span.end < count && text[start..end].trim_end().len() < end - start {
        true => start + text[start..end].trim_end().len(),
        false => end,
    };
    one_line(text, start..end, found, marks)
}

/// A piece of a text on one line, with its marks.
fn one_line(text: &str, piece: Range<usize>, found: &[Range<usize>], marks: &[Mark]) -> Excerpt {
    let mut asked: Vec<Range<usize>> = Vec::new();
    for mark in marks {
        let place = found[mark.first].start..found[mark.last].end;
        if place.start < piece.start || place.end > piece.end {
            continue;
        }
        match asked.last_mut().filter(|last| place.start < last.end) {
            Some(last) => last.end = last.end.max(place.end),
            None => asked.push(place),
        }
    }
    let mut excerpt = Excerpt::default();
    if !text[..piece.start].trim().is_empty() {
        excerpt.text.push('…');
    }
    let mut next = asked.into_iter().peekable();
    let mut begun = None;
    let mut space = false;
    for (at, character) in text[piece.clone()].char_indices() {
        let at = piece.start + at;
        // A mark ends behind its last character, so before the space that may follow.
        if begun.is_some() && next.peek().is_some_and(|mark| mark.end <= at) {
            excerpt.marks.extend(begun.take().map(|start: usize| start..excerpt.text.len()));
            next.next();
        }
        if character.is_whitespace() {
            space = true;
            continue;
        }
        if std::mem::take(&mut space) && !matches!(excerpt.text.as_str(), "" | "…") {
            excerpt.text.push(' ');
        }
        if begun.is_none() && next.peek().is_some_and(|mark| mark.start <= at) {
            begun = Some(excerpt.text.len());
        }
        excerpt.text.push(character);
    }
    excerpt.marks.extend(begun.map(|start| start..excerpt.text.len()));
    if !text[piece.end..].trim().is_empty() {
        excerpt.text.push('…');
    }
    excerpt
}
