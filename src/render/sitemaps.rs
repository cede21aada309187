//! Sitemaps: which pages, in which file.

use crate::archive::calendar::Period;
use crate::base::moment::Moment;
use crate::plan::SITEMAP_PAGES;
use crate::plan::lists::members;
use crate::plan::model::{Kind, Page};
use crate::plan::periods;
use crate::render::press::Press;
use crate::render::sitemap::{self, Alternate, Article, Sitemap};
use crate::render::stamp::Stamp;
use crate::view::frame::alternates;

/// The index of all sitemaps.
pub fn index(press: &Press) -> Vec<u8> {
    let sitemaps: Vec<Sitemap> = press
        .plan
        .pages
        .iter()
        .filter_map(|page| {
            let lastmod = match page.kind {
                Kind::SitemapYear(year, part) => newest(press, &part_of_year(press, year, part)),
                Kind::SitemapPages(_) => newest(press, &(0..press.archive.items.len()).collect::<Vec<_>>()),
                Kind::NewsSitemap => newest(press, &periods::news(&press.archive, press.now)),
                _ => return None,
            };
            Some(Sitemap { loc: press.config.base.url(&page.address)?, lastmod })
        })
        .collect();
    sitemap::index(&sitemaps)
}

/// A part of the releases of a year, in all languages.
pub fn year(press: &Press, year: i16, part: usize) -> Vec<u8> {
    let releases = part_of_year(press, year, part);
    let pages: Vec<sitemap::Page> = releases
        .iter()
        .filter_map(|number| {
            let language = press.archive.items[*number].release.language;
            let address = press.edition(language).addresses().release(*number);
            let page = Page { address, language, kind: Kind::Release(*number) };
            entry(press, &page, newest(press, &[*number]))
        })
        .collect();
    url_set(&pages)
}

/// A part of the pages that are no releases.
pub fn pages(press: &Press, part: usize) -> Vec<u8> {
    let pages: Vec<sitemap::Page> = press
        .plan
        .pages
        .iter()
        .filter(|page| page.kind.is_plain_page())
        .skip(part * SITEMAP_PAGES)
        .take(SITEMAP_PAGES)
        .filter_map(|page| {
            let listed = &press.archive.listed[page.language];
            let lastmod = match page.kind {
                Kind::List(scope, period) => {
                    let all = members(&press.archive, scope, page.language);
                    newest(press, crate::archive::calendar::within(&press.archive, all, period))
                }
                Kind::Home => {
                    newest(press, crate::archive::calendar::within(&press.archive, listed, Period::All))
                }
                Kind::Standing(number) => press.archive.pages[number].updated.map(|moment| stamp(&moment)),
                _ => None,
            };
            entry(press, page, lastmod)
        })
        .collect();
    url_set(&pages)
}

/// The articles of the last two days.
pub fn news(press: &Press) -> Vec<u8> {
    let articles: Vec<Article> = periods::news(&press.archive, press.now)
        .into_iter()
        .filter_map(|number| {
            let release = &press.archive.items[number].release;
            let edition = press.edition(release.language);
            Some(Article {
                loc: press.config.base.url(&edition.addresses().release(number))?,
                publication: press.config.title.get(edition.tag()).to_owned(),
                lang: edition.tag().to_owned(),
                published: stamp(&release.front.date),
                title: release.front.title.clone(),
            })
        })
        .collect();
    sitemap::news(&articles)
}

fn part_of_year(press: &Press, year: i16, part: usize) -> Vec<usize> {
    let years = periods::years(&press.archive);
    let releases =
        years.into_iter().find(|(other, _)| *other == year).map(|(_, releases)| releases).unwrap_or_default();
    releases.into_iter().skip(part * SITEMAP_PAGES).take(SITEMAP_PAGES).collect()
}

/// The plan keeps a part within the limits, so that there is one file.
fn url_set(pages: &[sitemap::Page]) -> Vec<u8> {
    sitemap::url_sets(pages).into_iter().next().map(|part| part.bytes).unwrap_or_default()
}

fn entry(press: &Press, page: &Page, lastmod: Option<Stamp>) -> Option<sitemap::Page> {
    let versions = alternates(&press.edition(page.language), page);
    let alternates = versions.iter().filter(|_| versions.len() > 1).filter_map(|(language, address)| {
        let hreflang = press.config.languages[*language].clone();
        Some(Alternate { hreflang, href: press.config.base.url(address)? })
    });
    Some(sitemap::Page {
        loc: press.config.base.url(&page.address)?,
        lastmod,
        alternates: alternates.collect(),
    })
}

/// When the newest of some releases was last changed.
fn newest(press: &Press, releases: &[usize]) -> Option<Stamp> {
    let updated = releases.iter().map(|number| press.archive.items[*number].release.updated());
    updated.max_by_key(|moment| moment.at).map(|moment| stamp(&moment))
}

fn stamp(moment: &Moment) -> Stamp {
    Stamp::new(moment.at, moment.offset)
}
