//! Reads pages: their attributes, their words, and whether their links lead anywhere.

use percent_encoding::percent_decode_str;
use std::collections::BTreeMap;

/// The values of an attribute, in the order of the page.
pub(crate) fn attributes(html: &str, name: &str) -> Vec<String> {
    let needle = format!(" {name}=\"");
    let mut values = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find(&needle) {
        rest = &rest[at + needle.len()..];
        let end = rest.find('"').unwrap_or(rest.len());
        values.push(unescape(&rest[..end]));
        rest = &rest[end..];
    }
    values
}

/// The words of a page, without tags, scripts and the head, white space folded.
pub(crate) fn words(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html.split_once("</head>").map_or(html, |(_, body)| body);
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        out.push(' ');
        rest = rest[at..].split_once('>').map_or("", |(_, rest)| rest);
    }
    out.push_str(rest);
    unescape(&out.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The first stretch of a page from `from` up to `to`.
#[track_caller]
pub(crate) fn between<'a>(html: &'a str, from: &str, to: &str) -> &'a str {
    let Some(start) = html.find(from) else { panic!("{from} is not in\n{html}") };
    let rest = &html[start..];
    &rest[..rest.find(to).unwrap_or(rest.len())]
}

/// Fails unless the parts stand in the text in this order.
#[track_caller]
pub(crate) fn in_order(text: &str, parts: &[&str]) {
    let mut rest = text;
    for part in parts {
        match rest.split_once(part) {
            Some((_, after)) => rest = after,
            None => panic!("`{part}` is missing, or does not stand behind the others {parts:?}, in\n{text}"),
        }
    }
}

/// Character references that crier writes, resolved.
pub(crate) fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&#39;", "'")
        .replace("&#x2F;", "/")
        .replace("&amp;", "&")
}

/// Links of a site that lead nowhere, as `page -> link: why`. `base` is the path the site is published under
/// (`/sub`, or nothing), `host` its scheme and host; with nothing for both it is opened from files, and a folder
/// does not stand for its index.
pub(crate) fn dead_links(tree: &BTreeMap<String, Vec<u8>>, host: Option<&str>, base: &str) -> Vec<String> {
    let mut dead = Vec::new();
    let pages: BTreeMap<&str, &str> = tree
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, bytes)| (path.as_str(), std::str::from_utf8(bytes).expect("a page in UTF-8")))
        .collect();
    for (path, html) in &pages {
        let mut links = Vec::new();
        for name in ["href", "src", "action"] {
            links.extend(attributes(html, name));
        }
        let refresh = attributes(html, "content")
            .into_iter()
            .filter_map(|value| value.strip_prefix("0; url=").map(str::to_owned));
        links.extend(refresh);
        for link in links {
            if let Some(why) = dead_link(tree, &pages, path, &link, host, base) {
                dead.push(format!("{path} -> {link}: {why}"));
            }
        }
    }
    dead
}

fn dead_link(
    tree: &BTreeMap<String, Vec<u8>>,
    pages: &BTreeMap<&str, &str>,
    page: &str,
    link: &str,
    host: Option<&str>,
    base: &str,
) -> Option<String> {
    let mut link = link;
    if let Some(path) = host.and_then(|host| link.strip_prefix(host)) {
        link = path;
    } else if link.contains("://") || link.starts_with("mailto:") || link.starts_with("tel:") {
        return None;
    }
    let (path, fragment) =
        link.split_once('#').map_or((link, None), |(path, fragment)| (path, Some(fragment)));
    let path =
        percent_decode_str(path.split('?').next().unwrap_or_default()).decode_utf8().ok()?.into_owned();
    let target = if path.is_empty() {
        page.to_owned()
    } else if path.starts_with('/') {
        let Some(inside) = path.strip_prefix(base).filter(|inside| inside.starts_with('/')) else {
            return Some("it leaves the base".into());
        };
        inside[1..].to_owned()
    } else {
        let mut parts: Vec<&str> = page.split('/').collect();
        parts.pop();
        for part in path.split('/') {
            match part {
                "." => {}
                ".." => {
                    if parts.pop().is_none() {
                        return Some("it leaves the site".into());
                    }
                }
                part => parts.push(part),
            }
        }
        parts.join("/")
    };
    let file = if target.is_empty() || target.ends_with('/') {
        if host.is_none() && base.is_empty() && !path.starts_with('/') {
            return Some("a folder is no file".into());
        }
        format!("{target}index.html")
    } else {
        target
    };
    if !tree.contains_key(&file) {
        return Some(format!("there is no {file}"));
    }
    let id = percent_decode_str(fragment.filter(|fragment| !fragment.is_empty())?)
        .decode_utf8()
        .ok()?
        .into_owned();
    let html = pages.get(file.as_str())?;
    (!attributes(html, "id").contains(&id)).then(|| format!("{file} has no id {id}"))
}
