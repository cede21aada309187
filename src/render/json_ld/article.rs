//! A release: schema.org `NewsArticle`, as search engines read it
//! (developers.google.com/search/docs/appearance/structured-data/article).

use serde::Serialize;

use crate::render::json_ld::agent::Organization;
use crate::render::json_ld::event::Event;
use crate::render::json_ld::reference::Reference;
use crate::render::stamp::Stamp;

/// The most characters of a headline; a longer title is cut there and is whole as `name`.
pub const MAX_HEADLINE: usize = 110;

/// A release.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "@type", rename = "NewsArticle", rename_all = "camelCase")]
pub struct Article {
    /// `@id`
    #[serde(rename = "@id")]
    pub id: String,
    /// Address of the page.
    pub url: String,
    /// The page that is about this release and nothing else: its own.
    pub main_entity_of_page: WebPage,
    /// Title of at most 110 characters.
    pub headline: String,
    /// The whole title where the headline had to be cut.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Language, BCP 47.
    pub in_language: String,
    /// When it was released.
    pub date_published: Stamp,
    /// When it last changed significantly.
    pub date_modified: Stamp,
    /// When it goes out of date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires: Option<Stamp>,
    /// `Published`, `Withdrawn`, `Superseded` …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub creative_work_status: Option<String>,
    /// Document number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identifier: Option<String>,
    /// Summary.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Pictures.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub image: Vec<Image>,
    /// Who wrote it: the issuing office.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub author: Vec<Organization>,
    /// Who publishes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<Organization>,
    /// Section of the site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article_section: Option<String>,
    /// Topics by name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<String>,
    /// What it reports.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<Event>,
    /// Units it names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<Organization>,
    /// Corrections, newest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub correction: Vec<Correction>,
    /// Its translations.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub work_translation: Vec<Translation>,
    /// The release it translates.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub translation_of_work: Option<Translation>,
    /// Where it was taken from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_based_on: Option<Source>,
    /// The site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_part_of: Option<Reference>,
}

impl Article {
    /// A release with what every release has; the rest is set field by field.
    pub fn new(
        id: String,
        url: String,
        title: &str,
        lang: String,
        published: Stamp,
        modified: Stamp,
    ) -> Self {
        let headline = headline(title);
        Article {
            main_entity_of_page: WebPage { id: url.clone() },
            name: (headline != title).then(|| title.to_owned()),
            id,
            url,
            headline,
            in_language: lang,
            date_published: published,
            date_modified: modified,
            expires: None,
            creative_work_status: None,
            identifier: None,
            description: None,
            image: Vec::new(),
            author: Vec::new(),
            publisher: None,
            article_section: None,
            keywords: Vec::new(),
            about: None,
            mentions: Vec::new(),
            correction: Vec::new(),
            work_translation: Vec::new(),
            translation_of_work: None,
            is_based_on: None,
            is_part_of: None,
        }
    }
}

/// The title, or as much of it as fits into 110 characters with an ellipsis, cut after a word where there are
/// words.
fn headline(title: &str) -> String {
    if title.chars().count() <= MAX_HEADLINE {
        return title.to_owned();
    }
    let kept: String = title.chars().take(MAX_HEADLINE - 1).collect();
    let at_word = title[kept.len()..].starts_with(char::is_whitespace);
    // A title of Chinese has no spaces; half of the room is the least that a cut after a word has to leave.
    let words = kept.rfind(char::is_whitespace).filter(|end| !at_word && *end > kept.len() / 2);
    format!("{}…", kept[..words.unwrap_or(kept.len())].trim_end())
}

/// A page, by its address.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "@type", rename = "WebPage")]
pub struct WebPage {
    /// Its address.
    #[serde(rename = "@id")]
    pub id: String,
}

/// A picture.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(tag = "@type", rename = "ImageObject", rename_all = "camelCase")]
pub struct Image {
    /// Address.
    pub url: String,
    /// Pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// Pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    /// Caption, or text alternative.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    /// Who to credit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit_text: Option<String>,
}

/// A published correction.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "@type", rename = "CorrectionComment", rename_all = "camelCase")]
pub struct Correction {
    /// What was corrected.
    pub text: String,
    /// When.
    pub date_published: Stamp,
}

/// The release in another language; no `NewsArticle`, of which a page has one: its own.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "@type", rename = "CreativeWork", rename_all = "camelCase")]
pub struct Translation {
    /// `@id` of that release.
    #[serde(rename = "@id")]
    pub id: String,
    /// Its page.
    pub url: String,
    /// Its language, BCP 47.
    pub in_language: String,
}

/// A work that the release was taken from.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "@type", rename = "CreativeWork")]
pub struct Source {
    /// Its name, or that of its publisher.
    pub name: String,
    /// Where it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}
