//! What the site consists of: one page for each file of the output.

use crate::archive::calendar::Period;
use crate::base::address::Address;
use crate::config::hosts::Host;
use crate::plan::table::DataFile;
use crate::register::Kind as Register;
use std::sync::Arc;

/// Whose releases a list or a feed holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// All releases.
    All,
    /// Those of a person, unit or topic, by number.
    Entity(Register, usize),
}

/// Format of a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Atom, RFC 4287.
    Atom,
    /// JSON Feed 1.1.
    Json,
    /// RSS 2.0.
    Rss,
}

impl Format {
    /// All formats, the preferred one first.
    pub const ALL: [Format; 3] = [Format::Atom, Format::Json, Format::Rss];

    /// Name of the file.
    pub fn file(self) -> &'static str {
        match self {
            Format::Atom => "feed.xml",
            Format::Json => "feed.json",
            Format::Rss => "rss.xml",
        }
    }

    /// Media type (RFC 4287, JSON Feed 1.1, RSS board).
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Atom => "application/atom+xml",
            Format::Json => "application/feed+json",
            Format::Rss => "application/rss+xml",
        }
    }

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Format::Atom => "Atom",
            Format::Json => "JSON Feed",
            Format::Rss => "RSS",
        }
    }
}

/// What a page is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// The home page of a language.
    Home,
    /// A release, by number.
    Release(usize),
    /// A list of releases.
    List(Scope, Period),
    /// The index of people, units or topics.
    Index(Register),
    /// A standing page, by number.
    Standing(usize),
    /// The search page.
    Search,
    /// What the open data are, and where.
    Data,
    /// What a host shows for an address that does not exist.
    NotFound,
    /// A former address that leads to a new one.
    Redirect(Address),
    /// A feed of the newest releases.
    Feed(Scope, Format),
    /// The Atom archive document of a month (RFC 5005, section 4).
    FeedArchive(i16, i8),
    /// The index of sitemaps.
    SitemapIndex,
    /// A part of the sitemap of the releases of a year, in all languages.
    SitemapYear(i16, usize),
    /// A part of the sitemap of everything else.
    SitemapPages(usize),
    /// The sitemap of the last two days, for news search engines.
    NewsSitemap,
    /// A file of the open data.
    DataFile(DataFile),
    /// robots.txt.
    Robots,
    /// Shows search engines that the site itself tells them of changes (indexnow.org).
    IndexNowKey,
    /// A file of the theme, by number.
    Asset(usize),
    /// A file of the site, copied.
    Copy(Arc<str>),
    /// What a host is told.
    Host(Host),
}

impl Kind {
    /// Whether it is a page that people read and search engines list.
    pub fn is_content(&self) -> bool {
        matches!(
            self,
            Kind::Home
                | Kind::Release(_)
                | Kind::List(..)
                | Kind::Index(_)
                | Kind::Standing(_)
                | Kind::Search
                | Kind::Data
        )
    }

    /// Whether it stands in the sitemap of pages: releases have sitemaps of their own.
    pub fn is_plain_page(&self) -> bool {
        self.is_content() && !matches!(self, Kind::Release(_))
    }

    /// One word for the manifest.
    pub fn word(&self) -> &'static str {
        match self {
            Kind::Home => "home",
            Kind::Release(_) => "release",
            Kind::List(..) => "list",
            Kind::Index(_) => "index",
            Kind::Standing(_) => "page",
            Kind::Search => "search",
            Kind::Data => "data_page",
            Kind::DataFile(_) => "data",
            Kind::NotFound => "not_found",
            Kind::Redirect(_) => "redirect",
            Kind::Feed(..) | Kind::FeedArchive(..) => "feed",
            Kind::SitemapIndex | Kind::SitemapYear(..) | Kind::SitemapPages(_) | Kind::NewsSitemap => {
                "sitemap"
            }
            Kind::Robots => "robots",
            Kind::IndexNowKey => "key",
            Kind::Asset(_) => "asset",
            Kind::Copy(..) => "file",
            Kind::Host(_) => "host",
        }
    }
}

/// A page of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Where it lives.
    pub address: Address,
    /// Number of its language; 0 for what has none.
    pub language: usize,
    /// What it is.
    pub kind: Kind,
}

/// Every page of the site, ordered by address.
pub struct Plan {
    /// The pages.
    pub pages: Box<[Page]>,
}

impl Plan {
    /// The page at an address.
    pub fn get(&self, address: &Address) -> Option<&Page> {
        self.pages.binary_search_by(|page| page.address.cmp(address)).ok().map(|at| &self.pages[at])
    }
}
