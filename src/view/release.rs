//! A release, as a card and as a page.

use crate::archive::calendar::Period;
use crate::archive::gate::{self, Hold};
use crate::archive::relations;
use crate::base::language;
use crate::base::moment::Moment;
use crate::plan::model::Scope;
use crate::register::Kind;
use crate::release::markdown::body::Heading;
use crate::release::model::{Image, Participant, Status};
use crate::view::edition::{Edition, Owner};
use crate::view::frame;
use crate::view::model;

/// A release in a list.
pub fn card(edition: &Edition<'_>, number: usize) -> model::Card {
    let item = &edition.archive.items[number];
    let release = &item.release;
    let status = edition.status(number);
    model::Card {
        title: release.front.title.clone(),
        href: edition.href(&edition.addresses().release(number)),
        date: edition.date(&release.front.date),
        summary: edition.summary(release),
        image: picture(edition, number),
        topics: item.topics.iter().map(|at| edition.link(Kind::Topic, *at)).collect(),
        units: item.units.iter().map(|at| edition.link_on(Kind::Unit, *at, release.event_day())).collect(),
        // The site's own issuer on every card would say nothing.
        issuer: item
            .issuer
            .filter(|_| item.issuer != edition.archive.issuer)
            .map(|at| edition.link_on(Kind::Unit, at, release.day())),
        status,
        status_label: status_label(edition, status),
        updated: updated(edition, number),
        lang: edition.config.languages[release.language].clone(),
    }
}

/// A state in words; nothing where all is as it should be.
fn status_label(edition: &Edition<'_>, status: &str) -> Option<String> {
    let label = || edition.messages.text(&format!("status_{}", status.replace('-', "_"))).to_owned();
    (status != "published").then(label)
}

fn updated(edition: &Edition<'_>, number: usize) -> Option<model::Date> {
    let release = &edition.archive.items[number].release;
    (!release.front.changes.is_empty()).then(|| edition.date(&release.updated()))
}

fn picture(edition: &Edition<'_>, number: usize) -> Option<model::Picture> {
    let release = &edition.archive.items[number].release;
    let Image { src, alt, credit, caption } = release.front.image.as_deref()?;
    let file = release.used_file(src)?;
    let (width, height) = file.dimensions.unzip();
    Some(model::Picture {
        src: edition.href(&edition.addresses().file(number, file)),
        alt: alt.clone(),
        width,
        height,
        credit: credit.clone(),
        caption: caption.clone(),
    })
}

/// A release as a page.
pub fn release(edition: &Edition<'_>, number: usize) -> model::Release {
    let item = &edition.archive.items[number];
    let release = &item.release;
    let front = &release.front;
    let status = edition.status(number);
    let gone = front.status == Status::InError;
    let (newer, older) = edition.archive.neighbours(number);
    let neighbour = |number: usize| model::Neighbour {
        title: edition.archive.items[number].release.front.title.clone(),
        href: edition.href(&edition.addresses().release(number)),
        date: Some(edition.date(&edition.archive.items[number].release.front.date)),
    };
    let tag = &edition.config.languages[release.language];
    model::Release {
        id: release.id.clone(),
        title: title(edition, number),
        lang: tag.clone(),
        dir: language::direction(tag),
        date: edition.date(&front.date),
        event: front.event.as_deref().filter(|_| !gone).map(|(from, to)| event(edition, from, to.as_ref())),
        updated: updated(edition, number),
        number: front.number.clone().filter(|_| !gone),
        place: front.place.clone().filter(|_| !gone),
        summary: front.summary.clone().filter(|_| !gone),
        html: if gone { String::new() } else { edition.html(Owner::Release(number), false) },
        toc: if gone { Vec::new() } else { toc(&release.body.toc) },
        image: picture(edition, number).filter(|_| !gone),
        issuer: item.issuer.map(|at| edition.link_on(Kind::Unit, at, release.day())),
        source: front
            .source
            .as_ref()
            .filter(|_| !gone)
            .map(|(name, url)| model::SourceLink { name: name.clone(), url: url.clone() }),
        attendees: if gone { Vec::new() } else { attendees(edition, number) },
        units: if gone { Vec::new() } else { units(edition, number) },
        topics: if gone {
            Vec::new()
        } else {
            item.topics.iter().map(|at| edition.link(Kind::Topic, *at)).collect()
        },
        contacts: if gone { Vec::new() } else { contacts(edition, number) },
        attachments: if gone { Vec::new() } else { attachments(edition, number) },
        changes: changes(edition, number),
        status,
        banner: banner(edition, number, status),
        notices: if gone { Vec::new() } else { notices(edition, number) },
        related: if gone {
            Vec::new()
        } else {
            let related = relations::related(edition.archive, number).into_iter();
            related.map(|other| self::related(edition, other)).collect()
        },
        newer: newer.map(neighbour),
        older: older.map(neighbour),
        extra: front.extra.as_deref().filter(|_| !gone).cloned(),
    }
}

fn related(edition: &Edition<'_>, number: usize) -> model::Related {
    let release = &edition.archive.items[number].release;
    let status = edition.status(number);
    model::Related {
        title: release.front.title.clone(),
        href: edition.href(&edition.addresses().release(number)),
        date: edition.date(&release.front.date),
        lang: edition.config.languages[release.language].clone(),
        status,
        status_label: status_label(edition, status),
    }
}

/// The headline; of a release in error, what became of it.
pub fn title(edition: &Edition<'_>, number: usize) -> String {
    let front = &edition.archive.items[number].release.front;
    match front.status {
        Status::InError => edition.messages.text("title_in_error").to_owned(),
        _ => front.title.clone(),
    }
}

fn event(edition: &Edition<'_>, from: &Moment, to: Option<&Moment>) -> model::Span {
    let text = match to {
        Some(to) => edition.messages.range(from, to),
        None => edition.messages.moment(from),
    };
    model::Span { iso: from.iso(), text }
}

/// The headings of a text, each with those below it.
pub fn toc(headings: &[Heading]) -> Vec<model::Heading> {
    let mut tree: Vec<model::Heading> = Vec::new();
    for heading in headings {
        let new = model::Heading {
            level: heading.level,
            id: heading.id.clone(),
            title: heading.title.clone(),
            children: Vec::new(),
        };
        let mut siblings = &mut tree;
        while siblings.last().is_some_and(|last| last.level < new.level) {
            let at = siblings.len() - 1;
            siblings = &mut siblings[at].children;
        }
        siblings.push(new);
    }
    tree
}

/// The titles of an attendee: as written in the release, else as held on the day of the event.
pub fn attendee_titles(
    edition: &Edition<'_>,
    number: usize,
    person: usize,
    written: &Participant,
) -> Vec<String> {
    if let Some(title) = &written.title {
        return vec![title.to_string()];
    }
    let day = edition.archive.items[number].release.event_day();
    let titles = edition.archive.titles(person, day);
    titles.iter().map(|term| term.title.get(edition.tag()).to_owned()).collect()
}

fn attendees(edition: &Edition<'_>, number: usize) -> Vec<model::Attendee> {
    let item = &edition.archive.items[number];
    item.attendees
        .iter()
        .zip(&item.release.front.attendees)
        .map(|(person, written)| {
            let model::Link { name, href } = edition.link_on(Kind::Person, *person, item.release.event_day());
            model::Attendee {
                name,
                href,
                title: edition.joined(&attendee_titles(edition, number, *person, written)),
                role: written.role.as_deref().map(str::to_owned),
                role_label: written.role.as_deref().map(|role| edition.role(role)),
            }
        })
        .collect()
}

fn units(edition: &Edition<'_>, number: usize) -> Vec<model::Unit> {
    let item = &edition.archive.items[number];
    item.units
        .iter()
        .zip(&item.release.front.units)
        .map(|(unit, written)| {
            let model::Link { name, href } = edition.link_on(Kind::Unit, *unit, item.release.event_day());
            let role = written.role.as_deref().map(str::to_owned);
            model::Unit { name, href, role_label: role.as_deref().map(|role| edition.role(role)), role }
        })
        .collect()
}

fn contacts(edition: &Edition<'_>, number: usize) -> Vec<model::Contact> {
    let release = &edition.archive.items[number].release;
    let contacts = &release.front.contacts;
    contacts
        .iter()
        .map(|contact| model::Contact {
            name: contact.name.clone(),
            phone: contact.phone.clone(),
            email: contact.email.clone(),
            unit: contact
                .unit
                .as_deref()
                .map(|name| edition.meant(Kind::Unit, name, Some(release.day())).name),
        })
        .collect()
}

fn attachments(edition: &Edition<'_>, number: usize) -> Vec<model::Attachment> {
    let release = &edition.archive.items[number].release;
    let listed = release.front.attachments.iter().filter_map(|attachment| {
        let file = release.used_file(&attachment.src)?;
        let (kind, size) = edition.kind_and_size(file);
        let name = || file.name.rsplit('/').next().unwrap_or(&file.name).to_owned();
        Some(model::Attachment {
            title: attachment.title.clone().unwrap_or_else(name),
            href: edition.href(&edition.addresses().file(number, file)),
            r#type: kind,
            size,
            lang: attachment.lang.clone(),
        })
    });
    listed.collect()
}

fn changes(edition: &Edition<'_>, number: usize) -> Vec<model::Change> {
    let release = &edition.archive.items[number].release;
    let mut changes: Vec<_> = release.front.changes.iter().collect();
    changes.sort_by_key(|change| std::cmp::Reverse(change.date.at));
    let view = |change: &crate::release::model::Change| {
        let kind = change.kind();
        model::Change {
            date: edition.date(&change.date),
            note: change.note.clone(),
            kind,
            kind_label: edition.messages.text(&format!("change_{kind}")).to_owned(),
        }
    };
    changes.into_iter().map(view).collect()
}

fn banner(edition: &Edition<'_>, number: usize, status: &'static str) -> Option<model::Banner> {
    let item = &edition.archive.items[number];
    let front = &item.release.front;
    let messages = edition.messages;
    let banner =
        |title: String| model::Banner { kind: status, title, text: None, href: None, link_title: None };
    match status {
        "held" => Some(banner(match gate::hold(&item.release, edition.now)? {
            Hold::Draft => messages.text("held_draft").to_owned(),
            Hold::Until(due) => {
                let due = Moment::of(due, &edition.config.zone);
                messages.text("held_until").replace("{date}", &messages.moment(&due))
            }
        })),
        "withdrawn" => {
            let title = match front.changes.is_empty() {
                true => messages.text("withdrawn").to_owned(),
                false => {
                    messages.text("withdrawn_on").replace("{date}", &messages.moment(&item.release.updated()))
                }
            };
            Some(model::Banner { text: front.reason.clone(), ..banner(title) })
        }
        "in-error" => {
            Some(model::Banner { text: front.reason.clone(), ..banner(messages.text("in_error").to_owned()) })
        }
        "superseded" => {
            let newer = item.superseded_by?;
            Some(model::Banner {
                href: Some(edition.href(&edition.addresses().release(newer))),
                link_title: Some(title(edition, newer)),
                ..banner(messages.text("superseded").to_owned())
            })
        }
        "archived" => {
            let date = messages.moment(&front.expires?);
            Some(banner(messages.text("archived_on").replace("{date}", &date)))
        }
        _ => None,
    }
}

fn notices(edition: &Edition<'_>, number: usize) -> Vec<String> {
    let day = edition.archive.items[number].release.front.date.date();
    let today = edition.config.zone.to_datetime(edition.now).date();
    let notices = edition.config.history.iter().filter(|notice| notice.covers(day, today));
    notices.map(|notice| notice.text.get(edition.tag()).to_owned()).collect()
}

/// What stands around a release.
pub fn heading(edition: &Edition<'_>, number: usize) -> frame::Heading {
    let item = &edition.archive.items[number];
    let day = item.release.front.date.date();
    let language = edition.language;
    let mut breadcrumbs = vec![frame::home_crumb(edition)];
    for period in [Period::All, Period::Year(day.year()), Period::Month(day.year(), day.month())] {
        let address = edition.addresses().list(Scope::All, period, language);
        // A withdrawn release can be the only one of its month, which then has no page.
        if edition.plan.get(&address).is_some() {
            let title =
                edition.period(period).unwrap_or_else(|| edition.messages.text("releases").to_owned());
            breadcrumbs.push(model::Titled { title, href: edition.href(&address) });
        }
    }
    let status = edition.status(number);
    frame::Heading {
        kind: "release",
        title: title(edition, number),
        description: edition.summary(&item.release).filter(|_| status != "in-error"),
        section: Some("releases"),
        breadcrumbs,
        feeds: frame::feeds(edition, Scope::All),
        robots: matches!(status, "in-error" | "held").then_some("noindex"),
    }
}
