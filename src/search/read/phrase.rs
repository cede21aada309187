//! Phrases: terms at the distances of the query.

use crate::search::read::matches::{Match, both};
use crate::search::read::problem::Problem;
use crate::search::read::query::Piece;
use crate::search::read::segment::{Terms, Usual};
use crate::search::read::words::{EXACT, of_form};
use crate::search::stem::key_of;

/// A term to look up.
#[derive(Debug, PartialEq, Eq)]
struct Lookup {
    text: String,
    /// Where it must stand; a lone character may stand anywhere.
    position: Option<u32>,
}

/// A term with its positions.
struct Placed {
    ids: Vec<u32>,
    /// For each document.
    positions: Vec<Vec<u32>>,
    /// Where it stands in the phrase.
    at: u32,
}

/// The documents of a segment that have the pieces at the same distances.
pub fn matches(terms: Terms<'_>, pieces: &[Piece]) -> Result<Vec<Match>, Problem> {
    let mut forms = Vec::new();
    for Lookup { text, position } in lookups(pieces, &|word| terms.usual(word)) {
        let key = if text.contains(' ') { text.clone() } else { key_of(&text) };
        let Some(mut family) = terms.family(&key)? else { return Ok(Vec::new()) };
        let Some(at) = family.forms.iter().position(|form| family.is(form, &text)) else {
            return Ok(Vec::new());
        };
        let form = family.forms.swap_remove(at);
        forms.push((family, form, position));
    }
    let mut found: Option<Vec<Match>> = None;
    for (_, form, _) in &forms {
        let these = of_form(terms, form, EXACT)?;
        found = Some(found.map_or_else(|| these.clone(), |found| both(&found, &these, u32::min)));
    }
    let mut found = found.unwrap_or_default();
    let placed: Vec<_> =
        forms.iter().filter_map(|(family, form, at)| at.map(|at| (family, form, at))).collect();
    if placed.len() < 2 || found.is_empty() {
        return Ok(found);
    }
    let mut places = Vec::new();
    for (family, form, at) in placed {
        let ids = terms.list(form)?.into_owned().ids;
        places.push(Placed { ids, positions: terms.positions(family, form)?, at });
    }
    found.retain(|found| stands(&places, found.document));
    Ok(found)
}

/// Whether the terms stand at their distances in a document.
fn stands(places: &[Placed], document: u32) -> bool {
    let mut inside = places.iter().map(|Placed { ids, positions, at }| {
        let place = ids.binary_search(&document).ok()?;
        Some((positions.get(place)?, *at))
    });
    let Some(Some((first, start))) = inside.next() else { return false };
    let Some(rest) = inside.collect::<Option<Vec<_>>>() else { return false };
    // Pieces are in order, so no later one has a smaller position.
    first.iter().any(|place| {
        rest.iter().all(|(positions, at)| {
            place.checked_add(at - start).is_some_and(|wanted| positions.binary_search(&wanted).is_ok())
        })
    })
}

/// The terms by which a phrase is looked up: as few as suffice.
fn lookups(pieces: &[Piece], usual: &dyn Fn(&str) -> Usual) -> Vec<Lookup> {
    let mut lookups = Vec::new();
    let in_contact = |at: usize| pieces.get(at + 1).is_some_and(|next| next.contact);
    // Whether a piece and the next one are words side by side, and the first one is common.
    let common = |at: usize| {
        let (Some(piece), Some(next)) = (pieces.get(at), pieces.get(at + 1)) else { return false };
        !piece.is_ngram
            && !next.is_ngram
            && next.position == piece.position + 1
            && !in_contact(at)
            && !in_contact(at + 1)
            && usual(&piece.text) == Usual::Common
    };
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        let usual_end = usual_end(at, &common, &|at| usual(&pieces[at].text));
        let (end, count, between) = match () {
            () if in_contact(at) => (run_end(at, &in_contact), 2, ""),
            () if usual_end > at => (usual_end, 3.min(usual_end + 1 - at), " "),
            () => {
                let position = if piece.is_ngram { None } else { Some(piece.position) };
                lookups.push(Lookup { text: piece.text.clone(), position });
                at += 1;
                continue;
            }
        };
        // So many at a time, and the last ones.
        let last = end + 1 - count;
        for first in (at..last).step_by(count).chain([last]) {
            let texts: Vec<&str> =
                pieces[first..first + count].iter().map(|piece| piece.text.as_str()).collect();
            lookups.push(Lookup { text: texts.join(between), position: Some(pieces[first].position) });
        }
        at = end + 1;
    }
    lookups
}

/// The last one of a row of usual words: two or more common ones, and perhaps a frequent one.
fn usual_end(start: usize, common: &dyn Fn(usize) -> bool, usual: &dyn Fn(usize) -> Usual) -> usize {
    let end = run_end(start, common);
    match usual(end) {
        Usual::Common => end,
        Usual::Frequent if end > start + 1 => end,
        _ => end.saturating_sub(1).max(start),
    }
}

/// The last piece of the run that begins at a piece.
fn run_end(start: usize, goes_on: &dyn Fn(usize) -> bool) -> usize {
    let mut end = start;
    while goes_on(end) {
        end += 1;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::lookups;
    use crate::search::read::query::{Unit, read};
    use crate::search::read::segment::Usual;

    fn texts(query: &str) -> Vec<String> {
        let units = read(query, false).units;
        let pieces = match &units[0].0 {
            Unit::Phrase(pieces) | Unit::Name(_, pieces) => pieces,
            other => panic!("{other:?}"),
        };
        let usual = |word: &str| match word {
            "of" | "the" | "and" => Usual::Common,
            "people" => Usual::Frequent,
            _ => Usual::No,
        };
        let lookups = lookups(pieces, &usual);
        lookups.iter().map(|lookup| format!("{:?} {}", lookup.position, lookup.text)).collect()
    }

    #[test]
    fn a_phrase_is_looked_up_by_few_terms() {
        assert_eq!(texts("\"安全\""), ["Some(0) 安全"]);
        assert_eq!(texts("安全生产"), ["Some(0) 安全", "Some(2) 生产"]);
        assert_eq!(texts("安全生产法"), ["Some(0) 安全", "Some(2) 生产", "Some(3) 产法"]);
        assert_eq!(texts("2022年9月"), ["Some(0) 2022年", "Some(2) 9月"]);
        assert_eq!(texts("\"safety of the town\""), ["Some(0) safety", "Some(1) of the", "Some(3) town"]);
        assert_eq!(texts("\"of the and\""), ["Some(0) of the and"]);
        assert_eq!(texts("\"of the people\""), ["Some(0) of the people"]);
        assert_eq!(
            texts("\"and of the people in\""),
            ["Some(0) and of the", "Some(1) of the people", "Some(4) in"]
        );
        assert_eq!(texts("\"the people of the\""), ["Some(0) the", "Some(1) people", "Some(2) of the"]);
        assert_eq!(texts("\"of the, people 安\""), ["Some(0) of the", "Some(2) people安"]);
        assert_eq!(texts("\"of the 安全\""), ["Some(0) of", "Some(1) the安", "Some(2) 安全"]);
        assert_eq!(texts("安、全、"), ["None 安", "None 全"]);
    }
}
