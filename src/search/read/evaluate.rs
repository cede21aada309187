//! A query against the index: which documents satisfy every unit, and how well.

use crate::search::format::CHAMPIONS;
use crate::search::read::matches::{Match, both, either};
use crate::search::read::phrase;
use crate::search::read::problem::Problem;
use crate::search::read::query::{Piece, Unit, Units, Word};
use crate::search::read::segment::Terms;
use crate::search::read::words::{self, EXACT, Term};
use std::cmp::Reverse;
use std::ops::Range;

/// A unit as it is looked up.
#[derive(Debug, Clone)]
pub enum Asked {
    /// One word.
    Word(Term),
    /// A term of another kind.
    Bare(String),
    /// Pieces at distances.
    Phrase(Vec<Piece>),
    /// The joined word, or the phrase.
    Chain(Term, Vec<Piece>),
    /// The joined word, or both words.
    Pair(Term, Term, Term),
}

/// What is looked up for a query.
#[derive(Debug, Default)]
pub struct Plan {
    /// The units, each with its place in the query.
    pub asked: Vec<(Asked, Range<usize>)>,
    /// Chunks that were corrected, and what stands for them.
    pub corrections: Vec<(Range<usize>, String)>,
}

/// The documents that satisfy a query.
#[derive(Debug, Default)]
pub struct Found {
    /// Number in the index and score, by number.
    pub documents: Vec<(u32, u32)>,
    /// Places in the query of units that no document satisfies.
    pub missing: Vec<Range<usize>>,
}

/// The best documents of a query.
#[derive(Debug)]
pub struct Best {
    /// Number in the index and score, best first.
    pub documents: Vec<(u32, u32)>,
    /// How many documents there are in all.
    pub total: u32,
}

/// Looks at what the index knows, and settles what to look up.
pub fn plan(segments: &[Terms<'_>], units: Units, typing: bool, verbatim: bool) -> Result<Plan, Problem> {
    let mut plan = Plan::default();
    let mut settle = |word: Word| settle(segments, word, typing, verbatim, &mut plan.corrections);
    for (unit, place) in units.units {
        let asked = match unit {
            Unit::Word(word) => Asked::Word(settle(word)?),
            Unit::Exact(word) => Asked::Word(Term::exactly(&word)),
            Unit::Ngram(ngram) => Asked::Bare(ngram),
            Unit::Chain(joined, pieces) => Asked::Chain(Term::made(joined), pieces),
            Unit::Phrase(pieces) => Asked::Phrase(pieces),
            Unit::Name(name, pieces) => {
                let term = format!("\u{2}{name}");
                let mut is_known = false;
                for terms in segments {
                    is_known = is_known || terms.family(&term)?.is_some();
                }
                if is_known { Asked::Bare(term) } else { Asked::Phrase(pieces) }
            }
            // Where the joined word is known, nothing was mistyped.
            Unit::Pair(joined, first, second) if words::is_known(segments, &joined)? => {
                Asked::Pair(Term::made(joined), Term::of(&first), Term::of(&second))
            }
            Unit::Pair(_, first, second) => {
                let (first, second) = (settle(first)?, settle(second)?);
                Asked::Pair(Term::made(format!("{}{}", first.text, second.text)), first, second)
            }
        };
        plan.asked.push((asked, place));
    }
    Ok(plan)
}

/// A word that no segment has is taken for a beginning, or else for a slip.
fn settle(
    segments: &[Terms<'_>],
    word: Word,
    typing: bool,
    verbatim: bool,
    corrections: &mut Vec<(Range<usize>, String)>,
) -> Result<Term, Problem> {
    let mut term = Term::of(&word);
    if typing || words::is_known(segments, &word.text)? {
        return Ok(term);
    }
    if word.text.chars().nth(1).is_some() && words::has_beginning(segments, &word.text)? {
        term.is_beginning = true;
        return Ok(term);
    }
    if !verbatim && let Some(other) = words::corrected(segments, &word.text)? {
        corrections.push((word.chunk, other.clone()));
        return Ok(Term::made(other));
    }
    Ok(term)
}

impl Asked {
    fn matches(&self, terms: Terms<'_>) -> Result<Vec<Match>, Problem> {
        match self {
            Asked::Word(term) => term.matches(terms),
            Asked::Bare(text) => match terms.family(text)?.as_ref().and_then(|family| family.form(text)) {
                Some(form) => words::of_form(terms, form, EXACT),
                None => Ok(Vec::new()),
            },
            Asked::Phrase(pieces) => phrase::matches(terms, pieces),
            Asked::Chain(joined, pieces) => {
                Ok(either(joined.matches(terms)?, phrase::matches(terms, pieces)?))
            }
            Asked::Pair(joined, first, second) => {
                let apart = both(&first.matches(terms)?, &second.matches(terms)?, u32::min);
                Ok(either(joined.matches(terms)?, apart))
            }
        }
    }

    /// The best documents of a segment and how many there are, if this is one term; no long list is read.
    fn best(&self, terms: Terms<'_>) -> Result<Option<(Vec<Match>, u32)>, Problem> {
        match self {
            Asked::Word(term) if term.has_family && !term.is_beginning => term.champions(terms).map(Some),
            Asked::Bare(text) => match terms.family(text)?.as_ref().and_then(|family| family.form(text)) {
                Some(form) => Ok(Some((words::best(terms, form, EXACT)?, form.documents))),
                None => Ok(Some((Vec::new(), 0))),
            },
            _ => Ok(None),
        }
    }

    fn is_word(&self) -> bool {
        matches!(self, Asked::Word(_))
    }
}

/// The documents that satisfy all units.
pub fn find(segments: &[Terms<'_>], plan: &Plan, documents: u32) -> Result<Found, Problem> {
    let mut found = Found::default();
    let mut weights = 0;
    let several_words = plan.asked.iter().filter(|(asked, _)| asked.is_word()).count() > 1;
    let mut together: Option<Vec<Vec<Match>>> = None;
    for (asked, place) in &plan.asked {
        let mut these = Vec::new();
        for terms in segments {
            these.push(asked.matches(*terms)?);
        }
        let count: usize = these.iter().map(Vec::len).sum();
        if count == 0 {
            found.missing.push(place.clone());
        }
        let weight = weight(documents, count);
        weights += weight;
        for one in these.iter_mut().flatten() {
            one.value *= weight;
            // What is no word stands wherever the words are together.
            if !asked.is_word() {
                one.parts = u8::MAX;
            }
        }
        together = Some(match together {
            None => these,
            Some(before) => before.iter().zip(&these).map(|(a, b)| both(a, b, |a, b| a + b)).collect(),
        });
    }
    for (terms, matches) in segments.iter().zip(together.unwrap_or_default()) {
        found.documents.extend(matches.iter().map(|one| {
            let near = if several_words && one.parts != 0 { 4 * weights } else { 0 };
            (terms.segment.first + one.document, one.value + near)
        }));
    }
    Ok(found)
}

/// The best documents of a query that is one term; nothing where the champions do not reach that far. They are the first of what [`find`] finds.
pub fn champions(
    segments: &[Terms<'_>],
    plan: &Plan,
    documents: u32,
    wanted: usize,
) -> Result<Option<Best>, Problem> {
    let [(asked, _)] = plan.asked.as_slice() else { return Ok(None) };
    if wanted > CHAMPIONS {
        return Ok(None);
    }
    let (mut best, mut count) = (Vec::new(), 0u32);
    for terms in segments {
        let Some((found, number)) = asked.best(*terms)? else { return Ok(None) };
        best.extend(found.iter().map(|one| (terms.segment.first + one.document, one.value)));
        count = count.saturating_add(number);
    }
    let weight = weight(documents, count as usize);
    for (_, score) in &mut best {
        *score *= weight;
    }
    rank(&mut best);
    Ok(Some(Best { documents: best, total: count }))
}

/// Best first, of equal ones the newest.
pub fn rank(documents: &mut [(u32, u32)]) {
    documents.sort_unstable_by_key(|(number, score)| (Reverse(*score), *number));
}

/// How much a unit tells: the rarer, the more.
fn weight(all: u32, with: usize) -> u32 {
    let often = (all as usize).checked_div(with).unwrap_or(0);
    1 + (usize::BITS - often.leading_zeros())
}
