//! Answers queries from the files of an index, as the client in the browser does. The rules are those of
//! `docs/search-index.md`; section 5 is about queries.
//!
//! A query becomes units ([`query`]); each is looked up in every segment ([`words`], [`phrase`]), and what satisfies all
//! of them is scored ([`evaluate`]). Cards and texts are read for the results that are shown, and for no others.
//! Files may hold anything: what does not fit the format is a [`problem::Problem`], never a panic.

pub mod answer;
pub mod card;
pub mod catalogue;
pub mod date;
pub mod dictionary;
pub mod evaluate;
pub mod excerpt;
pub mod files;
pub mod list;
pub mod matches;
pub mod phrase;
pub mod places;
pub mod problem;
pub mod query;
pub mod root;
pub mod segment;
pub mod shard;
#[cfg(test)]
mod tests;
pub mod words;

use crate::search::codec::Damaged;
use crate::search::format::{Kind, ROOT};
use crate::search::read::answer::{Answer, Hit, Query, Sort};
use crate::search::read::card::Documents;
use crate::search::read::evaluate::{Asked, Plan};
use crate::search::read::files::{Files, Shelf, in_file};
use crate::search::read::problem::Problem;
use crate::search::read::root::{Root, Segment};
use crate::search::read::segment::Terms;
use std::ops::Range;

/// An index that can be asked.
pub struct Index {
    shelf: Shelf,
    root: Root,
}

impl Index {
    /// Opens the index of a built site.
    pub fn open(files: impl Files + 'static) -> Result<Index, Problem> {
        let shelf = Shelf::new(Box::new(files));
        let root = Root::read(&shelf)?;
        Ok(Index { shelf, root })
    }

    /// Answers a query.
    pub fn search(&self, query: &Query) -> Result<Answer, Problem> {
        let range = catalogue::range(&self.shelf, &self.root, query.from, query.to)?;
        let lists = self.filters(query)?;
        let is_filtered = !lists.is_empty() || query.from.is_some() || query.to.is_some();
        let units = query::read(&query.text, query.typing);
        let mut answer = Answer {
            total: 0,
            corrected: None,
            missing: Vec::new(),
            entity: catalogue::named(&self.shelf, &self.root, &query::folded_name(&query.text))?,
            results: Vec::new(),
        };
        if !units.has_characters {
            (answer.total, answer.results) = self.listed(range, &lists, query)?;
            return Ok(answer);
        }
        let segments: Vec<Terms<'_>> =
            self.root.segments.iter().map(|segment| Terms { shelf: &self.shelf, segment }).collect();
        let plan = evaluate::plan(&segments, units, query.typing, query.verbatim)?;
        answer.corrected = corrected(&query.text, &plan);
        let asked: Vec<&Asked> = plan.asked.iter().map(|(asked, _)| asked).collect();
        if !is_filtered && query.sort == Sort::Relevance && query.limit > 0 {
            let wanted = query.offset.saturating_add(query.limit);
            if let Some(best) = evaluate::champions(&segments, &plan, self.root.documents, wanted)? {
                answer.total = best.total;
                let places = plan.asked.iter().filter(|_| best.total == 0).map(|(_, place)| place);
                answer.missing = missing(&query.text, places);
                answer.results = self.hits(page(&best.documents, query).iter().copied(), &asked)?;
                return Ok(answer);
            }
        }
        let found = evaluate::find(&segments, &plan, self.root.documents)?;
        answer.missing = missing(&query.text, found.missing.iter());
        let mut documents = found.documents;
        documents.retain(|(number, _)| {
            range.contains(number) && lists.iter().all(|list| list.binary_search(number).is_ok())
        });
        if query.sort == Sort::Relevance {
            evaluate::rank(&mut documents);
        }
        answer.total = documents.len() as u32;
        answer.results = self.hits(page(&documents, query).iter().copied(), &asked)?;
        Ok(answer)
    }

    /// The documents of each filter.
    fn filters(&self, query: &Query) -> Result<Vec<Vec<u32>>, Problem> {
        let kinds = [
            (Kind::Person, &query.person),
            (Kind::Unit, &query.unit),
            (Kind::Topic, &query.topic),
            (Kind::Language, &query.lang),
        ];
        let mut lists = Vec::new();
        for (kind, ids) in kinds {
            for id in ids {
                lists.push(catalogue::documents(&self.shelf, &self.root, kind, id)?);
            }
        }
        Ok(lists)
    }

    /// Without a query: the number of documents, and those that are shown, newest first.
    fn listed(
        &self,
        range: Range<u32>,
        lists: &[Vec<u32>],
        query: &Query,
    ) -> Result<(u32, Vec<Hit>), Problem> {
        let Some((first, rest)) = lists.split_first() else {
            // Numbers are made one by one: a damaged root may promise any number of documents.
            let limit = if query.limit == 0 { usize::MAX } else { query.limit };
            let shown = range.clone().skip(query.offset).take(limit).map(|number| (number, 0));
            return Ok((range.len() as u32, self.hits(shown, &[])?));
        };
        let in_all = |number: &&u32| {
            range.contains(*number) && rest.iter().all(|list| list.binary_search(number).is_ok())
        };
        let documents: Vec<(u32, u32)> = first.iter().filter(in_all).map(|number| (*number, 0)).collect();
        let hits = self.hits(page(&documents, query).iter().copied(), &[])?;
        Ok((documents.len() as u32, hits))
    }

    /// What is shown of documents.
    fn hits(&self, found: impl Iterator<Item = (u32, u32)>, asked: &[&Asked]) -> Result<Vec<Hit>, Problem> {
        let mut documents = Documents::new(&self.shelf, &self.root);
        let mut hits = Vec::new();
        for (number, score) in found {
            let segment = in_file(ROOT, self.segment_of(number).ok_or(Damaged))?;
            let (card, text) = documents.read(segment, number - segment.first)?;
            let lang = in_file(ROOT, self.root.languages.get(card.language as usize).ok_or(Damaged))?.clone();
            hits.push(Hit {
                number,
                id: id_of(&card.address),
                excerpt: excerpt::excerpt(&text, &card.summary, asked),
                address: card.address,
                title: card.title,
                date: date::written(card.day),
                lang,
                status: card.status,
                score,
            });
        }
        Ok(hits)
    }

    fn segment_of(&self, number: u32) -> Option<&Segment> {
        let after = self.root.segments.partition_point(|segment| segment.first <= number);
        self.root.segments.get(after.checked_sub(1)?)
    }
}

/// The results that are asked for.
fn page<'a>(documents: &'a [(u32, u32)], query: &Query) -> &'a [(u32, u32)] {
    let start = query.offset.min(documents.len());
    let end = if query.limit == 0 {
        documents.len()
    } else {
        start.saturating_add(query.limit).min(documents.len())
    };
    &documents[start..end]
}

/// The query with the words that were probably meant.
fn corrected(query: &str, plan: &Plan) -> Option<String> {
    let mut corrected = query.to_owned();
    // From the end, so that places before stay where they are.
    for (place, word) in plan.corrections.iter().rev() {
        corrected.replace_range(place.clone(), word);
    }
    (!plan.corrections.is_empty()).then_some(corrected)
}

fn missing<'a>(query: &str, places: impl Iterator<Item = &'a Range<usize>>) -> Vec<String> {
    places.map(|place| query[place.clone()].trim().to_owned()).collect()
}

/// The last part of an address, as it reads.
fn id_of(address: &str) -> String {
    let last = address.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    percent_encoding::percent_decode_str(last).decode_utf8_lossy().into_owned()
}
