//! Which links of a written site lead nowhere.

use std::collections::{BTreeMap, BTreeSet};

const BASE: &str = "https://news.example.gov";

/// The broken links among files of a site: the page, and where it leads.
pub(crate) fn broken<'a>(
    site: &BTreeMap<String, Vec<u8>>,
    pages: impl Iterator<Item = &'a String>,
) -> Vec<(String, String)> {
    let files: BTreeSet<&str> = site.keys().map(String::as_str).collect();
    let mut broken = Vec::new();
    for page in pages.filter(|page| page.ends_with(".html") || page.ends_with(".xml")) {
        let Some(text) = site.get(page) else { continue };
        let text = String::from_utf8_lossy(text);
        for (before, end) in [(" href=\"", '"'), (" src=\"", '"'), ("<loc>", '<')] {
            for link in text.split(before).skip(1).filter_map(|rest| rest.split(end).next()) {
                if leads_to(page, link).is_some_and(|file| !files.contains(file.as_str())) {
                    broken.push((page.clone(), link.to_owned()));
                }
            }
        }
    }
    broken
}

/// The file that a link of the site leads to; nothing for other sites.
fn leads_to(page: &str, link: &str) -> Option<String> {
    let link = link.split(['#', '?']).next().unwrap_or_default();
    let path = match link.strip_prefix(BASE) {
        Some(path) => path,
        None if link.is_empty() || link.contains(':') => return None,
        None => link,
    };
    // These sites' links are all from the root.
    let path = path.strip_prefix('/').unwrap_or_else(|| panic!("{page} has a relative link: {link}"));
    Some(if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() })
}

#[test]
fn a_broken_link_is_seen() {
    let page = |text: &str| text.as_bytes().to_vec();
    let site = BTreeMap::from([
        ("index.html".to_owned(), page("<a href=\"/a/\"><a href=\"/b/#x\"><a href=\"https://x.example/\">")),
        ("a/index.html".to_owned(), page("<img src=\"/c.png\"><a href=\"https://news.example.gov/\">")),
    ]);
    let expected = [("a/index.html", "/c.png"), ("index.html", "/b/#x")];
    assert_eq!(broken(&site, site.keys()), expected.map(|(page, link)| (page.to_owned(), link.to_owned())));
}
