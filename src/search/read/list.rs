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
    /// Their parts; empty where the term has none.
    pub parts: Vec<u8>,
}

/// Reads a list of `count` documents, all of them below `end`.
pub fn list(reader: &mut Reader<'_>, count: u32, has_parts: bool, end: u32) -> Result<List, Damaged> {
    let ids = ids(reader, count, end)?;
    let impacts = impacts(reader, ids.len())?;
    let parts = if has_parts { reader.bytes(ids.len())?.to_vec() } else { Vec::new() };
    Ok(List { ids, impacts, parts })
}

/// Reads ascending numbers below `end`.
pub fn ids(reader: &mut Reader<'_>, count: u32, end: u32) -> Result<Vec<u32>, Damaged> {
    // Nothing is reserved: the count may be a lie.
    let mut ids = Vec::new();
    let mut next = 0u32;
    for _ in 0..count {
        let id = next.checked_add(reader.u()?).filter(|id| *id < end).ok_or(Damaged)?;
        ids.push(id);
        next = id + 1;
    }
    Ok(ids)
}

/// Reads ascending numbers below `end`, whose differences are coded bit by bit.
pub fn coded_ids(reader: &mut Reader<'_>, count: u32, end: u32) -> Result<Vec<u32>, Damaged> {
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

/// Reads impacts, two to a byte.
pub fn impacts(reader: &mut Reader<'_>, count: usize) -> Result<Vec<u8>, Damaged> {
    let bytes = reader.bytes(count.div_ceil(2))?;
    Ok(bytes.iter().flat_map(|byte| [byte & 15, byte >> 4]).take(count).collect())
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
