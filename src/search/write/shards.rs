//! The terms of a segment, family by family, in small files.

use crate::search::codec::{Bits, put_s, put_u, shared};
use crate::search::format::{CHAMPIONS, lower_bits};
use crate::search::write::merge::Merged;
use crate::search::write::output::{Blocks, Output, between};
use std::io;

/// A segment has about so many shards, if they can keep to these sizes, in bytes before packing: small ones are quickly
/// fetched, but the root must name each.
const SHARDS: usize = 950;
const SMALLEST: usize = 8 << 10;
const LARGEST: usize = 13 << 10;
/// A segment of fewer documents has few bytes for the root to tell of: its shards are smaller.
const FEW: usize = 4096;
const SMALLEST_OF_FEW: usize = 4 << 10;
/// The positions of so many shards lie in one file: few searches need them.
pub(super) const SHARDS_PER_FILE: usize = 6;
/// A list of more bytes stands in a file of its own or with a few others.
const LONG: usize = 4 << 10;
/// Files of long lists, and of their positions, are closed when they have so many bytes.
const LONG_FILE: usize = 16 << 10;
const POSITIONS_FILE: usize = 128 << 10;

/// Writes the term files of a segment.
pub(super) struct Shards<'a, 'b> {
    output: &'b mut Output<'a>,
    /// The first string of each shard.
    pub(super) firsts: Vec<String>,
    size: usize,
    documents: u32,
    families: u32,
    /// Keys and forms of the shard at hand; then impacts, parts and ids of its short lists.
    shard: Vec<u8>,
    impacts: Vec<u8>,
    parts: Vec<u8>,
    ids: Bits,
    /// Positions of the shard at hand.
    positions: Vec<u8>,
    /// Positions of the shards before that share its file.
    positions_file: Vec<u8>,
    last_key: String,
    lists: Blocks,
    long_positions: Blocks,
    family: Vec<Merged>,
    seen: Vec<u64>,
}

impl<'a, 'b> Shards<'a, 'b> {
    pub(super) fn new(documents: usize, size: usize, output: &'b mut Output<'a>) -> Self {
        Shards {
            output,
            firsts: Vec::new(),
            size: (size / SHARDS).clamp(if documents < FEW { SMALLEST_OF_FEW } else { SMALLEST }, LARGEST),
            documents: documents as u32,
            families: 0,
            shard: Vec::new(),
            impacts: Vec::new(),
            parts: Vec::new(),
            ids: Bits::default(),
            positions: Vec::new(),
            positions_file: Vec::new(),
            last_key: String::new(),
            lists: Blocks::new('l', LONG_FILE),
            long_positions: Blocks::new('q', POSITIONS_FILE),
            family: Vec::new(),
            seen: vec![0; documents.div_ceil(64)],
        }
    }

    /// Takes the next term, in order.
    pub(super) fn take(&mut self, term: Merged) -> io::Result<()> {
        if self.family.first().is_some_and(|first| first.key_and_suffix().0 != term.key_and_suffix().0) {
            self.close_family()?;
        }
        self.family.push(term);
        Ok(())
    }

    /// Writes what is left.
    pub(super) fn finish(mut self) -> io::Result<Vec<String>> {
        self.close_family()?;
        self.close_shard()?;
        self.close_positions()?;
        self.lists.close(self.output)?;
        self.long_positions.close(self.output)?;
        self.output.flush()?;
        Ok(self.firsts)
    }

    fn close_family(&mut self) -> io::Result<()> {
        let family = std::mem::take(&mut self.family);
        let Some(first) = family.first() else { return Ok(()) };
        let key = first.key_and_suffix().0;
        if self.families == 0 {
            let name = if self.firsts.is_empty() { String::new() } else { between(&self.last_key, key) };
            self.firsts.push(name);
            self.last_key.clear();
        }
        let (units, bytes) = shared(&self.last_key, key);
        put_u(&mut self.shard, units);
        put_s(&mut self.shard, &key[bytes..]);
        put_u(&mut self.shard, family.len() as u32);
        if family.len() > 1 {
            let any = self.count_any(&family);
            put_u(&mut self.shard, any);
        }
        for term in &family {
            self.form(term)?;
        }
        self.last_key = key.to_owned();
        self.families += 1;
        self.family = family;
        self.family.clear();
        let size = self.shard.len() + self.impacts.len() + self.parts.len() + self.ids.size();
        if size >= self.size { self.close_shard() } else { Ok(()) }
    }

    /// In how many documents any of the terms stands.
    fn count_any(&mut self, family: &[Merged]) -> u32 {
        let mut count = 0;
        for id in family.iter().flat_map(Merged::documents) {
            let (word, bit) = (&mut self.seen[id as usize / 64], 1 << (id % 64));
            count += u32::from(*word & bit == 0);
            *word |= bit;
        }
        for id in family.iter().flat_map(Merged::documents) {
            self.seen[id as usize / 64] = 0;
        }
        count
    }

    fn form(&mut self, term: &Merged) -> io::Result<()> {
        put_s(&mut self.shard, term.key_and_suffix().1);
        let size = term.ids.len() + term.impacts.len() / 2 + term.parts.len();
        let is_long = size > LONG;
        let flags = u32::from(term.has.positions) * 4 + u32::from(term.has.parts) * 2 + u32::from(is_long);
        put_u(&mut self.shard, term.df * 8 + flags);
        if !is_long {
            put_halves(&mut self.impacts, term.impacts.iter().copied());
            self.parts.extend_from_slice(&term.parts);
            put_gaps(&mut self.ids, term, self.documents);
            if term.has.positions {
                put_u(&mut self.positions, term.positions.len() as u32);
                self.positions.extend_from_slice(&term.positions);
            }
            return Ok(());
        }
        let mut list = Vec::with_capacity(size + 1);
        put_list(&mut list, term);
        let (file, offset) = self.lists.add(&list, self.output)?;
        put_u(&mut self.shard, file);
        put_u(&mut self.shard, offset);
        if term.has.positions {
            let (file, offset) = self.long_positions.add(&term.positions, self.output)?;
            put_u(&mut self.shard, file);
            put_u(&mut self.shard, offset);
        }
        let champions = champions(term);
        put_u(&mut self.shard, champions.len() as u32);
        champions.iter().for_each(|(id, _)| put_u(&mut self.shard, *id));
        put_halves(&mut self.shard, champions.iter().map(|(_, impact)| *impact));
        Ok(())
    }

    fn close_shard(&mut self) -> io::Result<()> {
        if self.families == 0 {
            return Ok(());
        }
        let number = self.firsts.len() - 1;
        let mut bytes = Vec::with_capacity(self.size * 2);
        put_u(&mut bytes, self.families);
        bytes.append(&mut self.shard);
        bytes.append(&mut self.impacts);
        bytes.append(&mut self.parts);
        bytes.extend(std::mem::take(&mut self.ids).finish());
        self.output.add(format!("t{number}"), bytes)?;
        put_u(&mut self.positions_file, self.positions.len() as u32);
        self.positions_file.append(&mut self.positions);
        if self.firsts.len().is_multiple_of(SHARDS_PER_FILE) {
            self.close_positions()?;
        }
        self.families = 0;
        Ok(())
    }

    fn close_positions(&mut self) -> io::Result<()> {
        if self.positions_file.is_empty() {
            return Ok(());
        }
        let number = (self.firsts.len() - 1) / SHARDS_PER_FILE;
        self.output.add(format!("p{number}"), std::mem::take(&mut self.positions_file))
    }
}

/// A list: ids, impacts, parts.
fn put_list(out: &mut Vec<u8>, term: &Merged) {
    out.extend_from_slice(&term.ids);
    put_halves(out, term.impacts.iter().copied());
    out.extend_from_slice(&term.parts);
}

/// The differences of ids, minus 1: each as ones and a zero, and its lower bits.
fn put_gaps(out: &mut Bits, term: &Merged, documents: u32) {
    let lower = lower_bits(documents, term.df);
    let mut next = 0;
    for id in term.documents() {
        let gap = id - next;
        next = id + 1;
        (0..gap >> lower).for_each(|_| out.put(1, 1));
        out.put(0, 1);
        out.put(gap & ((1 << lower) - 1), lower as u8);
    }
}

/// Two to a byte, the first in the lower half.
fn put_halves(out: &mut Vec<u8>, values: impl Iterator<Item = u8>) {
    let mut lower = None;
    for value in values {
        match lower.take() {
            Some(first) => out.push(first | value << 4),
            None => lower = Some(value),
        }
    }
    out.extend(lower);
}

/// The best documents: by impact, then newest.
fn champions(term: &Merged) -> Vec<(u32, u8)> {
    let mut by_impact: [Vec<u32>; 16] = Default::default();
    for (id, impact) in term.documents().zip(&term.impacts) {
        let same = &mut by_impact[usize::from(*impact & 15)];
        if same.len() < CHAMPIONS {
            same.push(id);
        }
    }
    let ranked =
        (0..16u8).rev().flat_map(|impact| by_impact[usize::from(impact)].iter().map(move |id| (*id, impact)));
    ranked.take(CHAMPIONS).collect()
}
