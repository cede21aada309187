//! Many sorted runs become one sorted stream of terms.

use crate::search::codec::{Reader, order, put_u};
use crate::search::format::Kept;
use crate::search::write::run::{Run, Term, Terms};
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

/// A term of the segment with its list.
#[derive(Debug)]
pub(super) struct Merged {
    /// Key, U+0000, suffix.
    pub(super) name: String,
    /// What is kept of it.
    pub(super) kept: Kept,
    /// How many documents.
    pub(super) df: u32,
    /// The ids as a list has them: the first, then gaps minus 1.
    pub(super) ids: Vec<u8>,
    /// One byte a document: impact, and parts in the upper half.
    pub(super) weights: Vec<u8>,
    /// As in `p` files.
    pub(super) positions: Vec<u8>,
}

impl Merged {
    /// The key and the suffix of its form.
    pub(super) fn key_and_suffix(&self) -> (&str, &str) {
        self.name.split_once('\0').unwrap_or((&self.name, ""))
    }

    /// Its documents.
    pub(super) fn documents(&self) -> impl Iterator<Item = u32> + '_ {
        let mut reader = Reader::new(&self.ids);
        let mut next = 0;
        (0..self.df).map_while(move |_| {
            let id = next + reader.u().ok()?;
            next = id + 1;
            Some(id)
        })
    }
}

/// The next term of a run, in the order of the heap: by name, then by run.
struct Head<'a> {
    run: usize,
    term: Term<'a>,
    rest: Terms<'a>,
}

impl<'a> Head<'a> {
    /// What comes next in a run.
    fn next(run: usize, mut rest: Terms<'a>) -> Option<Reverse<Self>> {
        let term = rest.next()?;
        Some(Reverse(Head { run, term, rest }))
    }
}

impl Ord for Head<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        order(&self.rest.name, &other.rest.name).then(self.run.cmp(&other.run))
    }
}

impl PartialOrd for Head<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Head<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Head<'_> {}

/// Calls `take` for each term of all runs, in order. Runs are given in the order of their documents.
pub(super) fn merge<E>(runs: &[Run], mut take: impl FnMut(Merged) -> Result<(), E>) -> Result<(), E> {
    let heads = runs.iter().enumerate().filter_map(|(number, run)| Head::next(number, run.terms()));
    let mut heap: BinaryHeap<Reverse<Head<'_>>> = heads.collect();
    let mut same: Vec<Head<'_>> = Vec::new();
    while let Some(Reverse(first)) = heap.pop() {
        same.push(first);
        while heap.peek().is_some_and(|Reverse(other)| other.rest.name == same[0].rest.name) {
            same.extend(heap.pop().map(|Reverse(other)| other));
        }
        take(join(&same))?;
        heap.extend(same.drain(..).filter_map(|head| Head::next(head.run, head.rest)));
    }
    Ok(())
}

fn join(same: &[Head<'_>]) -> Merged {
    let terms = || same.iter().map(|head| &head.term);
    let size = |of: fn(&Term<'_>) -> usize| terms().map(of).sum();
    let mut merged = Merged {
        name: same[0].rest.name.clone(),
        // Each run has seen some of its places.
        kept: terms().map(|term| term.kept).max().unwrap_or(Kept::Nothing),
        df: 0,
        ids: Vec::with_capacity(size(|term| term.gaps.len() + 4)),
        weights: Vec::with_capacity(size(|term| term.weights.len())),
        positions: Vec::with_capacity(size(|term| term.positions.len())),
    };
    let mut next = 0;
    for term in terms() {
        put_u(&mut merged.ids, term.first - next);
        next = term.last + 1;
        merged.df += term.df;
        merged.ids.extend_from_slice(term.gaps);
        merged.weights.extend_from_slice(term.weights);
        merged.positions.extend_from_slice(term.positions);
    }
    merged
}
