//! A file of terms: its families by columns, so that gzip meets like with like.

use crate::search::codec::{Bits, put_u};
use crate::search::format::{CHAMPIONS, lower_bits};
use crate::search::write::merge::Merged;

/// Where a long list lies: file and offset; and its positions, where it has any.
pub(super) struct Far {
    pub(super) list: (u32, u32),
    pub(super) positions: Option<(u32, u32)>,
}

/// The terms of one file.
#[derive(Default)]
pub(super) struct Table {
    families: u32,
    last_key: Vec<u16>,
    /// Of families: units of the key that are as in the key before, units behind the next one, the next one; the number of
    /// forms; of several, in how many documents any of these stands, or 0.
    shared: Vec<u8>,
    more: Vec<u8>,
    firsts: Vec<u8>,
    counts: Vec<u8>,
    any: Vec<u8>,
    /// The other units of keys.
    others: Vec<u8>,
    /// Of forms.
    suffix_lengths: Vec<u8>,
    suffixes: Vec<u8>,
    headers: Vec<u8>,
    /// Of long lists.
    far: Vec<u8>,
    /// Of short lists.
    weights: Vec<u8>,
    ids: Bits,
}

impl Table {
    pub(super) fn is_empty(&self) -> bool {
        self.families == 0
    }

    /// All that stands before the ids, in the order of the file.
    fn columns(&self) -> [&[u8]; 11] {
        [
            &self.shared,
            &self.more,
            &self.firsts,
            &self.counts,
            &self.any,
            &self.others,
            &self.suffix_lengths,
            &self.suffixes,
            &self.headers,
            &self.far,
            &self.weights,
        ]
    }

    /// How many bytes there are, before packing.
    pub(super) fn size(&self) -> usize {
        self.columns().iter().map(|column| column.len()).sum::<usize>() + self.ids.size()
    }

    /// Begins a family; its forms follow. `any` is in how many documents any of several forms stands.
    pub(super) fn family(&mut self, key: &str, forms: usize, any: Option<u32>) {
        let key: Vec<u16> = key.encode_utf16().collect();
        let shared = key.iter().zip(&self.last_key).take_while(|(a, b)| a == b).count();
        put_u(&mut self.shared, shared as u32);
        // Keys ascend, so there is a next unit, and it is greater than the one that stood there.
        let mut rest = key[shared..].iter().map(|unit| u32::from(*unit));
        let least = self.last_key.get(shared).map_or(0, |unit| u32::from(*unit) + 1);
        put_u(&mut self.firsts, rest.next().map_or(0, |first| first - least));
        put_u(&mut self.more, rest.len() as u32);
        rest.for_each(|unit| put_u(&mut self.others, unit));
        put_u(&mut self.counts, forms as u32);
        put_u(&mut self.any, any.unwrap_or_default());
        self.last_key = key;
        self.families += 1;
    }

    /// A form of the family, with its list; `far` says where the list is, if not here.
    pub(super) fn form(&mut self, term: &Merged, far: Option<&Far>, documents: u32) {
        let suffix = term.key_and_suffix().1;
        put_u(&mut self.suffix_lengths, suffix.len() as u32);
        self.suffixes.extend_from_slice(suffix.as_bytes());
        put_u(&mut self.headers, term.df * 8 + term.kept as u32 * 2 + u32::from(far.is_some()));
        let Some(far) = far else {
            self.weights.extend_from_slice(&term.weights);
            put_ids(&mut self.ids, term.documents(), term.df, documents);
            return;
        };
        for (file, offset) in [Some(far.list), far.positions].into_iter().flatten() {
            put_u(&mut self.far, file);
            put_u(&mut self.far, offset);
        }
        let champions = champions(term);
        champions.iter().for_each(|(id, _)| put_u(&mut self.far, *id));
        self.far.extend(champions.iter().map(|(_, impact)| *impact));
    }

    /// The file.
    pub(super) fn finish(self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.size() + 5);
        put_u(&mut bytes, self.families);
        self.columns().iter().for_each(|column| bytes.extend_from_slice(column));
        bytes.extend(self.ids.finish());
        bytes
    }
}

/// A list by itself: weights, ids.
pub(super) fn list(term: &Merged, documents: u32) -> Vec<u8> {
    let mut bytes = term.weights.clone();
    bytes.extend(ids(term.documents(), term.df, documents));
    bytes
}

/// Some of so many documents, by their numbers.
pub(super) fn ids(ids: impl Iterator<Item = u32>, count: u32, documents: u32) -> Vec<u8> {
    let mut bits = Bits::default();
    put_ids(&mut bits, ids, count, documents);
    bits.finish()
}

/// Appends ids; where they are more than half of all documents, those that are not among them.
fn put_ids(out: &mut Bits, ids: impl Iterator<Item = u32>, count: u32, documents: u32) {
    if count * 2 <= documents {
        return put_gaps(out, ids, lower_bits(documents, count));
    }
    let mut ids = ids.peekable();
    let others = (0..documents).filter(|id| ids.next_if_eq(id).is_none());
    put_gaps(out, others, lower_bits(documents, documents - count));
}

/// The differences of ids, minus 1: each as ones and a zero, and its lower bits.
fn put_gaps(out: &mut Bits, ids: impl Iterator<Item = u32>, lower: u32) {
    let mut next = 0;
    for id in ids {
        let gap = id - next;
        next = id + 1;
        (0..gap >> lower).for_each(|_| out.put(1, 1));
        out.put(0, 1);
        out.put(gap & ((1 << lower) - 1), lower as u8);
    }
}

/// The best documents: by impact, then newest.
fn champions(term: &Merged) -> Vec<(u32, u8)> {
    let mut by_impact: [Vec<u32>; 16] = Default::default();
    for (id, weight) in term.documents().zip(&term.weights) {
        let same = &mut by_impact[usize::from(*weight & 15)];
        if same.len() < CHAMPIONS {
            same.push(id);
        }
    }
    let ranked =
        (0..16u8).rev().flat_map(|impact| by_impact[usize::from(impact)].iter().map(move |id| (*id, impact)));
    ranked.take(CHAMPIONS).collect()
}
