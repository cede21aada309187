//! A person, a unit or a topic.

use crate::register::{Entry, Kind, Term};
use crate::view::edition::Edition;
use crate::view::model;
use std::collections::BTreeMap;

/// How many others are shown as often named together.
const TOGETHER: usize = 6;

fn entry<'a>(edition: &Edition<'a>, kind: Kind, number: usize) -> Option<&'a Entry> {
    let entry = edition.archive.entities(kind)[number].entry?;
    Some(&edition.archive.register(kind).entries[entry])
}

/// The entity above one.
pub fn parent(edition: &Edition<'_>, kind: Kind, number: usize) -> Option<usize> {
    edition.archive.register(kind).find(entry(edition, kind, number)?.parent.as_deref()?)
}

/// A sentence about an entity.
pub fn summary(edition: &Edition<'_>, kind: Kind, number: usize) -> Option<String> {
    let summary = entry(edition, kind, number)?.summary.as_ref()?;
    Some(summary.get(edition.tag()).to_owned())
}

/// The titles that a person holds on the day for which the site is built.
pub fn current_title(edition: &Edition<'_>, person: usize) -> Option<String> {
    let today = edition.config.zone.to_datetime(edition.now).date();
    let titles = edition.archive.titles(person, today);
    let titles: Vec<String> = titles.iter().map(|term| term.title.get(edition.tag()).to_owned()).collect();
    edition.joined(&titles)
}

/// An entity as a page of a year, month or day needs it.
pub fn brief(edition: &Edition<'_>, kind: Kind, number: usize) -> model::Entity {
    model::Entity {
        id: edition.archive.entities(kind)[number].id.clone(),
        name: edition.name(kind, number).to_owned(),
        kind: kind.word(),
        titles: Vec::new(),
        parent: None,
        children: Vec::new(),
        successor: None,
        predecessors: Vec::new(),
        from: None,
        to: None,
        summary: None,
        aliases: Vec::new(),
        together: Vec::new(),
    }
}

/// An entity with all that its register says and the releases show, for the first page of its list.
pub fn entity(edition: &Edition<'_>, kind: Kind, number: usize) -> model::Entity {
    let register = edition.archive.register(kind);
    let own = entry(edition, kind, number);
    let today = edition.config.zone.to_datetime(edition.now).date();
    // Registered entities have the numbers of their entries.
    let link = |numbers: &[Option<usize>]| {
        let number = own.and_then(|_| numbers[number])?;
        Some(edition.link(kind, number))
    };
    let naming = |numbers: &[Option<usize>]| -> Vec<usize> {
        let naming = numbers.iter().enumerate().filter(|(_, named)| own.is_some() && **named == Some(number));
        naming.map(|(number, _)| number).collect()
    };
    let mut titles: Vec<&Term> = own.map(|entry| entry.terms.iter().collect()).unwrap_or_default();
    titles.sort_by_key(|term| std::cmp::Reverse((term.from, term.to.is_none())));
    model::Entity {
        titles: titles.into_iter().map(|term| self::term(edition, term, today)).collect(),
        parent: link(&register.parents),
        children: naming(&register.parents).into_iter().map(|child| edition.counted(kind, child)).collect(),
        successor: link(&register.successors),
        predecessors: naming(&register.successors)
            .into_iter()
            .map(|other| edition.link(kind, other))
            .collect(),
        from: own.and_then(|entry| entry.from).map(|day| edition.day(day)),
        to: own.and_then(|entry| entry.to).map(|day| edition.day(day)),
        summary: summary(edition, kind, number),
        aliases: own.map(|entry| entry.aliases.clone()).unwrap_or_default(),
        together: together(edition, kind, number),
        ..brief(edition, kind, number)
    }
}

fn term(edition: &Edition<'_>, term: &Term, today: jiff::civil::Date) -> model::Term {
    model::Term {
        title: term.title.get(edition.tag()).to_owned(),
        unit: term.unit.as_deref().map(|name| {
            let (name, href) = edition.meant(Kind::Unit, name);
            model::Name { name, href }
        }),
        from: term.from.map(|day| edition.day(day)),
        to: term.to.map(|day| edition.day(day)),
        current: term.covers(today),
    }
}

/// Who is most often named in the same releases; only whom two releases name together.
fn together(edition: &Edition<'_>, kind: Kind, number: usize) -> Vec<model::Counted> {
    let archive = edition.archive;
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for release in &archive.entities(kind)[number].releases[edition.language] {
        let item = &archive.items[*release];
        let named: &[usize] = match kind {
            Kind::Person => &item.attendees,
            Kind::Unit => &item.units,
            // Topics have a tree of their own.
            Kind::Topic => &[],
        };
        for other in named.iter().filter(|other| **other != number) {
            *counts.entry(*other).or_default() += 1;
        }
    }
    let mut often: Vec<(usize, usize)> = counts.into_iter().filter(|(_, count)| *count > 1).collect();
    often.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let often = often.into_iter().take(TOGETHER);
    often
        .map(|(other, count)| {
            let model::Link { name, href } = edition.link(kind, other);
            model::Counted { name, href, count }
        })
        .collect()
}
