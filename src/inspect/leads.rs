//! Where an address that stands in a page leads.

use crate::base::address::{Address, Base};
use percent_encoding::percent_decode_str;

/// Where it leads.
#[derive(Debug, PartialEq, Eq)]
pub enum Leads {
    /// To an address of this site, percent-decoded, and a place in it.
    Inside(String, Option<String>),
    /// To another web site: the address without its fragment.
    Out(String),
    /// To what cannot be asked: a mail address, another site on the same host, what is no address.
    Elsewhere,
}

/// Where an address leads that stands in `page` (RFC 3986, section 5).
pub fn leads(base: &Base, page: &Address, to: &str) -> Leads {
    let to: String = to.trim().chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    let (to, fragment) =
        to.split_once('#').map_or((to.as_str(), None), |(to, fragment)| (to, Some(fragment)));
    let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let fragment = fragment.map(decoded);
    let path = to.split('?').next().unwrap_or_default();
    if path.is_empty() {
        return Leads::Inside(page.as_str().to_owned(), fragment);
    }
    let (origin, prefix) = match base {
        Base::Absolute { origin, prefix } => (Some(origin.as_str()), prefix.as_str()),
        Base::Rooted(prefix) => (None, prefix.as_str()),
        Base::Relative => (None, ""),
    };
    let own = origin.and_then(|origin| {
        let start = path.get(..origin.len()).filter(|start| start.eq_ignore_ascii_case(origin))?;
        let rest = &path[start.len()..];
        (rest.is_empty() || rest.starts_with('/')).then_some(if rest.is_empty() { "/" } else { rest })
    });
    let path = match own {
        Some(rest) => rest,
        None if to.starts_with("//") => return Leads::Out(format!("https:{to}")),
        None => match scheme(path) {
            Some("http" | "https" | "HTTP" | "HTTPS") => return Leads::Out(to.to_owned()),
            Some(_) => return Leads::Elsewhere,
            None => path,
        },
    };
    let inside = if path.starts_with('/') {
        match path.strip_prefix(prefix) {
            Some("") => "/".to_owned(),
            Some(rest) if rest.starts_with('/') => rest.to_owned(),
            _ => return Leads::Elsewhere,
        }
    } else {
        let folder = page.encoded();
        let folder = &folder[..folder.rfind('/').map_or(0, |at| at + 1)];
        format!("{folder}{path}")
    };
    match without_dots(&inside) {
        Some(path) => Leads::Inside(decoded(&path), fragment),
        None => Leads::Elsewhere,
    }
}

/// The scheme of an address that has one (RFC 3986, section 3.1).
fn scheme(path: &str) -> Option<&str> {
    let (scheme, _) = path.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    is_scheme.then_some(scheme)
}

/// The path with `.` and `..` taken out, or nothing where it leaves the site.
fn without_dots(path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    let (folders, last) =
        path[1..].rsplit_once('/').map_or((None, &path[1..]), |(all, last)| (Some(all), last));
    for part in folders.into_iter().flat_map(|folders| folders.split('/')) {
        match part {
            "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    match last {
        "." => parts.push(""),
        ".." => {
            parts.pop()?;
            parts.push("");
        }
        last => parts.push(last),
    }
    Some(format!("/{}", parts.join("/")))
}

#[cfg(test)]
mod tests {
    use super::{Leads, leads};
    use crate::base::address::{Address, Base};

    fn inside(path: &str) -> Leads {
        Leads::Inside(path.into(), None)
    }

    #[test]
    fn addresses_lead_where_browsers_go() {
        let base = Base::parse("https://news.example/sub/").unwrap();
        let page = Address::new("/people/刘志生/");
        let to = |text: &str| leads(&base, &page, text);
        assert_eq!(to("#a%20b"), Leads::Inside("/people/刘志生/".into(), Some("a b".into())));
        assert_eq!(to("?q=1"), inside("/people/刘志生/"));
        assert_eq!(to("2022/"), inside("/people/刘志生/2022/"));
        assert_eq!(to("../../about/"), inside("/about/"));
        assert_eq!(to(".."), inside("/people/"));
        assert_eq!(to("../../../x"), Leads::Elsewhere);
        assert_eq!(to("/sub/units/a/?x#y"), Leads::Inside("/units/a/".into(), Some("y".into())));
        assert_eq!(to("/sub"), inside("/"));
        assert_eq!(to("/subway/"), Leads::Elsewhere);
        assert_eq!(to("HTTPS://news.example/sub/a.pdf"), inside("/a.pdf"));
        assert_eq!(to("https://news.example.org/a#b"), Leads::Out("https://news.example.org/a".into()));
        assert_eq!(to("//cdn.example/x"), Leads::Out("https://cdn.example/x".into()));
        for text in ["mailto:a@b.example", "tel:1", "/other/"] {
            assert_eq!(to(text), Leads::Elsewhere, "{text}");
        }
        let open = Base::parse("./").unwrap();
        assert_eq!(leads(&open, &page, "../../about/index.html"), inside("/about/index.html"));
    }
}
