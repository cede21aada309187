//! What a page says to machines: its JSON-LD graph, from the archive.

use crate::base::moment::Moment;
use crate::plan::lists::layout;
use crate::plan::model::{Kind, Page, Scope};
use crate::register::Kind as Register;
use crate::release::model::Status;
use crate::render::json_ld::agent::{OccupationRole, Organization, Party, Person};
use crate::render::json_ld::article::{Article, Correction, Image, Source, Translation};
use crate::render::json_ld::event::{Attendee, Event, Place};
use crate::render::json_ld::graph::{Node, script as write};
use crate::render::json_ld::page::{Breadcrumbs, ItemList, MainEntity, Page as PlainPage, PageKind, WebSite};
use crate::render::json_ld::reference::Reference;
use crate::render::stamp::{Stamp, When};
use crate::view::edition::Edition;
use crate::view::model;
use crate::view::release::attendee_titles;
use jiff::civil::Date;

/// The graph of a page with a full address.
pub fn script(edition: &Edition<'_>, page: &Page, head: &model::Page) -> Option<String> {
    let url = head.canonical.clone()?;
    let mut nodes = Vec::new();
    match page.kind {
        Kind::Home => nodes.push(Node::WebSite(Box::new(site(edition, url)?))),
        Kind::Release(number) if edition.archive.items[number].is_readable() => {
            nodes.push(Node::Article(Box::new(article(edition, number, url)?)));
        }
        Kind::Release(_) => return None,
        Kind::List(scope, period) => {
            let mut plain = plain(edition, PageKind::CollectionPage, url, head);
            let laid = layout(edition.archive, scope, period, edition.language, edition.config.lists);
            let shown = laid.groups.iter().flat_map(|(_, part)| part.iter());
            let listed = shown.filter_map(|number| {
                let url = edition.config.base.url(&edition.addresses().release(*number))?;
                Some((url, edition.archive.items[*number].release.front.title.clone()))
            });
            let newest = laid.groups.first().and_then(|(_, part)| part.first());
            plain.date_modified =
                newest.map(|number| stamp(&edition.archive.items[*number].release.updated()));
            plain.main_entity = Some(MainEntity::List(ItemList::new(laid.total, listed)));
            let profile = match scope {
                Scope::Entity(Register::Person, number) => {
                    Some(Party::Person(person_with_terms(edition, number)?))
                }
                Scope::Entity(Register::Unit, number) => {
                    Some(Party::Organization(unit_with_tree(edition, number)?))
                }
                Scope::Entity(Register::Topic, _) | Scope::All => None,
            };
            if period == crate::archive::calendar::Period::All
                && let Some(profile) = profile
            {
                plain.kind = PageKind::ProfilePage;
                plain.main_entity = Some(MainEntity::Party(Box::new(profile)));
            }
            nodes.push(Node::Page(Box::new(plain)));
        }
        Kind::Standing(number) => {
            let about = edition.archive.pages[number].id == "about";
            let kind = if about { PageKind::AboutPage } else { PageKind::WebPage };
            let mut plain = plain(edition, kind, url, head);
            plain.date_modified = edition.archive.pages[number].updated.as_ref().map(stamp);
            nodes.push(Node::Page(Box::new(plain)));
        }
        Kind::Search => {
            nodes.push(Node::Page(Box::new(plain(edition, PageKind::SearchResultsPage, url, head))))
        }
        Kind::Index(_) => {
            nodes.push(Node::Page(Box::new(plain(edition, PageKind::CollectionPage, url, head))))
        }
        _ => return None,
    }
    if !head.breadcrumbs.is_empty() {
        let origin = |href: &str| full(edition, href);
        let above = head.breadcrumbs.iter().map(|crumb| (crumb.title.clone(), origin(&crumb.href)));
        nodes.push(Node::Breadcrumbs(Breadcrumbs::new(
            above.chain([(head.title.clone(), head.canonical.clone())]),
        )));
    }
    Some(write(&nodes))
}

/// The full form of a link that begins at the root of the host.
fn full(edition: &Edition<'_>, href: &str) -> Option<String> {
    match &edition.config.base {
        crate::base::address::Base::Absolute { origin, .. } => Some(format!("{origin}{href}")),
        _ => None,
    }
}

fn stamp(moment: &Moment) -> Stamp {
    Stamp::new(moment.at, moment.offset)
}

fn when(moment: &Moment) -> When {
    if moment.day_only { When::Day(moment.date()) } else { When::Instant(stamp(moment)) }
}

fn plain(edition: &Edition<'_>, kind: PageKind, url: String, head: &model::Page) -> PlainPage {
    let mut page = PlainPage::new(kind, url, head.title.clone(), edition.tag().to_owned());
    page.description.clone_from(&head.description);
    page.is_part_of = site_reference(edition);
    page
}

fn site_id(edition: &Edition<'_>) -> Option<String> {
    Some(format!("{}#site", edition.config.base.url(&edition.addresses().home(0))?))
}

fn site_reference(edition: &Edition<'_>) -> Option<Reference> {
    site_id(edition).map(|id| Reference { id })
}

fn site(edition: &Edition<'_>, url: String) -> Option<WebSite> {
    Some(WebSite {
        id: site_id(edition)?,
        url,
        name: edition.config.title.get(edition.tag()).to_owned(),
        description: edition.config.description.as_ref().map(|text| text.get(edition.tag()).to_owned()),
        in_language: edition.config.languages.clone(),
        publisher: edition.archive.issuer.and_then(|number| unit(edition, number, None)),
    })
}

/// Full address of a person's or a unit's page.
fn entity_url(edition: &Edition<'_>, kind: Register, number: usize) -> Option<String> {
    full(edition, &edition.link(kind, number).href)
}

/// The id of a person or unit in linked data is the same in every language: its page in the first.
fn entity_id(edition: &Edition<'_>, kind: Register, number: usize) -> Option<String> {
    let entity = Scope::Entity(kind, number);
    let address = edition.addresses().list(entity, crate::archive::calendar::Period::All, 0);
    Some(format!("{}#it", edition.config.base.url(&address)?))
}

/// A unit as it was called on a day; without a day, as it is called now.
fn unit(edition: &Edition<'_>, number: usize, day: Option<Date>) -> Option<Organization> {
    let name = edition.name_on(Register::Unit, number, day).to_owned();
    Some(Organization::new(
        entity_id(edition, Register::Unit, number),
        name,
        entity_url(edition, Register::Unit, number),
    ))
}

fn person(edition: &Edition<'_>, number: usize) -> Option<Person> {
    let name = edition.name(Register::Person, number).to_owned();
    let url = entity_url(edition, Register::Person, number);
    Some(Person::new(entity_id(edition, Register::Person, number), name, url))
}

fn person_with_terms(edition: &Edition<'_>, number: usize) -> Option<Person> {
    let mut person = person(edition, number)?;
    let Some(entry) = edition.archive.people[number].entry else { return Some(person) };
    let entry = &edition.archive.registers.people.entries[entry];
    let today = edition.today();
    person.image = entry
        .portrait
        .as_ref()
        .and_then(|portrait| edition.config.base.url(&edition.addresses().portrait(number, portrait)));
    person.alternate_name.clone_from(&entry.aliases);
    let current = edition.archive.titles(number, today);
    person.job_title = current.iter().map(|term| term.title.get(edition.tag()).to_owned()).collect();
    let units = current.iter().filter_map(|term| edition.archive.find(Register::Unit, term.unit.as_deref()?));
    person.works_for = units.filter_map(|number| unit(edition, number, None)).collect();
    person.has_occupation = entry
        .terms
        .iter()
        .map(|term| {
            let unit = term.unit.as_deref().map(|name| edition.meant(Register::Unit, name, term.to).name);
            OccupationRole::new(term.title.get(edition.tag()).to_owned(), unit, term.from, term.to)
        })
        .collect();
    Some(person)
}

fn unit_with_tree(edition: &Edition<'_>, number: usize) -> Option<Organization> {
    let mut own = unit(edition, number, None)?;
    let register = &edition.archive.registers.units;
    let Some(entry) = edition.archive.units[number].entry.map(|at| &register.entries[at]) else {
        return Some(own);
    };
    let of_other_times = entry.names.iter().map(|name| name.name.get(edition.tag()).to_owned());
    own.alternate_name = of_other_times.chain(entry.aliases.iter().cloned()).collect();
    own.parent_organization =
        register.parents[number].and_then(|number| unit(edition, number, None)).map(Box::new);
    let children = register.children[number].iter();
    own.sub_organization = children.filter_map(|child| unit(edition, *child, None)).collect();
    own.founding_date = entry.from.map(When::Day);
    own.dissolution_date = entry.to.map(When::Day);
    Some(own)
}

fn article(edition: &Edition<'_>, number: usize, url: String) -> Option<Article> {
    let item = &edition.archive.items[number];
    let release = &item.release;
    let front = &release.front;
    let tag = edition.config.languages[release.language].clone();
    let mut article =
        Article::new(url.clone(), url, &front.title, tag, stamp(&front.date), stamp(&release.updated()));
    article.expires = front.expires.as_ref().map(stamp);
    article.creative_work_status = match front.status {
        Status::Withdrawn => Some("Withdrawn".into()),
        _ if item.superseded_by.is_some() => Some("Superseded".into()),
        _ => None,
    };
    article.identifier.clone_from(&front.number);
    article.description = edition.summary(release);
    article.image = front
        .image
        .iter()
        .filter_map(|image| {
            let file = release.used_file(&image.src)?;
            Some(Image {
                url: edition.config.base.url(&edition.addresses().file(number, file))?,
                width: file.dimensions.map(|(width, _)| width),
                height: file.dimensions.map(|(_, height)| height),
                caption: image.caption.clone().or_else(|| Some(image.alt.clone())),
                credit_text: image.credit.clone(),
            })
        })
        .collect();
    let unit = |number: usize, day: Date| unit(edition, number, Some(day));
    let issuer = item.issuer.and_then(|at| unit(at, release.day()));
    article.author = issuer.iter().cloned().collect();
    article.publisher =
        Some(match issuer.or_else(|| edition.archive.issuer.and_then(|at| unit(at, release.day()))) {
            Some(unit) => unit,
            // A site without an issuer speaks in its own name.
            None => Organization::new(None, edition.config.title.get(edition.tag()).to_owned(), None),
        });
    article.keywords = item.topics.iter().map(|at| edition.name(Register::Topic, *at).to_owned()).collect();
    article.article_section = article.keywords.first().cloned();
    article.about = front.event.as_ref().map(|event| self::event(edition, number, event));
    article.mentions = item.units.iter().filter_map(|at| unit(*at, release.event_day())).collect();
    article.correction = front
        .changes
        .iter()
        .filter(|change| change.correction)
        .map(|change| Correction { text: change.note.clone(), date_published: stamp(&change.date) })
        .collect();
    let translation = |other: &usize| {
        edition.archive.items[*other].is_readable().then_some(())?;
        let url = edition.config.base.url(&edition.addresses().release(*other))?;
        let language = edition.archive.items[*other].release.language;
        Some(Translation { id: url.clone(), url, in_language: edition.config.languages[language].clone() })
    };
    // The version in the site's earliest language counts as the original.
    match item.translations.split_first() {
        Some((first, others)) if *first == number => {
            article.work_translation = others.iter().filter_map(translation).collect();
        }
        Some((first, _)) => article.translation_of_work = translation(first),
        None => {}
    }
    article.is_based_on =
        front.source.as_ref().map(|(name, url)| Source { name: name.clone(), url: url.clone() });
    article.is_part_of = site_reference(edition);
    Some(article)
}

fn event(edition: &Edition<'_>, number: usize, (from, to): &(Moment, Option<Moment>)) -> Event {
    let item = &edition.archive.items[number];
    let front = &item.release.front;
    let label = |role: &Option<Box<str>>| role.as_deref().map(|role| edition.role(role));
    let people = item.attendees.iter().zip(&front.attendees).filter_map(|(at, written)| {
        let mut person = person(edition, *at)?;
        person.job_title = attendee_titles(edition, number, *at, written);
        Some(Attendee::new(Party::Person(person), label(&written.role)))
    });
    let hosts = |role: &Option<Box<str>>| role.as_deref() == Some("hosted");
    let (hosting, taking_part): (Vec<_>, Vec<_>) =
        item.units.iter().zip(&front.units).partition(|(_, written)| hosts(&written.role));
    let units = taking_part.iter().filter_map(|(at, written)| {
        let unit = unit(edition, **at, Some(item.release.event_day()))?;
        Some(Attendee::new(Party::Organization(unit), label(&written.role)))
    });
    Event {
        id: None,
        name: front.title.clone(),
        start_date: when(from),
        end_date: to.as_ref().map(when),
        location: front.place.clone().map(|name| Place { name }),
        organizer: hosting
            .iter()
            .filter_map(|(at, _)| unit(edition, **at, Some(item.release.event_day())))
            .map(Party::Organization)
            .collect(),
        attendee: people.chain(units).collect(),
    }
}
