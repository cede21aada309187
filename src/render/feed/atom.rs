//! Atom (RFC 4287) with feed history (RFC 5005) and WebSub discovery (`rel="hub"`).

use crate::render::characters;
use crate::render::feed::entry::{
    Agent, Entry, Feed, FeedPosition, FeedUrls, GENERATOR, STATUS_SCHEME, WITHDRAWN,
};
use crate::render::xml::{Attribute, Xml};

/// Media type of the document.
pub const MEDIA_TYPE: &str = "application/atom+xml";

/// The feed as an Atom document, UTF-8.
pub fn write(feed: &Feed<'_>) -> Vec<u8> {
    let mut xml = Xml::document();
    xml.open(
        "feed",
        &[
            ("xmlns", "http://www.w3.org/2005/Atom"),
            ("xmlns:fh", "http://purl.org/syndication/history/1.0"),
            ("xml:lang", &feed.lang),
        ],
    );
    xml.line("id", &[], &feed.id);
    xml.line("title", &[], &feed.title);
    if let Some(subtitle) = &feed.subtitle {
        xml.line("subtitle", &[], subtitle);
    }
    xml.text("updated", &[], &feed.updated.rfc3339());
    agent(&mut xml, &feed.author);
    links(&mut xml, feed);
    match feed.position {
        FeedPosition::Complete => xml.empty("fh:complete", &[]),
        FeedPosition::Archive { .. } => xml.empty("fh:archive", &[]),
        FeedPosition::Current { .. } => {}
    }
    if let Some(rights) = &feed.rights {
        xml.line("rights", &[], rights);
    }
    if let Some(icon) = &feed.icon {
        xml.uri("icon", icon);
    }
    xml.text("generator", &[], GENERATOR);
    for entry in &feed.entries {
        self::entry(&mut xml, entry, feed);
    }
    xml.finish()
}

fn links(xml: &mut Xml, feed: &Feed<'_>) {
    let FeedUrls { atom, rss, json } = &feed.urls;
    if let Some(url) = atom {
        link(xml, "self", url, &[("type", MEDIA_TYPE)]);
    }
    link(xml, "alternate", &feed.home_url, &[("type", "text/html"), ("hreflang", &feed.lang)]);
    for (url, media_type) in [(rss, "application/rss+xml"), (json, "application/feed+json")] {
        if let Some(url) = url {
            link(xml, "alternate", url, &[("type", media_type)]);
        }
    }
    for (rel, url) in feed.position.links(|urls| urls.atom.as_deref()) {
        link(xml, rel, url, &[("type", MEDIA_TYPE)]);
    }
    for hub in &feed.hubs {
        link(xml, "hub", hub, &[]);
    }
}

fn entry(xml: &mut Xml, entry: &Entry, feed: &Feed<'_>) {
    if entry.lang == feed.lang {
        xml.open("entry", &[]);
    } else {
        xml.open("entry", &[("xml:lang", &entry.lang)]);
    }
    xml.line("id", &[], &entry.id);
    xml.line("title", &[], &entry.title);
    link(xml, "alternate", &entry.url, &[("type", "text/html"), ("hreflang", &entry.lang)]);
    xml.text("published", &[], &entry.published.rfc3339());
    xml.text("updated", &[], &entry.updated.rfc3339());
    for author in &entry.authors {
        agent(xml, author);
    }
    if entry.withdrawn.is_some() {
        xml.empty("category", &[("term", WITHDRAWN), ("scheme", STATUS_SCHEME)]);
    }
    for category in &entry.categories {
        xml.empty("category", &[("term", &category.term), ("label", &category.label)]);
    }
    for file in entry.enclosures() {
        let bytes = file.bytes.to_string();
        let mut more = vec![("type", file.media_type), ("length", bytes.as_str())];
        if !file.title.is_empty() {
            more.push(("title", file.title));
        }
        link(xml, "enclosure", file.url, &more);
    }
    if let Some(summary) = entry.summary_line() {
        xml.text("summary", &[], &summary);
    }
    xml.text("content", &[("type", "html")], &entry.html(feed));
    xml.close();
}

fn agent(xml: &mut Xml, agent: &Agent) {
    xml.open("author", &[]);
    xml.line("name", &[], &agent.name);
    if let Some(url) = &agent.url {
        xml.uri("uri", url);
    }
    xml.close();
}

fn link(xml: &mut Xml, rel: &str, href: &str, more: &[Attribute<'_>]) {
    let href = characters::uri(href);
    let mut attributes: Vec<Attribute<'_>> = vec![("rel", rel), ("href", &href)];
    attributes.extend_from_slice(more);
    xml.empty("link", &attributes);
}
