//! robots.txt (RFC 9309), with the `Sitemap` lines of sitemaps.org. It counts at the root of a host only: a
//! site under a path cannot have one of its own.

use crate::render::characters;

/// Everything may be fetched; each address is that of a sitemap or of an index over sitemaps.
pub fn open(sitemaps: &[String]) -> String {
    let lines: Vec<String> =
        sitemaps.iter().map(|url| format!("Sitemap: {}\n", characters::uri(url))).collect();
    let gap = if lines.is_empty() { "" } else { "\n" };
    format!("User-agent: *\nDisallow:\n{gap}{}", lines.concat())
}

/// Nothing may be fetched: for previews.
pub fn closed() -> String {
    "User-agent: *\nDisallow: /\n".to_owned()
}

#[cfg(test)]
mod tests {
    use super::{closed, open};

    #[test]
    fn an_open_site_names_its_sitemaps() {
        assert_eq!(open(&[]), "User-agent: *\nDisallow:\n");
        let sitemaps = ["https://x.gov/sitemap.xml".to_owned(), "https://x.gov/眉\nDisallow: /".to_owned()];
        assert_eq!(
            open(&sitemaps),
            "User-agent: *\nDisallow:\n\nSitemap: https://x.gov/sitemap.xml\n\
             Sitemap: https://x.gov/%E7%9C%89%0ADisallow:%20/\n"
        );
    }

    #[test]
    fn a_preview_is_closed() {
        assert!(closed().lines().any(|line| line == "Disallow: /"));
    }
}
