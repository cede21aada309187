//! A feed and its entries, as all three formats need them. Addresses are absolute; texts are plain text
//! unless they are called HTML.

use std::borrow::Cow;

use crate::render::characters;
use crate::render::stamp::Stamp;

/// Where machines read that an entry is withdrawn: the scheme of a category, whose term is [`WITHDRAWN`].
pub const STATUS_SCHEME: &str = "https://schema.org/creativeWorkStatus";

/// The term of the category of a withdrawn entry.
pub const WITHDRAWN: &str = "withdrawn";

/// The name that feeds give as their generator, without a version: archived feeds must not change with
/// crier's.
pub const GENERATOR: &str = "crier";

/// One feed document.
#[derive(Debug, Clone)]
pub struct Feed<'a> {
    /// Title of the feed.
    pub title: String,
    /// What the feed is about, in a sentence.
    pub subtitle: Option<String>,
    /// Language, BCP 47.
    pub lang: String,
    /// Direction of the language; entries are wrapped in it where it is right to left.
    pub direction: Direction,
    /// Permanent IRI of the feed (RFC 4287, 4.2.6); the same in all its archive documents.
    pub id: String,
    /// The page that the feed belongs to.
    pub home_url: String,
    /// The addresses of this document.
    pub urls: FeedUrls,
    /// When an entry was last added or significantly changed.
    pub updated: Stamp,
    /// Who publishes.
    pub author: Agent,
    /// Rights in the entries.
    pub rights: Option<String>,
    /// Hubs that tell followers of changes (WebSub, section 4).
    pub hubs: Vec<String>,
    /// A square picture.
    pub icon: Option<String>,
    /// Where this document stands in the history of the feed.
    pub position: FeedPosition,
    /// The entries, newest first.
    pub entries: Vec<&'a Entry>,
}

/// Direction of writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Direction {
    /// Left to right.
    #[default]
    Ltr,
    /// Right to left.
    Rtl,
}

/// The addresses of a feed document in the formats it is written in; `None` where it is not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FeedUrls {
    /// `application/atom+xml`
    pub atom: Option<String>,
    /// `application/rss+xml`
    pub rss: Option<String>,
    /// `application/feed+json`
    pub json: Option<String>,
}

/// Feed history, RFC 5005. Each format links to the documents of its own format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FeedPosition {
    /// The document holds every entry there is (section 2): what is not in it is no longer in the feed.
    Complete,
    /// The document to subscribe to, with the newest entries (section 4).
    Current {
        /// The archive document just before it.
        prev_archive: Option<FeedUrls>,
    },
    /// An archive document (section 4), whose set of entries stays as it is.
    Archive {
        /// The document to subscribe to.
        current: FeedUrls,
        /// The archive document before this.
        prev: Option<FeedUrls>,
        /// The archive document after this.
        next: Option<FeedUrls>,
    },
}

impl FeedPosition {
    /// The links of the history as relation and address, in the format that `format` picks.
    pub fn links(&self, format: impl Fn(&FeedUrls) -> Option<&str>) -> Vec<(&'static str, &str)> {
        let (current, prev, next) = match self {
            FeedPosition::Complete => (None, None, None),
            FeedPosition::Current { prev_archive } => (None, prev_archive.as_ref(), None),
            FeedPosition::Archive { current, prev, next } => (Some(current), prev.as_ref(), next.as_ref()),
        };
        [("current", current), ("prev-archive", prev), ("next-archive", next)]
            .into_iter()
            .filter_map(|(rel, urls)| Some((rel, format(urls?)?)))
            .collect()
    }
}

/// A person or an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agent {
    /// Name.
    pub name: String,
    /// Page about the agent.
    pub url: Option<String>,
}

/// One release in a feed.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Permanent IRI; never changes, even when the address does.
    pub id: String,
    /// Address of the page.
    pub url: String,
    /// Title.
    pub title: String,
    /// Language, BCP 47.
    pub lang: String,
    /// When it was released.
    pub published: Stamp,
    /// When it last changed significantly.
    pub updated: Stamp,
    /// Summary.
    pub summary: Option<String>,
    /// The release as HTML, with absolute addresses.
    pub content_html: String,
    /// Who released it, if not the author of the feed.
    pub authors: Vec<Agent>,
    /// Topics.
    pub categories: Vec<Category>,
    /// Lead picture.
    pub image: Option<Image>,
    /// Files that belong to the release.
    pub attachments: Vec<Attachment>,
    /// Of a withdrawn release, the notice to show, in its language: "Withdrawn on 3 October 2022: …".
    pub withdrawn: Option<String>,
}

impl Entry {
    /// The HTML to show: the notice of withdrawal before the release, in a right-to-left block where that is
    /// needed. No format has a direction of its own; a block in the content is what readers follow. An entry
    /// in another language than the feed's is left to its own markup.
    pub fn html(&self, feed: &Feed<'_>) -> Cow<'_, str> {
        let direction = if self.lang == feed.lang { feed.direction } else { Direction::Ltr };
        let notice = match &self.withdrawn {
            Some(note) => {
                format!("<p><strong>{}</strong></p>\n", characters::html(&characters::one_line(note)))
            }
            None => String::new(),
        };
        match direction {
            Direction::Ltr if notice.is_empty() => Cow::Borrowed(&self.content_html),
            Direction::Ltr => Cow::Owned(format!("{notice}{}", self.content_html)),
            Direction::Rtl => {
                let lang = characters::html(&self.lang);
                Cow::Owned(format!("<div dir=\"rtl\" lang=\"{lang}\">{notice}{}</div>", self.content_html))
            }
        }
    }

    /// The summary to show, on one line, after the notice of withdrawal.
    pub fn summary_line(&self) -> Option<String> {
        let parts = [&self.withdrawn, &self.summary];
        let lines: Vec<_> = parts.into_iter().flatten().map(|text| characters::one_line(text)).collect();
        let line = lines.join(" ");
        if line.trim().is_empty() { None } else { Some(line) }
    }

    /// Picture and attachments alike, the picture first.
    pub fn enclosures(&self) -> impl Iterator<Item = Enclosure<'_>> {
        let image = self.image.iter().map(|image| Enclosure {
            url: &image.url,
            media_type: &image.media_type,
            bytes: image.bytes,
            title: &image.alt,
        });
        image.chain(self.attachments.iter().map(|file| Enclosure {
            url: &file.url,
            media_type: &file.media_type,
            bytes: file.bytes,
            title: &file.title,
        }))
    }
}

/// A topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// Its id.
    pub term: String,
    /// Its name.
    pub label: String,
}

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// Address.
    pub url: String,
    /// Text alternative; may be empty.
    pub alt: String,
    /// Media type, such as `image/jpeg`.
    pub media_type: String,
    /// Size in bytes.
    pub bytes: u64,
}

/// A file that belongs to a release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Address.
    pub url: String,
    /// Media type, such as `application/pdf`.
    pub media_type: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Title; may be empty.
    pub title: String,
}

/// A picture or a file, as feeds enclose it.
#[derive(Debug, Clone, Copy)]
pub struct Enclosure<'a> {
    /// Address.
    pub url: &'a str,
    /// Media type.
    pub media_type: &'a str,
    /// Size in bytes.
    pub bytes: u64,
    /// Title or text alternative; may be empty.
    pub title: &'a str,
}
