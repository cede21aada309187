//! A reader that follows every link of a published site.

use std::collections::BTreeSet;

/// Where the site says that it lies.
const BASE: &str = "https://news.example/";

/// Follows all links from the home page, and what feeds and sitemaps name; what is not there, with where it was named. A
/// place without a home page has no site yet.
pub(crate) fn broken(read: &dyn Fn(&str) -> Option<Vec<u8>>) -> Vec<String> {
    let mut broken = Vec::new();
    let mut seen = BTreeSet::new();
    let mut left = vec![("index.html".to_owned(), String::new())];
    if read("index.html").is_none() {
        return broken;
    }
    left.extend(["robots.txt", "sitemap.xml", "feed.xml"].map(|path| (path.to_owned(), "/".to_owned())));
    while let Some((path, from)) = left.pop() {
        if !seen.insert(path.clone()) {
            continue;
        }
        let Some(bytes) = read(&path) else {
            broken.push(format!("{path}, named by {from}"));
            continue;
        };
        let text = String::from_utf8_lossy(&bytes);
        let named: Vec<&str> = match path.rsplit('.').next() {
            Some("html") => {
                let attributes = [" href=\"", " src=\"", " action=\"", " href=", " src="];
                attributes.iter().flat_map(|name| text.split(name).skip(1).map(value)).collect()
            }
            Some("css") => {
                text.split("url(").skip(1).map(|rest| rest.split(')').next().unwrap_or("")).collect()
            }
            Some("xml" | "json" | "txt") => {
                text.match_indices(BASE).map(|(at, _)| value(&text[at..])).collect()
            }
            _ => Vec::new(),
        };
        for link in named {
            if let Some(next) = resolve(&path, link.trim_matches(['"', '\''])) {
                left.push((next, path.clone()));
            }
        }
    }
    broken
}

/// The value of an attribute, or an address in a text, at whose beginning a text is.
fn value(rest: &str) -> &str {
    let rest = rest.strip_prefix('"').unwrap_or(rest);
    rest.split(['"', '<', '>', ' ', '\n', '\\', '&']).next().unwrap_or("")
}

/// The file that a link of a file leads to; nothing where it leads out of the site.
fn resolve(from: &str, link: &str) -> Option<String> {
    let link = link.split(['#', '?']).next()?;
    let path = match link.strip_prefix(BASE.trim_end_matches('/')) {
        Some(path) => path.to_owned(),
        None if link.contains(':') || link.starts_with("//") || link.is_empty() => return None,
        None if link.starts_with('/') => link.to_owned(),
        None => format!("/{}/{link}", from.rsplit_once('/').map_or("", |(folder, _)| folder)),
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    let mut path = percent_encoding::percent_decode_str(&parts.join("/")).decode_utf8_lossy().into_owned();
    if link.ends_with('/') || path.is_empty() || !path.rsplit('/').next()?.contains('.') {
        path = format!("{path}/index.html").trim_start_matches('/').to_owned();
    }
    Some(path)
}
