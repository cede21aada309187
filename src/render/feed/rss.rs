//! RSS 2.0 (rssboard.org/rss-specification) after the RSS Best Practices Profile: the release in
//! `content:encoded`, authors as `dc:creator`, links and feed history (RFC 5005, appendix B) as `atom:link`,
//! every file with its title as `media:content` (Media RSS) beside the one enclosure that readers expect.

use crate::render::characters;
use crate::render::feed::entry::{Entry, Feed, FeedPosition, GENERATOR, STATUS_SCHEME, WITHDRAWN};
use crate::render::xml::{Attribute, Xml};

/// Media type of the document.
pub const MEDIA_TYPE: &str = "application/rss+xml";

const NAMESPACES: [Attribute<'static>; 6] = [
    ("version", "2.0"),
    ("xmlns:atom", "http://www.w3.org/2005/Atom"),
    ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
    ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ("xmlns:fh", "http://purl.org/syndication/history/1.0"),
    ("xmlns:media", "http://search.yahoo.com/mrss/"),
];

/// The feed as an RSS document, UTF-8.
pub fn write(feed: &Feed<'_>) -> Vec<u8> {
    let mut xml = Xml::document();
    xml.open("rss", &NAMESPACES);
    xml.open("channel", &[]);
    xml.line("title", &[], &feed.title);
    xml.uri("link", &feed.home_url);
    xml.line("description", &[], feed.subtitle.as_deref().unwrap_or(&feed.title));
    xml.line("language", &[], &feed.lang);
    if let Some(rights) = &feed.rights {
        xml.line("copyright", &[], rights);
    }
    xml.text("lastBuildDate", &[], &feed.updated.rfc822());
    xml.text("generator", &[], GENERATOR);
    xml.line("dc:creator", &[], &feed.author.name);
    if let Some(icon) = feed.icon.as_deref().filter(|icon| is_rss_image(icon)) {
        xml.open("image", &[]);
        xml.uri("url", icon);
        xml.line("title", &[], &feed.title);
        xml.uri("link", &feed.home_url);
        xml.close();
    }
    links(&mut xml, feed);
    match feed.position {
        FeedPosition::Complete => xml.empty("fh:complete", &[]),
        FeedPosition::Archive { .. } => xml.empty("fh:archive", &[]),
        FeedPosition::Current { .. } => {}
    }
    for entry in &feed.entries {
        item(&mut xml, entry, feed);
    }
    xml.finish()
}

fn links(xml: &mut Xml, feed: &Feed<'_>) {
    let own = feed.urls.rss.as_deref().map(|url| ("self", url));
    for (rel, url) in own.into_iter().chain(feed.position.links(|urls| urls.rss.as_deref())) {
        xml.empty("atom:link", &[("rel", rel), ("href", &characters::uri(url)), ("type", MEDIA_TYPE)]);
    }
    for hub in &feed.hubs {
        xml.empty("atom:link", &[("rel", "hub"), ("href", &characters::uri(hub))]);
    }
}

fn item(xml: &mut Xml, entry: &Entry, feed: &Feed<'_>) {
    xml.open("item", &[]);
    xml.line("title", &[], &entry.title);
    xml.uri("link", &entry.url);
    if entry.id == entry.url {
        xml.text("guid", &[("isPermaLink", "true")], &characters::uri(&entry.url));
    } else {
        xml.line("guid", &[("isPermaLink", "false")], &entry.id);
    }
    xml.text("pubDate", &[], &entry.published.rfc822());
    if entry.updated > entry.published {
        xml.text("atom:updated", &[], &entry.updated.rfc3339());
    }
    for author in &entry.authors {
        xml.line("dc:creator", &[], &author.name);
    }
    if entry.lang != feed.lang {
        xml.line("dc:language", &[], &entry.lang);
    }
    if entry.withdrawn.is_some() {
        xml.text("category", &[("domain", STATUS_SCHEME)], WITHDRAWN);
    }
    for category in &entry.categories {
        xml.line("category", &[], &category.label);
    }
    files(xml, entry);
    if let Some(summary) = entry.summary_line() {
        // Of a channel the description is plain text, of an item HTML.
        xml.text("description", &[], &characters::html(&summary));
    }
    xml.cdata("content:encoded", &entry.html(feed));
    xml.close();
}

/// One enclosure, since readers disagree about more; every file, with its title, as `media:content`.
fn files(xml: &mut Xml, entry: &Entry) {
    let files: Vec<_> = entry.enclosures().collect();
    for (place, file) in files.iter().enumerate() {
        let (url, bytes) = (characters::uri(file.url), file.bytes.to_string());
        if place == 0 {
            xml.empty("enclosure", &[("url", &url), ("length", &bytes), ("type", file.media_type)]);
        }
        let attributes = [("url", &*url), ("fileSize", &bytes), ("type", file.media_type)];
        if file.title.is_empty() {
            xml.empty("media:content", &attributes);
        } else {
            xml.open("media:content", &attributes);
            xml.line("media:title", &[("type", "plain")], file.title);
            xml.close();
        }
    }
}

/// RSS allows GIF, JPEG and PNG.
fn is_rss_image(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or(url).to_ascii_lowercase();
    [".png", ".jpg", ".jpeg", ".gif"].iter().any(|end| path.ends_with(end))
}
