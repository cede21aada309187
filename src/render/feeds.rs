//! Feeds of releases: which entries, and where in the history of the feed.

use crate::archive::calendar::Period;
use crate::archive::model::Archive;
use crate::base::address::Address;
use crate::base::language;
use crate::base::media_type;
use crate::plan::lists;
use crate::plan::model::{Format, Scope};
use crate::plan::periods::{archived_months, month_of};
use crate::register::Kind;
use crate::release::model::{File, Status};
use crate::render::feed::entry::{
    Agent, Attachment, Category, Direction, Entry, Feed, FeedPosition, FeedUrls, Image,
};
use crate::render::feed::{atom, json_feed, rss};
use crate::render::press::Press;
use crate::render::stamp::Stamp;
use crate::view::edition::{Edition, Owner};
use jiff::ToSpan;

/// A feed of the newest releases of a scope.
pub fn feed(press: &Press, language: usize, scope: Scope, format: Format) -> Vec<u8> {
    let edition = press.edition(language);
    let members = match scope {
        // Who follows the site must learn that something was withdrawn.
        Scope::All => &press.archive.readable[language],
        Scope::Entity(..) => lists::members(&press.archive, scope, language),
    };
    let mut newest = &members[..members.len().min(press.config.lists.latest)];
    if scope != Scope::All {
        newest = last_year(&press.archive, newest);
    }
    // Feeds of all releases carry their text; those of a name, which repeat it, carry the summary.
    let entries: Vec<Entry> =
        newest.iter().map(|number| entry(&edition, *number, scope == Scope::All)).collect();
    let position = match scope {
        _ if newest.len() == members.len() => FeedPosition::Complete,
        Scope::All if format == Format::Atom => {
            let months = archived_months(&press.config, &press.archive, language);
            let newest = months.last().map(|(year, month)| archive_urls(&edition, *year, *month));
            FeedPosition::Current { prev_archive: newest }
        }
        _ => FeedPosition::Current { prev_archive: None },
    };
    let feed = document(&edition, scope, position, &entries);
    match format {
        Format::Atom => atom::write(&feed),
        Format::Json => json_feed::write(&feed),
        Format::Rss => rss::write(&feed),
    }
}

/// Those of a list, newest first, that came out in the year before the newest of them. A feed tells what is new; that of a
/// name which is rarely heard of would else hold releases of decades, and be sent again with each of them.
fn last_year<'a>(archive: &Archive, list: &'a [usize]) -> &'a [usize] {
    let day = |number: usize| archive.items[number].release.day();
    let Some(newest) = list.first() else { return list };
    let since = day(*newest).saturating_sub(1.years());
    &list[..list.partition_point(|number| day(*number) >= since)]
}

/// The Atom archive document of a month.
pub fn archive(press: &Press, language: usize, year: i16, month: i8) -> Vec<u8> {
    let edition = press.edition(language);
    let members = month_of(&press.archive, language, year, month);
    let entries: Vec<Entry> = members.iter().map(|number| entry(&edition, *number, true)).collect();
    let months = archived_months(&press.config, &press.archive, language);
    let at = months.iter().position(|other| *other == (year, month));
    let link = |at: Option<usize>| months.get(at?).map(|(year, month)| archive_urls(&edition, *year, *month));
    let position = FeedPosition::Archive {
        current: FeedUrls {
            atom: url(&edition, &edition.addresses().feed(Scope::All, Format::Atom, language)),
            ..FeedUrls::default()
        },
        prev: link(at.and_then(|at| at.checked_sub(1))),
        next: link(at.map(|at| at + 1)),
    };
    let mut feed = document(&edition, Scope::All, position, &entries);
    feed.urls = archive_urls(&edition, year, month);
    // Nobody follows what is closed.
    feed.hubs.clear();
    atom::write(&feed)
}

fn archive_urls(edition: &Edition<'_>, year: i16, month: i8) -> FeedUrls {
    let address = edition.addresses().feed_archive(year, month, edition.language);
    FeedUrls { atom: url(edition, &address), ..FeedUrls::default() }
}

fn url(edition: &Edition<'_>, address: &Address) -> Option<String> {
    edition.config.base.url(address)
}

fn document<'e>(
    edition: &Edition<'_>,
    scope: Scope,
    position: FeedPosition,
    entries: &'e [Entry],
) -> Feed<'e> {
    let addresses = edition.addresses();
    let site = edition.config.title.get(edition.tag()).to_owned();
    let home = match scope {
        Scope::All => addresses.home(edition.language),
        Scope::Entity(..) => addresses.list(scope, Period::All, edition.language),
    };
    let feed = |format: Format| url(edition, &addresses.feed(scope, format, edition.language));
    let newest = entries.iter().map(|entry| entry.updated).max_by_key(|stamp| stamp.at);
    let author = match edition.archive.issuer {
        Some(number) => agent(edition, number, None),
        None => Agent { name: site.clone(), url: url(edition, &addresses.home(edition.language)) },
    };
    Feed {
        title: match scope {
            Scope::All => site,
            Scope::Entity(kind, number) => format!("{} - {site}", edition.name(kind, number)),
        },
        subtitle: edition.config.description.as_ref().map(|text| text.get(edition.tag()).to_owned()),
        lang: edition.tag().to_owned(),
        direction: if language::direction(edition.tag()) == "rtl" { Direction::Rtl } else { Direction::Ltr },
        id: feed(Format::Atom).unwrap_or_default(),
        home_url: url(edition, &home).unwrap_or_default(),
        urls: FeedUrls { atom: feed(Format::Atom), rss: feed(Format::Rss), json: feed(Format::Json) },
        // A feed without entries has never changed.
        updated: newest.unwrap_or_else(|| Stamp::new(jiff::Timestamp::UNIX_EPOCH, jiff::tz::Offset::UTC)),
        author,
        rights: None,
        hubs: edition.config.ping.hubs.clone(),
        icon: None,
        position,
        entries: entries.iter().collect(),
    }
}

fn agent(edition: &Edition<'_>, unit: usize, day: Option<jiff::civil::Date>) -> Agent {
    let address = edition.addresses().list(Scope::Entity(Kind::Unit, unit), Period::All, edition.language);
    Agent { name: edition.name_on(Kind::Unit, unit, day).to_owned(), url: url(edition, &address) }
}

fn entry(edition: &Edition<'_>, number: usize, whole: bool) -> Entry {
    let item = &edition.archive.items[number];
    let release = &item.release;
    let front = &release.front;
    let url = url(edition, &edition.addresses().release(number)).unwrap_or_default();
    let summary = edition.summary(release);
    let stamp = |moment: crate::base::moment::Moment| Stamp::new(moment.at, moment.offset);
    let file_url = |file: &File| edition.config.base.url(&edition.addresses().file(number, file));
    Entry {
        id: url.clone(),
        title: front.title.clone(),
        lang: edition.config.languages[release.language].clone(),
        published: stamp(front.date),
        updated: stamp(release.updated()),
        content_html: match (&summary, whole) {
            (Some(summary), false) => format!("<p>{}</p>", crate::base::html::escape(summary)),
            (None, false) => String::new(),
            (_, true) => edition.html(Owner::Release(number), true),
        },
        summary,
        authors: item
            .issuer
            .filter(|_| item.issuer != edition.archive.issuer)
            .map(|at| agent(edition, at, Some(release.day())))
            .into_iter()
            .collect(),
        categories: item
            .topics
            .iter()
            .map(|at| Category {
                term: edition.archive.topics[*at].id.clone(),
                label: edition.name(Kind::Topic, *at).to_owned(),
            })
            .collect(),
        image: front.image.as_ref().and_then(|image| {
            let file = release.used_file(&image.src)?;
            Some(Image {
                url: file_url(file)?,
                alt: image.alt.clone(),
                media_type: media_type::bare(&file.name),
                bytes: file.size,
            })
        }),
        attachments: front
            .attachments
            .iter()
            .filter_map(|attachment| {
                let file = release.used_file(&attachment.src)?;
                Some(Attachment {
                    url: file_url(file)?,
                    media_type: media_type::bare(&file.name),
                    bytes: file.size,
                    title: attachment.title.clone().unwrap_or_else(|| file.name.clone()),
                })
            })
            .collect(),
        withdrawn: (front.status == Status::Withdrawn).then(|| {
            let withdrawn = edition.messages.text("withdrawn");
            match &front.reason {
                Some(reason) => format!("{withdrawn} {reason}"),
                None => withdrawn.to_owned(),
            }
        }),
        url,
    }
}
