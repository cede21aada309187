//! JSON Feed 1.1 (jsonfeed.org/version/1.1), with one extension, `_crier`: on an item the notice of
//! withdrawal, on an archive document its place in the feed's history (the relations of RFC 5005). `next_url`
//! leads to older entries.

use std::borrow::Cow;

use serde::Serialize;

use crate::render::characters::{legal, one_line, uri};
use crate::render::feed::entry::{Agent, Entry, Feed, FeedPosition};
use crate::render::stamp::Stamp;

/// Media type of the document.
pub const MEDIA_TYPE: &str = "application/feed+json";

/// Where the extension is explained.
const ABOUT: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/docs/feeds.md");

type Text<'a> = Cow<'a, str>;

#[derive(Serialize)]
struct Document<'a> {
    version: &'static str,
    title: Text<'a>,
    home_page_url: Text<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    feed_url: Option<Text<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<Text<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_url: Option<Text<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    icon: Option<Text<'a>>,
    authors: Vec<Author<'a>>,
    language: Text<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hubs: Vec<Hub<'a>>,
    #[serde(rename = "_crier", skip_serializing_if = "Option::is_none")]
    history: Option<History<'a>>,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: Text<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<Text<'a>>,
}

#[derive(Serialize)]
struct Hub<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    url: Text<'a>,
}

#[derive(Serialize)]
struct History<'a> {
    about: &'static str,
    archive: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    current: Option<Text<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    prev_archive: Option<Text<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_archive: Option<Text<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    id: Text<'a>,
    url: Text<'a>,
    title: Text<'a>,
    content_html: Text<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<Text<'a>>,
    date_published: Stamp,
    date_modified: Stamp,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<Text<'a>>,
    language: Text<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attachments: Vec<File<'a>>,
    #[serde(rename = "_crier", skip_serializing_if = "Option::is_none")]
    state: Option<State<'a>>,
}

#[derive(Serialize)]
struct File<'a> {
    url: Text<'a>,
    mime_type: Text<'a>,
    #[serde(skip_serializing_if = "str::is_empty")]
    title: Text<'a>,
    size_in_bytes: u64,
}

#[derive(Serialize)]
struct State<'a> {
    about: &'static str,
    withdrawn: Text<'a>,
}

/// The feed as a JSON Feed document, UTF-8.
pub fn write(feed: &Feed<'_>) -> Vec<u8> {
    let links = feed.position.links(|urls| urls.json.as_deref());
    let link = |rel: &str| links.iter().find(|(name, _)| *name == rel).map(|(_, url)| uri(url));
    let history = matches!(feed.position, FeedPosition::Archive { .. }).then(|| History {
        about: ABOUT,
        archive: true,
        current: link("current"),
        prev_archive: link("prev-archive"),
        next_archive: link("next-archive"),
    });
    let document = Document {
        version: "https://jsonfeed.org/version/1.1",
        title: one_line(&feed.title),
        home_page_url: uri(&feed.home_url),
        feed_url: feed.urls.json.as_deref().map(uri),
        description: feed.subtitle.as_deref().map(one_line),
        next_url: link("prev-archive"),
        icon: feed.icon.as_deref().map(uri),
        authors: vec![author(&feed.author)],
        language: one_line(&feed.lang),
        hubs: feed.hubs.iter().map(|hub| Hub { kind: "WebSub", url: uri(hub) }).collect(),
        history,
        items: feed.entries.iter().map(|entry| item(entry, feed)).collect(),
    };
    // Structs of strings and numbers are JSON, and a vector takes every byte.
    let mut bytes = serde_json::to_vec_pretty(&document).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn item<'a>(entry: &'a Entry, feed: &Feed<'_>) -> Item<'a> {
    Item {
        id: one_line(&entry.id),
        url: uri(&entry.url),
        title: one_line(&entry.title),
        content_html: match entry.html(feed) {
            Cow::Borrowed(html) => legal(html),
            Cow::Owned(html) => Cow::Owned(legal(&html).into_owned()),
        },
        summary: entry.summary_line(),
        image: entry.image.as_ref().map(|image| uri(&image.url)),
        date_published: entry.published,
        date_modified: entry.updated,
        authors: entry.authors.iter().map(author).collect(),
        tags: entry.categories.iter().map(|category| one_line(&category.label)).collect(),
        language: one_line(&entry.lang),
        attachments: entry
            .attachments
            .iter()
            .map(|file| File {
                url: uri(&file.url),
                mime_type: one_line(&file.media_type),
                title: one_line(&file.title),
                size_in_bytes: file.bytes,
            })
            .collect(),
        state: entry.withdrawn.as_deref().map(|note| State { about: ABOUT, withdrawn: one_line(note) }),
    }
}

fn author(agent: &Agent) -> Author<'_> {
    Author { name: one_line(&agent.name), url: agent.url.as_deref().map(uri) }
}
