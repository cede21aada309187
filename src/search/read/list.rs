//! Lists of documents, with impacts, parts and positions.

use crate::search::codec::{Damaged, Reader};
use crate::search::format::lower_bits;

/// The documents of a term.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct List {
    /// Their numbers, ascending.
    pub ids: Vec<u32>,
    /// Their impacts.
    pub impacts: Vec<u8>,
    /// Their parts; none where the term has none.
    pub parts: Vec<u8>,
}

/// Reads a list of `count` documents, all of them below `end`.
pub fn list(reader: &mut Reader<'_>, count: u32, end: u32) -> Result<List, Damaged> {
    let (impacts, parts) = weights(reader, count)?;
    Ok(List { ids: ids(reader, count, end)?, impacts, parts })
}

/// Reads ascending numbers below `end`: they are told, or, where they are more than half, the others are.
pub fn ids(reader: &mut Reader<'_>, count: u32, end: u32) -> Result<Vec<u32>, Damaged> {
    let others = end.checked_sub(count).ok_or(Damaged)?;
    if others >= count {
        return told_ids(reader, count, end);
    }
    let mut others = told_ids(reader, others, end)?.into_iter().peekable();
    Ok((0..end).filter(|id| others.next_if_eq(id).is_none()).collect())
}

fn told_ids(reader: &mut Reader<'_>, count: u32, end: u32) -> Result<Vec<u32>, Damaged> {
    let lower = lower_bits(end, count);
    let mut ids = Vec::new();
    let mut next = 0u32;
    for _ in 0..count {
        let mut upper = 0u32;
        while reader.bit()? == 1 {
            upper += 1;
        }
        let gap = u64::from(upper) << lower | u64::from(reader.bits(lower)?);
        let id = u64::from(next) + gap;
        ids.push(u32::try_from(id).ok().filter(|id| *id < end).ok_or(Damaged)?);
        next = id as u32 + 1;
    }
    Ok(ids)
}

/// Reads weights: impacts, and parts.
pub fn weights(reader: &mut Reader<'_>, count: u32) -> Result<(Vec<u8>, Vec<u8>), Damaged> {
    Ok(reader.bytes(count as usize)?.iter().map(|weight| (weight & 15, weight >> 4)).unzip())
}

/// Reads the positions of a term in each of `count` documents.
pub fn positions(reader: &mut Reader<'_>, count: usize) -> Result<Vec<Vec<u32>>, Damaged> {
    let mut all = Vec::new();
    for _ in 0..count {
        let mut places = Vec::new();
        let mut place = 0u32;
        loop {
            let value = reader.u()?;
            place = place.checked_add(value / 2).ok_or(Damaged)?;
            places.push(place);
            if value % 2 == 0 {
                break;
            }
        }
        all.push(places);
    }
    Ok(all)
}
