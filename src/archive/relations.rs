//! Which releases belong together: those that the front matter calls related, then older ones that share
//! people, units and topics. Only older ones, so that a new release never changes an old page.

use crate::archive::model::{Archive, Entity};

/// How many are shown.
const SHOWN: usize = 4;
/// How far back a shared name is followed: keeps the cost of a release the same at any size of the archive.
const LOOKED_BACK: usize = 24;

/// The releases to show beside a release, best first.
pub fn related(archive: &Archive, number: usize) -> Vec<usize> {
    let item = &archive.items[number];
    let language = item.release.language;
    let mut shared: Vec<(usize, f64)> = Vec::new();
    let mut follow = |entity: &Entity, weight: f64| {
        let list = &entity.releases[language];
        let after = list.partition_point(|other| *other <= number);
        // A name that everybody shared until then says little.
        let worth = weight / (2.0 + (list.len() - after) as f64).ln();
        shared.extend(list[after..].iter().take(LOOKED_BACK).map(|other| (*other, worth)));
    };
    item.topics.iter().for_each(|at| follow(&archive.topics[*at], 2.0));
    item.units.iter().for_each(|at| follow(&archive.units[*at], 1.5));
    item.attendees.iter().for_each(|at| follow(&archive.people[*at], 1.0));
    shared.sort_by_key(|(other, _)| *other);
    let parts = shared.chunk_by(|a, b| a.0 == b.0);
    let mut best: Vec<(usize, f64)> =
        parts.map(|part| (part[0].0, part.iter().map(|(_, worth)| worth).sum())).collect();
    // Numbers grow with age: of two equals the newer one.
    best.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let readable = |other: &usize| archive.items[*other].is_readable();
    let named = item.related.iter().copied().filter(readable);
    let mut chosen: Vec<usize> = Vec::with_capacity(SHOWN);
    for other in named.chain(best.into_iter().map(|(other, _)| other)) {
        if chosen.len() == SHOWN {
            break;
        }
        if other != number && !chosen.contains(&other) {
            chosen.push(other);
        }
    }
    chosen
}
