//! Many sorted runs become one sorted stream of terms.

use crate::search::codec::{Reader, order, put_u};
use crate::search::write::run::{Has, Run};
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

/// A term of the segment with its list.
#[derive(Debug)]
pub(super) struct Merged {
    /// Key, U+0000, suffix.
    pub(super) name: String,
    /// What is kept of it.
    pub(super) has: Has,
    /// How many documents.
    pub(super) df: u32,
    /// The ids as a list has them: the first, then gaps minus 1.
    pub(super) ids: Vec<u8>,
    /// One byte a document.
    pub(super) impacts: Vec<u8>,
    /// One byte a document, or none.
    pub(super) parts: Vec<u8>,
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
    name: &'a str,
    run: usize,
    at: usize,
}

impl Ord for Head<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        order(self.name, other.name).then(self.run.cmp(&other.run))
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
    let head = |run: usize, at: usize| {
        runs[run].terms.get(at).map(|term| Reverse(Head { name: runs[run].name(term), run, at }))
    };
    let mut heap: BinaryHeap<Reverse<Head<'_>>> = (0..runs.len()).filter_map(|run| head(run, 0)).collect();
    let mut same: Vec<(usize, usize)> = Vec::new();
    while let Some(Reverse(first)) = heap.pop() {
        same.clear();
        same.push((first.run, first.at));
        heap.extend(head(first.run, first.at + 1));
        while heap.peek().is_some_and(|Reverse(other)| other.name == first.name) {
            let Some(Reverse(other)) = heap.pop() else { break };
            same.push((other.run, other.at));
            heap.extend(head(other.run, other.at + 1));
        }
        take(join(runs, &same, first.name))?;
    }
    Ok(())
}

fn join(runs: &[Run], same: &[(usize, usize)], name: &str) -> Merged {
    let parts = || same.iter().map(|(run, at)| (&runs[*run], &runs[*run].terms[*at]));
    let size = |of: &dyn Fn(&Run, &crate::search::write::run::Term) -> usize| {
        parts().map(|(run, term)| of(run, term)).sum::<usize>()
    };
    let mut merged = Merged {
        name: name.to_owned(),
        has: parts().next().map_or(Has { positions: false, parts: false }, |(_, term)| term.has),
        df: 0,
        ids: Vec::with_capacity(size(&|run, term| run.gaps(term).len() + 4)),
        impacts: Vec::with_capacity(size(&|run, term| run.impacts(term).len())),
        parts: Vec::with_capacity(size(&|run, term| run.parts(term).len())),
        positions: Vec::with_capacity(size(&|run, term| run.positions(term).len())),
    };
    let mut next = 0;
    for (run, term) in parts() {
        put_u(&mut merged.ids, term.first - next);
        next = term.last + 1;
        merged.df += term.df;
        merged.ids.extend_from_slice(run.gaps(term));
        merged.impacts.extend_from_slice(run.impacts(term));
        merged.parts.extend_from_slice(run.parts(term));
        merged.positions.extend_from_slice(run.positions(term));
    }
    merged
}
