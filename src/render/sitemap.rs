//! Sitemaps (sitemaps.org, schema 0.9): URL sets with their languages (`xhtml:link`), the index over them,
//! and the Google News sitemap. One `<url>` a line, so that a new page is a new line.

use crate::render::characters;
use crate::render::stamp::Stamp;
use crate::render::xml::Xml;

/// The most URLs that a URL set, and the most sitemaps that an index, may hold.
pub const MAX_URLS: usize = 50_000;

/// The most bytes that a file may have, uncompressed: 50 MB.
pub const MAX_BYTES: usize = 52_428_800;

/// The most articles in a news sitemap.
pub const MAX_NEWS: usize = 1_000;

const URL_SET: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
    <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
    xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n";
const NEWS: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
    <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
    xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\">\n";
const URL_SET_END: &str = "</urlset>\n";
const INDEX: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
    <sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
const INDEX_END: &str = "</sitemapindex>\n";

/// A page of the site. The schema allows addresses of 12 to 2,048 characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Absolute address.
    pub loc: String,
    /// When the content last changed; left out rather than guessed.
    pub lastmod: Option<Stamp>,
    /// The same page in all its languages, itself included; empty when there is but one.
    pub alternates: Vec<Alternate>,
}

/// A page in another language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternate {
    /// Language, BCP 47, or `x-default`.
    pub hreflang: String,
    /// Absolute address.
    pub href: String,
}

/// One file of a URL set that had to be split.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// 1, 2, 3 …
    pub number: usize,
    /// The file.
    pub bytes: Vec<u8>,
    /// The newest `lastmod` in it, for the index.
    pub lastmod: Option<Stamp>,
}

/// A sitemap, as an index lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sitemap {
    /// Absolute address.
    pub loc: String,
    /// When it last changed.
    pub lastmod: Option<Stamp>,
}

/// An article of the last two days. Which those are is for the caller to say: there is no clock in here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// Absolute address.
    pub loc: String,
    /// Name of the publication, as it stands on the site.
    pub publication: String,
    /// Language of the publication, BCP 47.
    pub lang: String,
    /// When it was released.
    pub published: Stamp,
    /// Title.
    pub title: String,
}

/// The pages as URL sets within the limits, in order. No pages, no parts: the schema knows no empty set.
pub fn url_sets(pages: &[Page]) -> Vec<Part> {
    split(pages, MAX_URLS, MAX_BYTES)
}

fn split(pages: &[Page], max_urls: usize, max_bytes: usize) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut urls = 0;
    for page in pages {
        let line = url(page);
        let full =
            |part: &Part| urls == max_urls || part.bytes.len() + line.len() + URL_SET_END.len() > max_bytes;
        if parts.last().is_none_or(full) {
            parts.push(Part { number: parts.len() + 1, bytes: URL_SET.into(), lastmod: None });
            urls = 0;
        }
        if let Some(part) = parts.last_mut() {
            part.bytes.extend_from_slice(&line);
            part.lastmod = part.lastmod.max(page.lastmod);
            urls += 1;
        }
    }
    for part in &mut parts {
        part.bytes.extend_from_slice(URL_SET_END.as_bytes());
    }
    parts
}

/// The index over the sitemaps; the first 50,000 of them. The schema wants one at least.
pub fn index(sitemaps: &[Sitemap]) -> Vec<u8> {
    let mut bytes = Vec::from(INDEX);
    for sitemap in sitemaps.iter().take(MAX_URLS) {
        bytes.extend(line(|xml| {
            xml.open("sitemap", &[]);
            located(xml, &sitemap.loc, sitemap.lastmod);
        }));
    }
    bytes.extend_from_slice(INDEX_END.as_bytes());
    bytes
}

/// The news sitemap: the newest 1,000 articles, newest first. Without any it is an empty set, which Google
/// takes and the schema does not.
pub fn news(articles: &[Article]) -> Vec<u8> {
    let mut newest: Vec<&Article> = articles.iter().collect();
    newest.sort_by(|one, other| other.published.cmp(&one.published).then_with(|| one.loc.cmp(&other.loc)));
    let mut bytes = Vec::from(NEWS);
    for article in newest.into_iter().take(MAX_NEWS) {
        bytes.extend(line(|xml| {
            xml.open("url", &[]);
            located(xml, &article.loc, None);
            xml.open("news:news", &[]);
            xml.open("news:publication", &[]);
            xml.line("news:name", &[], &article.publication);
            xml.text("news:language", &[], &news_language(&article.lang));
            xml.close();
            xml.text("news:publication_date", &[], &article.published.rfc3339());
            xml.line("news:title", &[], &article.title);
        }));
    }
    bytes.extend_from_slice(URL_SET_END.as_bytes());
    bytes
}

fn url(page: &Page) -> Vec<u8> {
    line(|xml| {
        xml.open("url", &[]);
        located(xml, &page.loc, page.lastmod);
        for Alternate { hreflang, href } in &page.alternates {
            xml.empty(
                "xhtml:link",
                &[("rel", "alternate"), ("hreflang", hreflang), ("href", &characters::uri(href))],
            );
        }
    })
}

fn line(write: impl FnOnce(&mut Xml)) -> Vec<u8> {
    let mut xml = Xml::fragment();
    write(&mut xml);
    let mut bytes = xml.finish();
    bytes.push(b'\n');
    bytes
}

fn located(xml: &mut Xml, loc: &str, lastmod: Option<Stamp>) {
    xml.uri("loc", loc);
    if let Some(lastmod) = lastmod {
        xml.text("lastmod", &[], &lastmod.rfc3339());
    }
}

/// ISO 639, but for Chinese, where Google wants `zh-cn` (simplified) or `zh-tw` (traditional).
fn news_language(lang: &str) -> String {
    let lang = lang.to_ascii_lowercase();
    let mut parts = lang.split('-');
    match parts.next() {
        Some("zh") if parts.any(|part| matches!(part, "hant" | "tw" | "hk" | "mo")) => "zh-tw".to_owned(),
        Some("zh") => "zh-cn".to_owned(),
        first => first.unwrap_or_default().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Alternate, Article, MAX_NEWS, Page, Sitemap, index, news, news_language, split, url_sets};
    use crate::render::stamp::{Stamp, parse};
    use quick_xml::events::Event;
    use std::collections::BTreeMap;

    fn stamp(text: &str) -> Stamp {
        parse(text).unwrap()
    }

    fn page(number: usize) -> Page {
        Page {
            loc: format!("https://news.example.gov/releases/{number}/眉县?a=1&b=2"),
            lastmod: Some(stamp(&format!("2022-09-{:02}T08:30:00+08:00", 1 + number % 28))),
            alternates: vec![Alternate {
                hreflang: "zh-Hans".to_owned(),
                href: format!("https://news.example.gov/zh-Hans/{number}/\"<&>"),
            }],
        }
    }

    /// The texts of all elements by name, and the `href`s, read by the plain parser.
    fn read(bytes: &[u8]) -> BTreeMap<String, Vec<String>> {
        let mut reader = quick_xml::Reader::from_reader(bytes);
        let (mut found, mut name, mut text) =
            (BTreeMap::<String, Vec<String>>::new(), String::new(), String::new());
        loop {
            match reader.read_event().unwrap() {
                Event::Start(tag) => {
                    name = String::from_utf8(tag.name().as_ref().to_vec()).unwrap();
                    text.clear();
                }
                Event::Text(part) => text.push_str(&part.decode().unwrap()),
                Event::GeneralRef(part) => {
                    text.push_str(
                        &quick_xml::escape::unescape(&format!("&{};", part.decode().unwrap())).unwrap(),
                    );
                }
                Event::End(tag) if tag.name().as_ref() == name.as_bytes() => {
                    found.entry(name.clone()).or_default().push(std::mem::take(&mut text));
                }
                Event::Empty(tag) => {
                    let href = tag.try_get_attribute("href").unwrap().unwrap().value;
                    let href = quick_xml::escape::unescape(std::str::from_utf8(&href).unwrap()).unwrap();
                    found.entry("href".to_owned()).or_default().push(href.into_owned());
                }
                Event::Eof => return found,
                _ => {}
            }
        }
    }

    #[test]
    fn pages_read_back() {
        let parts = url_sets(&[page(0), page(1)]);
        assert_eq!(parts.len(), 1);
        assert_eq!(parts[0].lastmod, Some(stamp("2022-09-02T08:30:00+08:00")));
        let read = read(&parts[0].bytes);
        assert_eq!(read["loc"][1], "https://news.example.gov/releases/1/%E7%9C%89%E5%8E%BF?a=1&b=2");
        assert_eq!(read["lastmod"][0], "2022-09-01T08:30:00+08:00");
        assert_eq!(read["href"][0], "https://news.example.gov/zh-Hans/0/%22%3C&%3E");
        assert_eq!(parts[0].bytes.iter().filter(|byte| **byte == b'\n').count(), 5, "one page a line");
    }

    #[test]
    fn parts_keep_both_limits_and_every_page() {
        let pages: Vec<Page> = (0..10).map(page).collect();
        assert_eq!(url_sets(&[]), []);
        for (max_urls, max_bytes) in [(3, usize::MAX), (50, 900), (1, 10), (10, usize::MAX)] {
            let parts = split(&pages, max_urls, max_bytes);
            assert_eq!(parts, split(&pages, max_urls, max_bytes));
            let mut seen = Vec::new();
            for (place, part) in parts.iter().enumerate() {
                assert_eq!(part.number, place + 1);
                let read = read(&part.bytes);
                assert!(read["loc"].len() <= max_urls);
                assert!(read["loc"].len() == 1 || part.bytes.len() <= max_bytes);
                seen.extend(read["loc"].clone());
            }
            let whole = read(&split(&pages, 10, usize::MAX)[0].bytes);
            assert_eq!(seen, whole["loc"]);
        }
        let many: Vec<Page> =
            (0..50_001).map(|number| Page { alternates: Vec::new(), ..page(number) }).collect();
        assert_eq!(url_sets(&many).len(), 2);
    }

    #[test]
    fn the_index_lists_its_sitemaps() {
        let sitemap = |loc: &str, lastmod| Sitemap { loc: loc.to_owned(), lastmod };
        let day = stamp("2022-09-28T00:00:00-05:00");
        let read =
            read(&index(&[sitemap("https://x.gov/1.xml", Some(day)), sitemap("https://x.gov/2.xml", None)]));
        assert_eq!(read["loc"], ["https://x.gov/1.xml", "https://x.gov/2.xml"]);
        assert_eq!(read["lastmod"], ["2022-09-28T00:00:00-05:00"]);
    }

    #[test]
    fn news_is_the_newest_thousand() {
        let article = |number: i32| Article {
            loc: format!("https://x.gov/{number}/"),
            publication: "Mei <County> & News".to_owned(),
            lang: "zh-Hans".to_owned(),
            published: stamp(&format!("2022-09-28T{:02}:{:02}:00+08:00", number / 60 % 24, number % 60)),
            title: "]]> \u{b}</news:title> 🎉".to_owned(),
        };
        let articles: Vec<Article> = (0..1_010).map(article).collect();
        let written = news(&articles);
        let read = read(&written);
        assert_eq!(read["loc"].len(), MAX_NEWS);
        assert_eq!(read["loc"][0], "https://x.gov/1009/");
        assert_eq!(read["news:title"][0], "]]> </news:title> 🎉");
        assert_eq!(read["news:name"][0], "Mei <County> & News");
        assert_eq!(read["news:language"][0], "zh-cn");
        let reversed: Vec<Article> = articles.into_iter().rev().collect();
        assert_eq!(news(&reversed), written);
        assert!(news(&[]).ends_with(b"</urlset>\n"));
    }

    #[test]
    fn languages_are_as_google_news_wants_them() {
        let of = ["en-GB", "zh", "zh-Hant-HK", "zh-HK", "si"].map(news_language);
        assert_eq!(of, ["en", "zh-cn", "zh-tw", "zh-tw", "si"]);
    }
}
