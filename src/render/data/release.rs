//! A release as a row of the open data. People and units are named as they were called on the day of the event, with
//! the title then held; their ids lead to the tables of the registers.

use crate::base::moment::Moment;
use crate::register::Kind as Register;
use crate::release::model::{File, Release};
use crate::render::data::sheet::Sheet;
use crate::render::press::Press;
use crate::view::release::attendee_titles;
use jiff::civil::Date;
use serde::Serialize;
use std::cmp::Reverse;

/// One language version of a release. What is not known is left out.
#[derive(Debug, Serialize)]
pub struct Row<'a> {
    id: &'a str,
    lang: &'a str,
    url: String,
    /// A day, or RFC 3339.
    date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<Event>,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<String>,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    superseded_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issuer: Option<Named<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attendees: Vec<Party<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    units: Vec<Party<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    topics: Vec<Named<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<Source<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<Image<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attachments: Vec<Attachment<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    changes: Vec<Change<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    translations: Vec<Translation<'a>>,
}

#[derive(Debug, Serialize)]
struct Event {
    from: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
}

#[derive(Debug, Serialize)]
struct Named<'a> {
    id: &'a str,
    name: &'a str,
}

/// A person or a unit that took part.
#[derive(Debug, Serialize)]
struct Party<'a> {
    #[serde(flatten)]
    named: Named<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    titles: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct Source<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct Image<'a> {
    url: String,
    alt: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    credit: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    caption: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct Attachment<'a> {
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    bytes: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct Change<'a> {
    date: String,
    note: &'a str,
    kind: &'static str,
}

#[derive(Debug, Serialize)]
struct Translation<'a> {
    lang: &'a str,
    url: String,
}

/// The row of a release that can be read.
pub fn row(press: &Press, number: usize) -> Row<'_> {
    let item = &press.archive.items[number];
    let release = &item.release;
    let front = &release.front;
    let edition = press.edition(release.language);
    let named = |kind: Register, at: usize, day: Date| Named {
        id: &press.archive.entities(kind)[at].id,
        name: press.archive.name_on(kind, at, day).get(edition.tag()),
    };
    let attendees = item.attendees.iter().zip(&front.attendees).map(|(at, written)| Party {
        named: named(Register::Person, *at, release.event_day()),
        titles: attendee_titles(&edition, number, *at, written),
        role: written.role.as_deref(),
    });
    let units = item.units.iter().zip(&front.units).map(|(at, written)| Party {
        named: named(Register::Unit, *at, release.event_day()),
        titles: Vec::new(),
        role: written.role.as_deref(),
    });
    Row {
        id: &release.id,
        lang: edition.tag(),
        url: url(press, number),
        date: front.date.iso(),
        updated: (!front.changes.is_empty()).then(|| release.updated().iso()),
        event: front
            .event
            .as_ref()
            .map(|event| Event { from: event.0.iso(), to: event.1.as_ref().map(Moment::iso) }),
        title: &front.title,
        summary: edition.summary(release),
        status: edition.status(number),
        reason: front.reason.as_deref(),
        superseded_by: item.superseded_by.map(|newer| url(press, newer)),
        expires: front.expires.as_ref().map(Moment::iso),
        number: front.number.as_deref(),
        place: front.place.as_deref(),
        issuer: item.issuer.map(|at| named(Register::Unit, at, release.day())),
        attendees: attendees.collect(),
        units: units.collect(),
        topics: item.topics.iter().map(|at| named(Register::Topic, *at, release.day())).collect(),
        source: front.source.as_ref().map(|(name, url)| Source { name, url: url.as_deref() }),
        image: image(press, number),
        attachments: attachments(press, number),
        changes: changes(release),
        translations: translations(press, number),
    }
}

/// Open data have full addresses, or there are none.
fn url(press: &Press, number: usize) -> String {
    let addresses = press.edition(0).addresses();
    press.config.base.url(&addresses.release(number)).unwrap_or_default()
}

/// A file that a release uses, and its full address.
fn file<'a>(press: &'a Press, number: usize, name: &str) -> Option<(String, &'a File)> {
    let file = press.archive.items[number].release.used_file(name)?;
    Some((press.config.base.url(&press.edition(0).addresses().file(number, file))?, file))
}

fn image(press: &Press, number: usize) -> Option<Image<'_>> {
    let image = press.archive.items[number].release.front.image.as_ref()?;
    let (url, _) = file(press, number, &image.src)?;
    Some(Image { url, alt: &image.alt, credit: image.credit.as_deref(), caption: image.caption.as_deref() })
}

fn attachments(press: &Press, number: usize) -> Vec<Attachment<'_>> {
    let attachments = press.archive.items[number].release.front.attachments.iter();
    let attachments = attachments.filter_map(|attachment| {
        let (url, file) = file(press, number, &attachment.src)?;
        let (title, lang) = (attachment.title.as_deref(), attachment.lang.as_deref());
        Some(Attachment { url, title, bytes: file.size, lang })
    });
    attachments.collect()
}

/// The newest first.
fn changes(release: &Release) -> Vec<Change<'_>> {
    let mut changes: Vec<_> = release.front.changes.iter().collect();
    changes.sort_by_key(|change| Reverse(change.date.at));
    let changes = changes.into_iter();
    changes
        .map(|change| Change { date: change.date.iso(), note: &change.note, kind: change.kind() })
        .collect()
}

/// The other languages of a release.
fn translations(press: &Press, number: usize) -> Vec<Translation<'_>> {
    let items = &press.archive.items;
    let others = items[number].translations.iter().filter(|other| **other != number);
    let readable = others.filter(|other| items[**other].is_readable());
    readable
        .map(|other| Translation {
            lang: &press.config.languages[items[*other].release.language],
            url: url(press, *other),
        })
        .collect()
}

/// The columns of the sheet. Of several values a cell has all, in order, with `; ` between them.
const COLUMNS: [&str; 21] = [
    "id",
    "lang",
    "url",
    "date",
    "updated",
    "event_from",
    "event_to",
    "title",
    "summary",
    "status",
    "number",
    "place",
    "issuer_id",
    "issuer",
    "attendee_ids",
    "attendees",
    "unit_ids",
    "units",
    "topic_ids",
    "topics",
    "source",
];

/// Releases as a sheet.
pub fn sheet<'a>(rows: impl Iterator<Item = Row<'a>>) -> Vec<u8> {
    let mut sheet = Sheet::new(COLUMNS);
    for row in rows {
        let (from, to) =
            row.event.map(|event| (event.from, event.to.unwrap_or_default())).unwrap_or_default();
        let (attendee_ids, attendees) = joined(row.attendees.iter().map(|party| &party.named));
        let (unit_ids, units) = joined(row.units.iter().map(|party| &party.named));
        let (topic_ids, topics) = joined(row.topics.iter());
        let (issuer_id, issuer) = joined(row.issuer.iter());
        let cells: [&str; COLUMNS.len()] = [
            row.id,
            row.lang,
            &row.url,
            &row.date,
            row.updated.as_deref().unwrap_or_default(),
            &from,
            &to,
            row.title,
            row.summary.as_deref().unwrap_or_default(),
            row.status,
            row.number.unwrap_or_default(),
            row.place.unwrap_or_default(),
            &issuer_id,
            &issuer,
            &attendee_ids,
            &attendees,
            &unit_ids,
            &units,
            &topic_ids,
            &topics,
            row.source.as_ref().map_or("", |source| source.name),
        ];
        sheet.row(cells);
    }
    sheet.finish()
}

/// Their ids, and their names; as many of the one as of the other.
fn joined<'a>(all: impl Iterator<Item = &'a Named<'a>>) -> (String, String) {
    let (ids, names): (Vec<&str>, Vec<String>) =
        all.map(|named| (named.id, named.name.replace("; ", ", "))).unzip();
    (ids.join("; "), names.join("; "))
}
