//! Addresses of the published site: where a page lives, which file holds it, and how another page links to it.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use std::fmt;

/// What must be encoded in a path (RFC 3986, section 3.3), beside all that is not ASCII.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A path, percent-encoded.
pub fn encode_path(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

/// An address within the site: begins with `/`; a page ends with `/`, a file does not. Not percent-encoded.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address(String);

impl Address {
    /// Takes `/…`; the caller vouches that its parts are ids or file names.
    pub fn new(path: impl Into<String>) -> Self {
        let path = path.into();
        debug_assert!(path.starts_with('/'), "{path}");
        Address(path)
    }

    /// The address as text, not encoded.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The file of the output folder that holds it, `/`-separated.
    pub fn file(&self) -> String {
        let path = &self.0[1..];
        if self.0.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
    }

    /// How many folders deep it lies below the root of the site.
    pub fn depth(&self) -> usize {
        self.0.matches('/').count() - 1
    }

    /// The address with one more part: `/a/` and `b` make `/a/b/`.
    pub fn join(&self, part: &str) -> Self {
        debug_assert!(self.0.ends_with('/'), "{}", self.0);
        Address(format!("{}{part}/", self.0))
    }

    /// A file below this page: `/a/` and `b.xml` make `/a/b.xml`.
    pub fn with_file(&self, name: &str) -> Self {
        Address(format!("{}{name}", self.0))
    }

    /// The form that stands in links, percent-encoded.
    pub fn encoded(&self) -> String {
        encode_path(&self.0)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where the site is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Base {
    /// `https://news.example.gov/sub`, without the last slash: the origin and the path below it.
    Absolute {
        /// Scheme and host.
        origin: String,
        /// Path of the site on the host, empty or `/sub`.
        prefix: String,
    },
    /// A path on an unknown host, empty or `/sub`.
    Rooted(String),
    /// Pages link to each other relatively, so that the site opens from a file system.
    Relative,
}

/// Stands in links of a relative site until the page that holds them is known. A non-character, which
/// [`crate::base::text`] lets through from no source.
pub const ROOT_MARK: char = '\u{fdd0}';

impl Base {
    /// Reads `https://host/sub/`, `/sub/` or `./`; the error says what to write.
    pub fn parse(text: &str) -> Result<Self, String> {
        let bad = || {
            format!(
                "`{text}` is no base address: write https://news.example.gov/, a path such as /news/, or ./"
            )
        };
        let text = text.trim();
        if matches!(text, "./" | ".") {
            return Ok(Base::Relative);
        }
        if text.contains(['?', '#', ' ', '"', '<', '>', '\\']) {
            return Err(bad());
        }
        if let Some(path) = text.strip_prefix('/') {
            let path = path.trim_end_matches('/');
            return Ok(Base::Rooted(if path.is_empty() { String::new() } else { format!("/{path}") }));
        }
        let (scheme, rest) = text.split_once("://").ok_or_else(bad)?;
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        if !matches!(scheme, "http" | "https") || host.is_empty() {
            return Err(bad());
        }
        let path = path.trim_end_matches('/');
        let prefix = if path.is_empty() { String::new() } else { format!("/{path}") };
        Ok(Base::Absolute { origin: format!("{scheme}://{host}"), prefix })
    }

    /// What stands in `href` for an address, with an optional fragment.
    pub fn href(&self, address: &Address, fragment: Option<&str>) -> String {
        let mut href = match self {
            Base::Absolute { prefix, .. } | Base::Rooted(prefix) => format!("{prefix}{}", address.encoded()),
            Base::Relative => {
                let index = if address.as_str().ends_with('/') { "index.html" } else { "" };
                format!("{ROOT_MARK}{}{index}", address.encoded())
            }
        };
        if let Some(fragment) = fragment {
            href.push('#');
            href.extend(utf8_percent_encode(fragment, PATH));
        }
        href
    }

    /// The full URL of an address, when the host is known.
    pub fn url(&self, address: &Address) -> Option<String> {
        match self {
            Base::Absolute { origin, prefix } => Some(format!("{origin}{prefix}{}", address.encoded())),
            Base::Rooted(_) | Base::Relative => None,
        }
    }

    /// The path of the site on its host, empty or `/sub`; nothing where nobody knows it.
    pub fn prefix(&self) -> Option<&str> {
        match self {
            Base::Absolute { prefix, .. } | Base::Rooted(prefix) => Some(prefix),
            Base::Relative => None,
        }
    }

    /// The domain of the site's own at whose root it lives; nothing for a site below a path, at an address with a
    /// port, or at a name of GitHub's.
    pub fn domain(&self) -> Option<&str> {
        let Base::Absolute { origin, prefix } = self else { return None };
        let host = origin.split_once("://").map_or(origin.as_str(), |(_, host)| host);
        (prefix.is_empty() && !host.contains(':') && !host.ends_with(".github.io")).then_some(host)
    }

    /// Puts the way from `page` to the root wherever a link of a relative site begins.
    pub fn settle(&self, page: &Address, text: String) -> String {
        match self {
            Base::Relative if text.contains(ROOT_MARK) => {
                let up = match page.depth() {
                    0 => ".".to_owned(),
                    depth => vec![".."; depth].join("/"),
                };
                text.replace(ROOT_MARK, &up)
            }
            _ => text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Address, Base};

    #[test]
    fn a_page_lives_in_its_index_file() {
        assert_eq!(Address::new("/releases/2022/").file(), "releases/2022/index.html");
        assert_eq!(Address::new("/feed.xml").file(), "feed.xml");
        assert_eq!(Address::new("/").file(), "index.html");
    }

    #[test]
    fn links_follow_the_base() {
        let page = Address::new("/people/刘志生/");
        let sub = Base::parse("https://a.example/news/").unwrap();
        assert_eq!(sub.href(&page, Some("x")), "/news/people/%E5%88%98%E5%BF%97%E7%94%9F/#x");
        assert_eq!(sub.url(&page).unwrap(), "https://a.example/news/people/%E5%88%98%E5%BF%97%E7%94%9F/");
        let open = Base::parse("./").unwrap();
        let link = open.href(&Address::new("/about/"), None);
        assert_eq!(open.settle(&page, link.clone()), "../../about/index.html");
        assert_eq!(open.settle(&Address::new("/"), link), "./about/index.html");
    }

    #[test]
    fn a_wrong_base_is_refused() {
        for text in ["news.example", "ftp://x/", "https://", "https://x/?y"] {
            assert!(Base::parse(text).is_err(), "{text}");
        }
    }
}
