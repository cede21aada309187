//! A site, as its pages are judged by it.

use crate::archive::model::Archive;
use crate::base::source::{Place, Sources};
use crate::config::Config;
use crate::plan::model::{Kind, Page, Plan};
use crate::release::markdown::body::Body;
use std::sync::Arc;

/// What the pages are judged by.
#[derive(Clone, Copy)]
pub struct Site<'a> {
    /// Its files.
    pub sources: &'a Sources,
    /// Its config.
    pub config: &'a Config,
    /// Its releases and standing pages.
    pub archive: &'a Archive,
    /// Its pages.
    pub plan: &'a Plan,
}

impl Site<'_> {
    /// The text of a page, and its file.
    pub(super) fn text_of(&self, page: &Page) -> Option<(&Body, &Arc<str>)> {
        match page.kind {
            Kind::Release(number) => {
                self.archive.items.get(number).map(|item| (&item.release.body, &item.release.file))
            }
            Kind::Standing(number) => self.archive.pages.get(number).map(|page| (&page.body, &page.file)),
            _ => None,
        }
    }
}

/// A page by its file in the output.
pub(super) fn place_of(page: &Page) -> Place {
    Place::file(&page.address.file().into())
}

/// The template of a page.
pub(super) fn template(kind: &Kind) -> &'static str {
    match kind {
        Kind::Release(_) => "templates/release.html",
        Kind::List(..) => "templates/list.html",
        Kind::Index(_) => "templates/index.html",
        Kind::Standing(_) => "templates/page.html",
        Kind::Search => "templates/search.html",
        Kind::Data => "templates/data.html",
        Kind::NotFound => "templates/404.html",
        _ => "templates/home.html",
    }
}
