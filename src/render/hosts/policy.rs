//! How a file of the output is to be answered: its media type, how long it may be kept, and how it is encoded. Of the
//! file alone, so that it serves web servers and object stores alike.

use crate::base::media_type;
use crate::plan::model::Format;

/// For what never changes at its address: the name holds a digest of the content (RFC 8246).
pub const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// For everything else: it may be kept, and is asked for again each time (RFC 9111, section 5.2.2).
pub const ASK_AGAIN: &str = "public, max-age=0, must-revalidate";

/// The `kind` of a compressed copy in the manifest.
pub const COMPRESSED: &str = "compressed";

/// The answer to who asks for a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// `Content-Type`, text with its charset.
    pub content_type: String,
    /// `Cache-Control`.
    pub cache_control: &'static str,
    /// `Content-Encoding`; of compressed copies alone. The files of the search index have none: their reader unpacks
    /// them itself.
    pub content_encoding: Option<&'static str>,
}

/// The answer for a file of the manifest, by its `kind` and `path` there. The kind tells apart what the name cannot: a
/// former address `/news.php` is a page, and `report.csv.gz` beside a release an attachment.
pub fn policy(kind: &str, path: &str) -> Policy {
    let encoding = (kind == COMPRESSED).then(|| encoding(path)).flatten();
    let (path, content_encoding) = match encoding {
        Some((original, encoding)) => (original, Some(encoding)),
        None => (path, None),
    };
    let is_immutable = match kind {
        "asset" => true,
        "search_index" => !path.ends_with("/root.bin"),
        // The copy of an asset is as lasting as the asset.
        COMPRESSED => path.starts_with("assets/"),
        _ => false,
    };
    let content_type = match kind {
        "redirect" => "text/html; charset=utf-8".to_owned(),
        _ => content_type(path),
    };
    Policy { content_type, cache_control: if is_immutable { FOR_EVER } else { ASK_AGAIN }, content_encoding }
}

/// The file that a compressed copy is of, and its content coding (RFC 9110, section 8.4.1; RFC 7932; RFC 8878).
fn encoding(path: &str) -> Option<(&str, &'static str)> {
    [(".gz", "gzip"), (".br", "br"), (".zst", "zstd")]
        .into_iter()
        .find_map(|(end, encoding)| Some((path.strip_suffix(end)?, encoding)))
}

/// The media type of a file by its name; text says that it is UTF-8.
fn content_type(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    if let Some(format) = Format::ALL.into_iter().find(|format| format.file() == name) {
        return format.media_type().to_owned();
    }
    media_type::of_name(name)
}

#[cfg(test)]
mod tests {
    use super::{ASK_AGAIN, COMPRESSED, FOR_EVER, Policy, policy};

    #[test]
    fn a_file_has_the_type_that_readers_need() {
        for (kind, path, media_type) in [
            ("release", "releases/2022/09/a/index.html", "text/html; charset=utf-8"),
            ("redirect", "news/0928.php", "text/html; charset=utf-8"),
            ("feed", "people/刘志生/feed.xml", "application/atom+xml"),
            ("feed", "feed.json", "application/feed+json"),
            ("feed", "rss.xml", "application/rss+xml"),
            ("sitemap", "sitemaps/2022.xml", "application/xml"),
            ("robots", "robots.txt", "text/plain; charset=utf-8"),
            ("asset", "assets/civic.0011223344.css", "text/css; charset=utf-8"),
            ("asset", "assets/search.0011223344.js", "text/javascript; charset=utf-8"),
            ("data", "data/releases.jsonl", "application/jsonl"),
            ("file", "site.webmanifest", "application/manifest+json"),
            ("file", "releases/2022/09/a/report.PDF", "application/pdf"),
            ("file", "releases/2022/09/a/report.csv.gz", "application/gzip"),
            ("file", "releases/2022/09/a/no-end", "application/octet-stream"),
            ("search_index", "search/index/root.bin", "application/octet-stream"),
        ] {
            assert_eq!(policy(kind, path).content_type, media_type, "{path}");
            assert_eq!(policy(kind, path).content_encoding, None, "{path}");
        }
    }

    #[test]
    fn only_what_has_a_digest_in_its_name_is_kept() {
        for (kind, path, cache_control) in [
            ("asset", "assets/civic.0011223344.css", FOR_EVER),
            (COMPRESSED, "assets/civic.0011223344.css.br", FOR_EVER),
            ("search_index", "search/index/t/0011.bin", FOR_EVER),
            ("search_index", "search/index/root.bin", ASK_AGAIN),
            ("file", "assets.pdf", ASK_AGAIN),
            ("file", "favicon.ico", ASK_AGAIN),
            ("home", "index.html", ASK_AGAIN),
            (COMPRESSED, "index.html.gz", ASK_AGAIN),
        ] {
            assert_eq!(policy(kind, path).cache_control, cache_control, "{path}");
        }
    }

    #[test]
    fn a_compressed_copy_is_its_original_encoded() {
        for (end, content_encoding) in [("gz", "gzip"), ("br", "br"), ("zst", "zstd")] {
            let expected = Policy {
                content_type: "application/atom+xml".into(),
                cache_control: ASK_AGAIN,
                content_encoding: Some(content_encoding),
            };
            assert_eq!(policy(COMPRESSED, &format!("feed.xml.{end}")), expected);
        }
    }
}
