//! Lists of releases, indexes, home and the ways into the archive.

use crate::archive::calendar::{self, Period, divide};
use crate::plan::lists::{self, layout};
use crate::plan::model::Scope;
use crate::register::Kind;
use crate::view::edition::{Edition, Owner};
use crate::view::entity;
use crate::view::frame::{self, Heading};
use crate::view::model;
use crate::view::part::Roles;
use crate::view::release;
use std::collections::BTreeMap;

/// How many names the home page shows of each register.
const HOME_NAMES: usize = 8;
/// How many names the search page shows of each register.
const SEARCH_NAMES: usize = 24;

/// The home page. `card` gives the rendered card of a release.
pub fn home(edition: &Edition<'_>, card: &dyn Fn(usize) -> String) -> model::Home {
    let listed = &edition.archive.listed[edition.language];
    let newest = &listed[..listed.len().min(edition.config.lists.latest)];
    let counted = |kind: Kind| {
        let names = most_active(edition, kind, HOME_NAMES);
        names.into_iter().map(|number| edition.counted(kind, number)).collect()
    };
    model::Home {
        lead: newest.first().map(|number| release::card(edition, *number)),
        cards: newest.iter().skip(1).map(|number| card(*number)).collect(),
        years: years(edition, true),
        topics: counted(Kind::Topic),
        units: counted(Kind::Unit),
        people: counted(Kind::Person),
        total: listed.len(),
    }
}

/// Years with releases, newest first.
fn years(edition: &Edition<'_>, counted: bool) -> Vec<model::PeriodLink> {
    divide(edition.archive, &edition.archive.listed[edition.language], Period::All)
        .into_iter()
        .map(|(year, part)| period_link(edition, Scope::All, year, counted.then_some(part.len()), false))
        .collect()
}

/// The names with most releases; the site's issuer, which has all, is left out.
fn most_active(edition: &Edition<'_>, kind: Kind, shown: usize) -> Vec<usize> {
    let mut all: Vec<(usize, usize)> = edition
        .archive
        .entities(kind)
        .iter()
        .enumerate()
        .filter(|(number, _)| kind != Kind::Unit || Some(*number) != edition.archive.issuer)
        .map(|(number, entity)| (entity.releases[edition.language].len(), number))
        .filter(|(count, _)| *count > 0)
        .collect();
    all.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    all.into_iter().take(shown).map(|(_, number)| number).collect()
}

/// Ways into the archive, for the search page and for addresses that do not exist.
pub fn search(edition: &Edition<'_>) -> model::Search {
    // In the order of the register or of their ids, which a new release does not change.
    let named = |kind: Kind| {
        let mut names = most_active(edition, kind, SEARCH_NAMES);
        names.sort_unstable();
        names.into_iter().map(|number| edition.link(kind, number)).collect()
    };
    model::Search {
        years: years(edition, false),
        people: named(Kind::Person),
        units: named(Kind::Unit),
        topics: named(Kind::Topic),
    }
}

fn period_link(
    edition: &Edition<'_>,
    scope: Scope,
    period: Period,
    count: Option<usize>,
    current: bool,
) -> model::PeriodLink {
    let address = edition.addresses().list(scope, period, edition.language);
    let label = edition.period(period).unwrap_or_default();
    model::PeriodLink { label, href: edition.href(&address), count, current }
}

/// A list of releases. `card` gives the rendered card of a release.
pub fn list(
    edition: &Edition<'_>,
    scope: Scope,
    period: Period,
    card: &dyn Fn(usize) -> String,
) -> model::List {
    let Edition { archive, language, .. } = *edition;
    let laid = layout(archive, scope, period, language, edition.config.lists);
    let members = calendar::within(archive, lists::members(archive, scope, language), period);
    let roles = Roles::count(edition, scope, members);
    let has_page =
        |period: Period| edition.plan.get(&edition.addresses().list(scope, period, language)).is_some();
    let groups =
        laid.groups.iter().filter(|(_, part)| !part.is_empty()).map(|(narrower, part)| model::Group {
            label: narrower.and_then(|narrower| edition.period_within(narrower, period)),
            href: narrower
                .filter(|narrower| has_page(*narrower))
                .map(|narrower| edition.href(&edition.addresses().list(scope, narrower, language))),
            count: part.len(),
            cards: part.iter().map(|number| card(*number)).collect(),
            parts: part.iter().filter_map(|number| roles.part(edition, scope, *number)).collect(),
        });
    let groups = groups.collect();
    // Where the groups link to their pages, links to the same pages below would say it twice.
    let shown_twice = matches!(period, Period::Year(_)) && !laid.groups.is_empty();
    let more = laid.more.iter().filter(|_| !shown_twice);
    let more =
        more.map(|(narrower, count)| period_link(edition, scope, *narrower, Some(*count), false)).collect();
    let beside = beside(edition, scope, period);
    let at = beside.iter().position(|other| *other == period);
    let neighbour = |at: Option<usize>| {
        let period = *beside.get(at?)?;
        let address = edition.addresses().list(scope, period, language);
        Some(model::Neighbour { title: edition.period(period)?, href: edition.href(&address), date: None })
    };
    model::List {
        scope: match scope {
            Scope::All => "releases",
            Scope::Entity(kind, _) => kind.word(),
        },
        entity: match scope {
            Scope::All => None,
            Scope::Entity(kind, number) if period == Period::All => {
                Some(entity::entity(edition, kind, number))
            }
            Scope::Entity(kind, number) => Some(entity::brief(edition, kind, number)),
        },
        period: model::Period { kind: period_kind(period), label: edition.period(period) },
        total: laid.total,
        roles: roles.view(edition),
        groups,
        more,
        newer: neighbour(at.and_then(|at| at.checked_sub(1))),
        older: neighbour(at.map(|at| at + 1)),
        // Days are many; their neighbours are enough. Counts would change old pages.
        periods: match period {
            Period::Day(..) | Period::All => Vec::new(),
            _ => beside
                .iter()
                .map(|other| period_link(edition, scope, *other, None, *other == period))
                .collect(),
        },
    }
}

/// The periods beside one: years of the list, months of the year, days of the month; newest first.
fn beside(edition: &Edition<'_>, scope: Scope, period: Period) -> Vec<Period> {
    let Some(wider) = period.wider() else { return Vec::new() };
    let all = lists::members(edition.archive, scope, edition.language);
    let part = calendar::within(edition.archive, all, wider);
    divide(edition.archive, part, wider).into_iter().map(|(period, _)| period).collect()
}

fn period_kind(period: Period) -> &'static str {
    match period {
        Period::All => "all",
        Period::Year(_) => "year",
        Period::Month(..) => "month",
        Period::Day(..) => "day",
    }
}

/// What stands around a list.
pub fn list_heading(edition: &Edition<'_>, scope: Scope, period: Period) -> Heading {
    let addresses = edition.addresses();
    let messages = edition.messages;
    let (section, name) = match scope {
        Scope::All => ("releases", messages.text("title_releases").to_owned()),
        Scope::Entity(kind, number) => (kind.section(), edition.name(kind, number).to_owned()),
    };
    let mut breadcrumbs = vec![frame::home_crumb(edition)];
    if let Scope::Entity(kind, _) = scope {
        let href = edition.href(&addresses.index(kind, edition.language));
        breadcrumbs.push(model::Titled { title: messages.text(section).to_owned(), href });
    }
    let mut above = Vec::new();
    let mut wider = period.wider();
    while let Some(period) = wider {
        let title = edition.period(period).unwrap_or_else(|| match scope {
            Scope::All => messages.text("releases").to_owned(),
            Scope::Entity(..) => name.clone(),
        });
        above.push(model::Titled {
            title,
            href: edition.href(&addresses.list(scope, period, edition.language)),
        });
        wider = period.wider();
    }
    breadcrumbs.extend(above.into_iter().rev());
    let title = match (scope, edition.period(period)) {
        (_, None) => name,
        (Scope::All, Some(period)) => messages.text("title_period").replace("{period}", &period),
        (Scope::Entity(..), Some(period)) => {
            messages.text("title_name_period").replace("{name}", &name).replace("{period}", &period)
        }
    };
    let feeds = match period {
        Period::All => frame::feeds(edition, scope),
        Period::Month(year, month) if scope == Scope::All => frame::archive_feed(edition, year, month),
        _ => Vec::new(),
    };
    let summary = match scope {
        Scope::Entity(kind, number) if period == Period::All => entity::summary(edition, kind, number),
        _ => None,
    };
    Heading {
        kind: "list",
        description: summary,
        section: Some(section),
        breadcrumbs,
        feeds,
        robots: None,
        title,
    }
}

/// An index of people, units or topics.
pub fn index(edition: &Edition<'_>, kind: Kind) -> model::Index {
    let entities = edition.archive.entities(kind);
    let shown: Vec<usize> =
        (0..entities.len()).filter(|at| entities[*at].has_page(edition.language)).collect();
    let mut children: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut tops = Vec::new();
    for number in &shown {
        match entity::parent(edition, kind, *number) {
            Some(parent) => children.entry(parent).or_default().push(*number),
            None => tops.push(*number),
        }
    }
    // Registered names keep the register's order, which is a protocol's; the others follow by letter.
    let (registered, others): (Vec<_>, Vec<_>) =
        tops.into_iter().partition(|at| entities[*at].entry.is_some());
    let entry = |number: &usize| index_entry(edition, kind, *number, &children);
    let mut groups = Vec::new();
    if !registered.is_empty() {
        groups.push(model::IndexGroup { label: None, entries: registered.iter().map(entry).collect() });
    }
    let mut by_letter: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for number in others {
        by_letter.entry(initial(edition.name(kind, number))).or_default().push(number);
    }
    // A few names need no letters.
    let few = by_letter.values().map(Vec::len).sum::<usize>() <= 30;
    if few {
        let mut rest: Vec<usize> = by_letter.into_values().flatten().collect();
        rest.sort_by_key(|number| edition.name(kind, *number).to_lowercase());
        if !rest.is_empty() {
            let label = (!groups.is_empty()).then(|| edition.messages.text("index_others").to_owned());
            groups.push(model::IndexGroup { label, entries: rest.iter().map(entry).collect() });
        }
    } else {
        for (letter, mut numbers) in by_letter {
            numbers.sort_by_key(|number| edition.name(kind, *number).to_lowercase());
            let entries = numbers.iter().map(entry).collect();
            groups.push(model::IndexGroup { label: Some(letter), entries });
        }
    }
    model::Index { scope: kind.section(), total: shown.len(), groups }
}

/// The letter under which a name stands in an index.
fn initial(name: &str) -> String {
    name.chars().find(|c| c.is_alphanumeric()).map_or_else(String::new, |c| c.to_uppercase().collect())
}

fn index_entry(
    edition: &Edition<'_>,
    kind: Kind,
    number: usize,
    children: &BTreeMap<usize, Vec<usize>>,
) -> model::IndexEntry {
    let model::Counted { name, href, count } = edition.counted(kind, number);
    let below = children.get(&number).map(Vec::as_slice).unwrap_or_default();
    model::IndexEntry {
        name,
        href,
        count,
        note: match kind {
            Kind::Person => entity::current_title(edition, number),
            _ => None,
        },
        children: below.iter().map(|child| index_entry(edition, kind, *child, children)).collect(),
    }
}

/// What stands around an index.
pub fn index_heading(edition: &Edition<'_>, kind: Kind) -> Heading {
    let section = kind.section();
    plain_heading(
        edition,
        "index",
        edition.messages.text(&format!("title_{section}")).to_owned(),
        Some(section),
    )
}

/// What stands around a page that is no list and no release.
pub fn plain_heading(
    edition: &Edition<'_>,
    kind: &'static str,
    title: String,
    section: Option<&'static str>,
) -> Heading {
    let breadcrumbs = if kind == "home" { Vec::new() } else { vec![frame::home_crumb(edition)] };
    let feeds = frame::feeds(edition, Scope::All);
    Heading { kind, title, description: None, section, breadcrumbs, feeds, robots: None }
}

/// The text of a standing page.
pub fn standing(edition: &Edition<'_>, number: usize) -> model::Body {
    let page = &edition.archive.pages[number];
    model::Body {
        html: edition.html(Owner::Page(number), false),
        toc: release::toc(&page.body.toc),
        updated: page.updated.as_ref().map(|moment| edition.date(moment)),
        extra: page.extra.clone(),
    }
}
