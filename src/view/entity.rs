//! A person, a unit or a topic.

use crate::register::Kind;
use crate::register::entry::{Entry, NameOfATime, Term};
use crate::register::relations::DEEPEST;
use crate::view::edition::Edition;
use crate::view::model;
use jiff::civil::Date;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How many others are shown as often named together.
const TOGETHER: usize = 6;
/// How many of the newest releases are asked who is often named together, and how many names of each: keeps the
/// cost of a page the same at any size of the archive.
const ASKED: (usize, usize) = (400, 60);

fn entry<'a>(edition: &Edition<'a>, kind: Kind, number: usize) -> Option<&'a Entry> {
    let entry = edition.archive.entities(kind)[number].entry?;
    Some(&edition.archive.register(kind).entries[entry])
}

/// The entity above one.
pub fn parent(edition: &Edition<'_>, kind: Kind, number: usize) -> Option<usize> {
    // Registered entities have the numbers of their entries.
    edition.archive.register(kind).parents.get(number).copied().flatten()
}

/// A sentence about an entity.
pub fn summary(edition: &Edition<'_>, kind: Kind, number: usize) -> Option<String> {
    let summary = entry(edition, kind, number)?.summary.as_ref()?;
    Some(summary.get(edition.tag()).to_owned())
}

/// The titles that a person holds on the day for which the site is built.
pub fn current_title(edition: &Edition<'_>, person: usize) -> Option<String> {
    let titles = edition.archive.titles(person, edition.today());
    let titles: Vec<String> = titles.iter().map(|term| term.title.get(edition.tag()).to_owned()).collect();
    edition.joined(&titles)
}

/// An entity as a page of a year, month or day needs it.
pub fn brief(edition: &Edition<'_>, kind: Kind, number: usize) -> model::Entity {
    model::Entity {
        id: edition.archive.entities(kind)[number].id.clone(),
        name: edition.name(kind, number).to_owned(),
        kind: kind.word(),
        portrait: None,
        titles: Vec::new(),
        holders: Vec::new(),
        parent: None,
        children: Vec::new(),
        successors: Vec::new(),
        predecessors: Vec::new(),
        from: None,
        to: None,
        summary: None,
        names: Vec::new(),
        aliases: Vec::new(),
        together: Vec::new(),
    }
}

/// An entity with all that its register says and the releases show, for the first page of its list.
pub fn entity(edition: &Edition<'_>, kind: Kind, number: usize) -> model::Entity {
    let mut entity =
        model::Entity { together: together(edition, kind, number), ..brief(edition, kind, number) };
    let Some(own) = entry(edition, kind, number) else { return entity };
    // Registered entities have the numbers of their entries.
    let register = edition.archive.register(kind);
    let link = |number: usize| edition.link(kind, number);
    entity.portrait = portrait(edition, number, own);
    entity.titles = terms(edition, own);
    if kind == Kind::Unit {
        entity.holders = holders(edition, number);
    }
    entity.parent = register.parents[number].filter(|above| *above != number).map(link);
    entity.children = branches(edition, kind, number, &mut vec![number]);
    entity.successors = register.successors[number].iter().map(|other| link(*other)).collect();
    entity.predecessors = register.predecessors[number].iter().map(|other| link(*other)).collect();
    entity.from = own.from.map(|day| edition.day(day));
    entity.to = own.to.map(|day| edition.day(day));
    entity.summary = summary(edition, kind, number);
    entity.names = names(edition, own);
    entity.aliases.clone_from(&own.aliases);
    entity
}

fn portrait(edition: &Edition<'_>, number: usize, own: &Entry) -> Option<model::Picture> {
    let portrait = own.portrait.as_ref()?;
    let (width, height) = portrait.dimensions.unzip();
    Some(model::Picture {
        src: edition.href(&edition.addresses().portrait(number, portrait)),
        alt: portrait.alt.get(edition.tag()).to_owned(),
        width,
        height,
        credit: portrait.credit.clone(),
        caption: None,
    })
}

/// Terms that last come first, in the order of the register; the others by their last day, newest first.
fn by_time(term: &Term, today: Date) -> impl Ord + use<> {
    (!term.covers(today), Reverse(if term.covers(today) { None } else { term.to.or(term.from) }))
}

fn terms(edition: &Edition<'_>, own: &Entry) -> Vec<model::Term> {
    let today = edition.today();
    let mut terms: Vec<&Term> = own.terms.iter().collect();
    terms.sort_by_key(|term| by_time(term, today));
    let term = |term: &Term| model::Term {
        title: term.title.get(edition.tag()).to_owned(),
        // A unit is called as it was when the term ended.
        unit: term.unit.as_deref().map(|name| edition.meant(Kind::Unit, name, term.to)),
        from: term.from.map(|day| edition.day(day)),
        to: term.to.map(|day| edition.day(day)),
        current: term.covers(today),
    };
    terms.into_iter().map(term).collect()
}

fn holders(edition: &Edition<'_>, number: usize) -> Vec<model::Holder> {
    let today = edition.today();
    let registers = &edition.archive.registers;
    let held = registers.holders[number].iter();
    let mut held: Vec<(usize, &Term)> =
        held.map(|held| (held.person, &registers.people.entries[held.person].terms[held.term])).collect();
    held.sort_by_key(|(_, term)| by_time(term, today));
    let holder = |(person, term): (usize, &Term)| {
        let model::Link { name, href } = edition.link(Kind::Person, person);
        model::Holder {
            name,
            href,
            title: term.title.get(edition.tag()).to_owned(),
            from: term.from.map(|day| edition.day(day)),
            to: term.to.map(|day| edition.day(day)),
            current: term.covers(today),
        }
    };
    held.into_iter().map(holder).collect()
}

fn names(edition: &Edition<'_>, own: &Entry) -> Vec<model::FormerName> {
    let mut names: Vec<_> = own.names.iter().collect();
    names.sort_by_key(|name| Reverse(name.to.or(name.from)));
    let name = |name: &NameOfATime| model::FormerName {
        name: name.name.get(edition.tag()).to_owned(),
        from: name.from.map(|day| edition.day(day)),
        to: name.to.map(|day| edition.day(day)),
    };
    names.into_iter().map(name).collect()
}

/// Those below an entry. `above` is the way down to them: a register may go round.
fn branches(edition: &Edition<'_>, kind: Kind, number: usize, above: &mut Vec<usize>) -> Vec<model::Branch> {
    let register = edition.archive.register(kind);
    let today = edition.today();
    if above.len() > DEEPEST {
        return Vec::new();
    }
    let ended = |child: usize| register.entries[child].to.filter(|to| *to < today);
    let mut children: Vec<usize> =
        register.children[number].iter().copied().filter(|child| !above.contains(child)).collect();
    children.sort_by_key(|child| ended(*child).map(Reverse));
    let branch = |child: usize| {
        let model::Counted { name, href, count } = edition.counted(kind, child);
        above.push(child);
        let children = branches(edition, kind, child, above);
        above.pop();
        model::Branch { name, href, count, to: ended(child).map(|day| edition.day(day)), children }
    };
    children.into_iter().map(branch).collect()
}

/// Who is most often named in the same releases; only whom two releases name together.
fn together(edition: &Edition<'_>, kind: Kind, number: usize) -> Vec<model::Counted> {
    let archive = edition.archive;
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for release in archive.entities(kind)[number].releases[edition.language].iter().take(ASKED.0) {
        let item = &archive.items[*release];
        let named: &[usize] = match kind {
            Kind::Person => &item.attendees,
            Kind::Unit => &item.units,
            // Topics have a tree of their own.
            Kind::Topic => &[],
        };
        let mut named: Vec<usize> = named.iter().copied().take(ASKED.1).collect();
        named.sort_unstable();
        named.dedup();
        for other in named.into_iter().filter(|other| *other != number) {
            *counts.entry(other).or_default() += 1;
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
