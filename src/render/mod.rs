//! A planned page to bytes. Pure: no disk, no clock. Pages are rendered one by one, in any order and in
//! parallel; what they share (the cards of releases) is rendered once, before.
//!
//! Pages for people come from the theme's templates ([`pages`]); everything for machines comes from typed
//! serialisers ([`feeds`], [`sitemaps`], [`linked_data`] and what they call).

pub mod characters;
pub mod compressed;
pub mod data;
pub mod feed;
pub mod feeds;
pub mod hosts;
pub mod json_ld;
pub mod linked_data;
pub mod manifest;
pub mod open_graph;
pub mod pages;
pub mod press;
pub mod record;
pub mod robots;
pub mod search;
pub mod sitemap;
pub mod sitemaps;
pub mod stamp;
pub mod xml;

use crate::base::address::{Address, Base};
use crate::base::diagnostic::Diagnostic;
use crate::base::output::Content;
use crate::plan::model::{Kind, Page};
use crate::render::press::Press;
use std::borrow::Cow;

/// Renders a page.
pub fn render<'a>(press: &'a Press, page: &Page) -> Result<Content<'a>, Box<Diagnostic>> {
    let bytes = match &page.kind {
        Kind::Home
        | Kind::Release(_)
        | Kind::List(..)
        | Kind::Index(_)
        | Kind::Standing(_)
        | Kind::Search
        | Kind::Data
        | Kind::NotFound => pages::render(press, page)?.into_bytes(),
        Kind::Redirect(to) => pages::redirect(press, page, to).into_bytes(),
        Kind::Feed(scope, format) => feeds::feed(press, page.language, *scope, *format),
        Kind::FeedArchive(year, month) => feeds::archive(press, page.language, *year, *month),
        Kind::SitemapIndex => sitemaps::index(press),
        Kind::SitemapYear(year, part) => sitemaps::year(press, *year, *part),
        Kind::SitemapPages(part) => sitemaps::pages(press, *part),
        Kind::NewsSitemap => sitemaps::news(press),
        Kind::DataFile(file) => data::file(press, *file),
        Kind::IndexNowKey => {
            press.config.ping.index_now.as_ref().map_or(Vec::new(), |it| it.key.clone().into_bytes())
        }
        Kind::Robots if press.drafts => robots::closed().into_bytes(),
        Kind::Robots => {
            let sitemap = Address::new("/sitemap.xml");
            let urls: Vec<String> =
                press.plan.get(&sitemap).and_then(|_| press.config.base.url(&sitemap)).into_iter().collect();
            robots::open(&urls).into_bytes()
        }
        Kind::Asset(number) => {
            return Ok(match press.theme.assets.files.values().nth(*number) {
                Some(asset) => Content::Bytes(Cow::Borrowed(&asset.bytes)),
                None => Content::Bytes(Cow::Borrowed(&[])),
            });
        }
        Kind::Host(host) => hosts::file(press, *host, page.address.as_str()).into_bytes(),
        Kind::Copy(source) => return Ok(Content::Copy(source.clone())),
    };
    let text = match (&press.config.base, String::from_utf8(bytes)) {
        // A relative site knows the way to its root only now.
        (Base::Relative, Ok(text)) => press.config.base.settle(&page.address, text).into_bytes(),
        (_, Ok(text)) => text.into_bytes(),
        (_, Err(error)) => error.into_bytes(),
    };
    Ok(Content::Bytes(Cow::Owned(text)))
}
