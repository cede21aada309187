//! The pages themselves: schema.org `WebSite`, `ProfilePage`, `CollectionPage` and `BreadcrumbList`.

use serde::Serialize;

use crate::render::json_ld::agent::{Organization, Party};
use crate::render::json_ld::reference::Reference;
use crate::render::stamp::Stamp;

/// The site, on its home page.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "@type", rename = "WebSite", rename_all = "camelCase")]
pub struct WebSite {
    /// `@id`
    #[serde(rename = "@id")]
    pub id: String,
    /// Address of the home page.
    pub url: String,
    /// Title.
    pub name: String,
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its languages, BCP 47.
    pub in_language: Vec<String>,
    /// Who publishes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<Organization>,
}

/// What kind of page; each is a `WebPage` of schema.org.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum PageKind {
    /// A standing page.
    WebPage,
    /// About the site.
    AboutPage,
    /// A list of releases.
    CollectionPage,
    /// A person or a unit.
    ProfilePage,
    /// The search.
    SearchResultsPage,
}

/// A page that is no release.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Page {
    /// `@type`
    #[serde(rename = "@type")]
    pub kind: PageKind,
    /// `@id`: the address itself.
    #[serde(rename = "@id")]
    pub id: String,
    /// Address.
    pub url: String,
    /// Title.
    pub name: String,
    /// Language, BCP 47.
    pub in_language: String,
    /// A sentence about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// When something on it last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_modified: Option<Stamp>,
    /// What the page is about: of a profile the person or the unit, of a collection its list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub main_entity: Option<MainEntity>,
    /// The site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_part_of: Option<Reference>,
}

impl Page {
    /// A page with what every page has; the rest is set field by field.
    pub fn new(kind: PageKind, url: String, name: String, lang: String) -> Self {
        Page {
            kind,
            id: url.clone(),
            url,
            name,
            in_language: lang,
            description: None,
            date_modified: None,
            main_entity: None,
            is_part_of: None,
        }
    }
}

/// What a page is about.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum MainEntity {
    /// A person or a unit.
    Party(Box<Party>),
    /// A list of releases.
    List(ItemList),
}

/// A list of releases, as it stands on the page.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "@type", rename = "ItemList", rename_all = "camelCase")]
pub struct ItemList {
    /// How many there are in all; the page may show fewer.
    pub number_of_items: usize,
    /// Those on the page.
    pub item_list_element: Vec<ListItem>,
}

impl ItemList {
    /// A list of addresses and titles out of `total`.
    pub fn new(total: usize, items: impl IntoIterator<Item = (String, String)>) -> Self {
        let numbered = (1..).zip(items);
        let element = |(position, (url, name))| ListItem { position, name, url: Some(url), item: None };
        ItemList { number_of_items: total, item_list_element: numbered.map(element).collect() }
    }
}

/// The way from the home page to this one.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "@type", rename = "BreadcrumbList", rename_all = "camelCase")]
pub struct Breadcrumbs {
    /// Each step.
    pub item_list_element: Vec<ListItem>,
}

impl Breadcrumbs {
    /// The steps as name and address; the last, this page, may do without an address.
    pub fn new(steps: impl IntoIterator<Item = (String, Option<String>)>) -> Self {
        let numbered = (1..).zip(steps);
        let element = |(position, (name, item))| ListItem { position, name, url: None, item };
        Breadcrumbs { item_list_element: numbered.map(element).collect() }
    }
}

/// An element of a list: of releases with `url`, of breadcrumbs with `item`, as search engines want them.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "@type", rename = "ListItem")]
pub struct ListItem {
    /// 1, 2, 3 …
    pub position: usize,
    /// Title.
    pub name: String,
    /// Address, in a list of pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Address, in breadcrumbs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
}
